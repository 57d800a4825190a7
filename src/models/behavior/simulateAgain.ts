import { SpecError } from '../../errors.ts';
import { type Random, random, splitSeed } from '../../numerics/random.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';
import { observedTrials } from './observedTrials.ts';

/** How a subject with data is simulated once more, in the task that it did. */
export interface SimulatedAgain {
  /** Columns that the simulator needs and the data lack, such as reward probabilities: they are drawn from the task. */
  readonly designed: readonly string[];
  /** Draws responses and outcomes with natural parameters; all other columns, and where responses are missing, are those of the data. */
  readonly draw: (parameters: Readonly<Record<string, number>>, seed: number) => SubjectTrials;
}

/**
 * Simulates a subject in its own task: its blocks and `given` columns. What a simulator needs besides is read from columns of those names
 * in the data; where there are none, or a task is given, the model draws them for as many trials.
 *
 * Trials without a response are not there for the simulated subject either: nothing is learned in them.
 *
 * @param task options of the model's task, whose length is that of the data
 * @throws {SpecError} when the task is impossible, or the model does not draw one of the length of the data
 */
export function simulateAgain(model: BehaviorModel, trials: SubjectTrials, task?: object): SimulatedAgain {
  const { designed, design } = taskOf(model, trials, task);
  const kept = observedTrials(model, trials);
  return {
    designed,
    draw: (parameters, seed) => {
      const columns = { ...trials.columns, ...design(random(splitSeed(seed, 0))) };
      const drawn = model.simulate(parameters, keepTrials({ ...trials, columns }, kept), random(splitSeed(seed, 1)));
      const all = Object.entries(drawn).map(([name, values]) => {
        const column = new Float64Array(trials.numTrials).fill(Number.NaN);
        kept.forEach((t, i) => {
          column[t] = values[i];
        });
        return [name, column] as const;
      });
      return { ...trials, columns: { ...trials.columns, ...Object.fromEntries(all) } };
    },
  };
}

type Columns = SubjectTrials['columns'];

function taskOf(
  model: BehaviorModel,
  trials: SubjectTrials,
  task: object | undefined,
): { readonly designed: readonly string[]; readonly design: (source: Random) => Columns } {
  const first = firstDesign(model, task ?? {});
  const needed = Object.keys(first?.columns ?? {}).filter((name) => !Object.hasOwn(model.columns, name));
  const designed = task ? needed : needed.filter((name) => !Object.hasOwn(trials.columns, name));
  if (first === null || designed.length === 0) return { designed, design: () => ({}) };
  const only = (columns: Columns): Columns => Object.fromEntries(designed.map((name) => [name, columns[name]]));
  if (first.numTrials === trials.numTrials && first.blockStarts.join() === trials.blockStarts.join())
    return { designed, design: (source) => only(model.design(task ?? {}, source).columns) };
  const lengths = Array.from(trials.blockStarts, (start, b) => (trials.blockStarts[b + 1] ?? trials.numTrials) - start);
  const [numBlocks, numTrials] = [lengths.length, Math.max(...lengths)];
  const place = lengths.flatMap((length, b) => Array.from({ length }, (_, t) => b * numTrials + t));
  return {
    designed,
    design: (source) => {
      const long = model.design({ ...task, numBlocks, numTrials }, source);
      if (long.numTrials !== numBlocks * numTrials)
        throw new SpecError(
          'task',
          task,
          `Model "${model.name}" draws a task of ${long.numTrials} trials where numBlocks is ${numBlocks} and numTrials ${numTrials}. Let its design take both, or give subjects the columns ${designed.join(', ')}.`,
        );
      return Object.fromEntries(
        Object.entries(only(long.columns)).map(([name, values]) => [name, Float64Array.from(place, (t) => values[t])]),
      );
    },
  };
}

/** A task of the model's; `null` of a model of one's own without any. */
function firstDesign(model: BehaviorModel, task: object): SubjectTrials | null {
  try {
    return model.design(task, random(0));
  } catch (error) {
    if (error instanceof SpecError && error.option === 'design') return null;
    throw error;
  }
}

/** Some of the trials, in order; blocks without any are left out. */
function keepTrials({ numTrials, blockStarts, columns }: SubjectTrials, kept: readonly number[]): SubjectTrials {
  if (kept.length === numTrials) return { numTrials, blockStarts, columns };
  const starts = Array.from(blockStarts, (start) => kept.filter((t) => t < start).length);
  return {
    numTrials: kept.length,
    blockStarts: Int32Array.from(new Set(starts.filter((start) => start < kept.length))),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Float64Array.from(kept, (t) => values[t])]),
    ),
  };
}
