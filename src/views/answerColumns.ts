import type { Cell, Column } from '../data/table.ts';
import type { Trials } from '../models/trials.ts';

/** A column of a table of trials: what stands in the row of trial t, counted from 0 over all sessions. */
export interface TrialColumn extends Pick<Column, 'name' | 'type'> {
  readonly cell: (t: number) => Cell;
}

/**
 * The choices as a column: labels of their classes, numbers where the classes have none but their numbers; empty where there
 * was no choice.
 */
export function choiceColumn({ choices, classNames }: Trials): TrialColumn {
  const numbered = classNames.every((name, index) => name === String(index));
  return {
    name: 'choice',
    type: numbered ? 'number' : 'string',
    cell: (t) => (choices[t] < 0 ? null : numbered ? choices[t] : classNames[choices[t]]),
  };
}

/** The responses as columns of their names; empty where a cell was. */
export function responseColumns({ responses, responseNames }: Trials): TrialColumn[] {
  return responseNames.map((name, output) => ({
    name,
    type: 'number',
    cell: (t) => {
      const value = responses?.data[t * responseNames.length + output] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    },
  }));
}
