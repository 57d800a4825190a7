import { DataError } from '../../errors.ts';
import { runningHistory } from '../history/runningHistory.ts';
import { factorValue, type SignalFactor } from '../history/signals.ts';
import {
  answersIn,
  combined,
  type FeatureRecipe,
  type History,
  historyOf,
  isCombination,
  ownTrialColumns,
} from '../recipes.ts';
import type { Trials } from '../trials.ts';

/** What was chosen or observed so far, and what came of it. */
export type Answers = Pick<Trials, 'choices' | 'outcomes' | 'responses'>;

/** A feature that is made again from the answers of earlier trials. */
export interface RebuiltFeature {
  readonly feature: number;
  /** Names of the outcomes that it remembers. */
  readonly outcomes: readonly string[];
  /** Forgets everything: a session begins. */
  readonly start: () => void;
  readonly value: (trial: number) => number;
  /** Adds the answer of a trial to what the next trials remember. */
  readonly add: (trial: number) => void;
}

/**
 * The features that have to be made again when choices or responses are others.
 *
 * @param answers read as they fill, trial after trial
 * @throws {DataError} when a feature reads an outcome or a response of its own trial: it cannot be made before them
 */
export function rebuiltFeatures(trials: Trials, answers: Answers): RebuiltFeature[] {
  return trials.recipes.flatMap((recipe, feature): RebuiltFeature[] => {
    const name = trials.featureNames[feature];
    refuseOwnTrial(trials, recipe, name);
    const remembered = answersIn(recipe);
    if (remembered.length === 0) return [];
    const outcomes = remembered.filter(({ of }) => of === 'outcome').map(({ column }) => column);
    const part = rebuiltPart(recipe, {
      answers,
      names: trials.responseNames,
      fixed: [...(trials.fixedParts[name] ?? [])],
    });
    const value = (trial: number): number => part.value(trial) || 0;
    return [{ ...part, value, feature, outcomes }];
  });
}

/** What parts are made from; `fixed` is used up in the order of the recipe. */
interface PartSources {
  readonly answers: Answers;
  /** [output] names of the responses. */
  readonly names: readonly string[];
  readonly fixed: Float64Array[];
}

type Part = Pick<RebuiltFeature, 'start' | 'value' | 'add'>;

function rebuiltPart(recipe: FeatureRecipe, sources: PartSources): Part {
  const history = historyOf(recipe);
  if (answersIn(recipe).length > 0 && history !== null) return rebuiltHistory(history, sources);
  if (answersIn(recipe).length > 0 && isCombination(recipe)) {
    const parts = recipe.parts.map((part) => rebuiltPart(part, sources));
    return {
      start: () => parts.forEach(({ start }) => void start()),
      value: (trial) =>
        combined(
          recipe,
          parts.map(({ value }) => value(trial)),
        ),
      add: (trial) => parts.forEach(({ add }) => void add(trial)),
    };
  }
  const recorded = sources.fixed.shift();
  return { start: () => {}, value: (trial) => recorded?.[trial] ?? Number.NaN, add: () => {} };
}

function rebuiltHistory({ signal, kernel, onMissing }: History, sources: PartSources): Part {
  const { start, value, add } = runningHistory(kernel, onMissing);
  const factors = signal.map((factor) => readerOf(factor, sources));
  return { start, value, add: (trial) => add(factors.reduce((product, factor) => product * factor(trial), 1)) };
}

/** What a factor contributes in each trial. */
function readerOf(factor: SignalFactor, { answers, names }: PartSources): (trial: number) => number {
  const { of, column } = factor;
  if (of === 'choice') return (trial) => factorValue(factor, answers.choices[trial]);
  if (of === 'outcome') {
    const outcome = answers.outcomes.find(({ name }) => name === column);
    return (trial) => factorValue(factor, outcome?.values[trial] ?? Number.NaN);
  }
  const output = names.indexOf(column);
  return (trial) => factorValue(factor, answers.responses?.data[trial * names.length + output] ?? Number.NaN);
}

function refuseOwnTrial(trials: Trials, recipe: FeatureRecipe, name: string): void {
  for (const column of ownTrialColumns(recipe)) {
    const known = trials.outcomes.some((outcome) => outcome.name === column)
      ? [`outcome "${column}"`, 'the choice']
      : trials.responseNames.includes(column)
        ? [`response "${column}"`, 'it is simulated']
        : null;
    if (known !== null)
      throw new DataError(
        { column },
        `Feature "${name}" reads ${known[0]} of its own trial, which is not known before ${known[1]}. Leave it out, or keep all features as recorded with openLoop: true.`,
      );
  }
}
