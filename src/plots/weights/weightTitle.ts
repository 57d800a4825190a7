import type { Table } from '../../data/table.ts';

/** Axis title of weights, with the unit that the table gives them. */
export function weightTitle({ columns }: Table): string {
  return `Weight (${columns.find(({ name }) => name === 'weight')?.unit ?? 'log-odds per unit'})`;
}
