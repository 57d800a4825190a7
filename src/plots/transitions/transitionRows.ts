import type { Table } from '../../data/table.ts';
import type { Json } from '../chart.ts';
import { type ChartRow, chartRows } from '../parts/chartRows.ts';
import { type TooltipField, tooltip, uncertaintyFields } from '../parts/marks.ts';
import type { SessionRow } from '../parts/sessionLines.ts';

/** A transition probability in a session. */
export type TransitionRow = ChartRow<'from' | 'to', 'session', 'probability', 'lower' | 'upper' | 'truth'>;

/** The rows of a table of transition probabilities over sessions. */
export function transitionRows(table: Table): TransitionRow[] {
  return chartRows('transitionsChart', table, {
    names: ['from', 'to'],
    indices: ['session'],
    values: ['probability'],
    optional: ['lower', 'upper', 'truth'],
  });
}

/** What the pointer shows of a transition: the fields that name it, then its numbers. */
export function probabilityTooltip(rows: readonly SessionRow[], names: readonly TooltipField[]): Json {
  return tooltip(
    ...names,
    ['session', 'Session', 'd'],
    ['probability', 'Probability', '.3f'],
    ...uncertaintyFields(rows, 'True probability', '.3f'),
  );
}
