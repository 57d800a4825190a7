import { DataError, SpecError } from '../errors.ts';
import { factorValue, type Signal, type SignalFactor } from '../models/history/signals.ts';
import type { Choices } from './choices.ts';
import { classIn, labelsInWords } from './classes.ts';
import { type FeatureSources, numbersOf, roleOf } from './featureSources.ts';
import type { SignalTerm } from './signalTerms.ts';

/** What a feature remembers of each trial, and how it is told. */
export interface FoundSignal {
  readonly signal: Signal;
  /** [trial] NaN where there is none. */
  readonly values: Float64Array;
}

/**
 * The signal of a feature in each trial.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty, an outcome has no failure or sign, choices of several
 *   classes come without `of`, or an answer is multiplied with a column that is none
 * @throws {SpecError} when `of` is no class of the choices
 */
export function signalOf(sources: FeatureSources, name: string, terms: readonly SignalTerm[]): FoundSignal {
  const signal = terms.map((term) => factorOf(sources, name, term));
  requireOneKind(signal, name);
  const values = new Float64Array(sources.numTrials).fill(1);
  for (const factor of signal) {
    const own = factor.of === 'choice' ? (sources.choice as Choices).values : outcomeNumbers(sources, name, factor);
    values.forEach((value, t) => {
      values[t] = value * factorValue(factor, own[t]);
    });
  }
  return { signal, values };
}

function factorOf(sources: FeatureSources, name: string, term: SignalTerm): SignalFactor {
  const { column, of, as, isOutcome, fitted } = term;
  const role = roleOf(sources, column);
  if (fitted !== undefined && role !== fitted.of)
    throw new DataError(
      { column },
      `Feature "${name}" remembers column "${column}" as ${inWords[fitted.of]} in the fit that it comes from, but here it is ${inWords[role]}. Read the columns in the same roles.`,
    );
  if (role === 'choice' && isOutcome)
    throw new DataError(
      { column },
      `Feature "${name}" takes the choice (column "${column}") for an outcome. Name the column of what came of it, such as a reward.`,
    );
  if (role === 'choice') {
    const { classes } = sources.choice as Choices;
    const chosen = fitted?.chosenClass ?? chosenClassOf(sources.choice as Choices, name, of);
    if (chosen !== null && chosen >= classes.names.length)
      throw new DataError(
        { column },
        `Feature "${name}" remembers class ${chosen} (counted from 0) of column "${column}" in the fit that it comes from, but here the classes are ${labelsInWords(classes)}. Name all classes, also those never chosen: classes: [...].`,
      );
    return { column, of: role, ...(chosen !== null && { chosenClass: chosen }) };
  }
  if (of !== null)
    throw new SpecError(
      'of',
      of,
      `Feature "${name}" remembers class ${JSON.stringify(of)} of column "${column}", but only the choice has classes${sources.choice === null ? '' : ` (column "${sources.choice.column}")`}. Leave of out.`,
    );
  return { column, of: role, ...(as !== 'value' && { as }) };
}

const inWords = { choice: 'the choice', response: 'a response', outcome: 'an outcome', feature: 'no answer' };

function chosenClassOf({ column, classes }: Choices, name: string, of: SignalTerm['of']): number | null {
  const { length } = classes.names;
  if (of === null && length > 2)
    throw new DataError(
      { column },
      `Feature "${name}" remembers choices of ${length} classes (${labelsInWords(classes)}), for which no single number can stand. Make a feature for all classes but one, as in lag("${column}", { of: ${JSON.stringify(classes.labels[1])} }), which is 1 where that class was chosen and 0 otherwise; a trace takes { column: ${JSON.stringify(column)}, of: ${JSON.stringify(classes.labels[1])} }.`,
    );
  if (of === null) return null;
  const chosen = classIn(classes, of);
  if (chosen === null)
    throw new SpecError(
      'of',
      of,
      `Feature "${name}" remembers class ${JSON.stringify(of)}, but the classes of column "${column}" are ${labelsInWords(classes)}.`,
    );
  return chosen;
}

function requireOneKind(signal: Signal, name: string): void {
  const other = signal.find(({ of }) => of === 'feature');
  const answer = signal.find(({ of }) => of !== 'feature');
  if (other !== undefined && answer !== undefined)
    throw new DataError(
      { column: other.column },
      `Feature "${name}" multiplies the ${answer.of} (column "${answer.column}") with column "${other.column}", which is neither choice nor outcome. If it is known only after the choice, list it in outcomes: ["${other.column}"]; otherwise multiply features: product(lag("${answer.column}"), lag("${other.column}")).`,
    );
}

/** [trial] the numbers of a column; those that have a failure or a sign are held to it. */
function outcomeNumbers(sources: FeatureSources, name: string, { column, as }: SignalFactor): Float64Array {
  const values = numbersOf(sources, name, column);
  const signed = as === 'signed' && values.includes(-1) ? [-1, 1] : [0, 1];
  const isOutside = (value: number): boolean => {
    if (Number.isNaN(value) || as === undefined) return false;
    return as === 'signed' ? !signed.includes(value) : value < 0 || value > 1;
  };
  const wrong = values.findIndex(isOutside);
  if (wrong < 0) return values;
  const row = sources.columns.rowOf(wrong);
  const expected = as === 'signed' ? '0 and 1, or -1 and 1, and nothing else' : 'numbers from 0 to 1';
  throw new DataError(
    { column, row },
    `Column "${column}" is ${values[wrong]} in row ${row}, but feature "${name}" takes it for an outcome of ${expected}. Turn it into such a column, or remember the value as it stands, as lag("${column}") does.`,
  );
}
