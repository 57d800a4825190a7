/** What one column says of an earlier trial. */
export interface SignalFactor {
  readonly column: string;
  /** What the column holds: the choice, a response, an outcome, or something that no choice changes. */
  readonly of: 'choice' | 'response' | 'outcome' | 'feature';
  /** Index of the class whose choice counts 1, and any other 0; left out for -1 and 1 of two classes. */
  readonly chosenClass?: number;
  /** 'failure': 1 - value. 'signed': -1 in place of 0. Left out, the value itself. */
  readonly as?: 'failure' | 'signed';
}

/** What is remembered of an earlier trial: the product of its factors. */
export type Signal = readonly SignalFactor[];

/**
 * What a factor contributes.
 *
 * @param value index of the class chosen, -1 where there was none; or the number of any other column, NaN where there is none
 */
export function factorValue({ of, chosenClass, as }: SignalFactor, value: number): number {
  if (of === 'choice') {
    if (value < 0) return Number.NaN;
    return chosenClass === undefined ? 2 * value - 1 : Number(value === chosenClass);
  }
  if (as === 'failure') return 1 - value;
  return as === 'signed' && value === 0 ? -1 : value;
}
