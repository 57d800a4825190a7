import type { Cell, Column } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
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
  const { type, nameOf } = classLabels(classNames);
  return { name: 'choice', type, cell: (t) => (choices[t] < 0 ? null : nameOf(choices[t])) };
}

/** How classes stand in a column: by their names, or as numbers where these are all they have. */
export function classLabels(classNames: readonly string[]): {
  readonly type: Column['type'];
  readonly nameOf: (index: number) => string | number;
} {
  const numbered = classNames.every((name, index) => name === String(index));
  return { type: numbered ? 'number' : 'string', nameOf: (index) => (numbered ? index : classNames[index]) };
}

/**
 * The class of a name.
 *
 * @param option what asks for it, for the message
 * @throws {SpecError} when there is none of that name
 */
export function classIndex(classNames: readonly string[], option: string, name: string | number): number {
  const index = classNames.indexOf(String(name));
  if (index < 0)
    throw new SpecError(
      option,
      name,
      `${option} is ${quote(name)}, but the classes are ${classNames.join(', ')}. Name one of them.`,
    );
  return index;
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
