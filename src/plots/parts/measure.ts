import type { Table } from '../../data/table.ts';
import { quote, SpecError } from '../../errors.ts';
import { type ChartRow, chartRows } from './chartRows.ts';
import type { StateStyle } from './states.ts';

/** How a chart is drawn that shows one of several measures of states by session. */
export interface MeasureChartOptions<Column extends string> {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly width?: 'half' | 'full';
  /** The column to draw; how it is described in the subtitle depends on it. */
  readonly column?: Column;
  readonly title?: string;
}

/** A measure of states by session, and the sentence that says what it is. */
export interface Measure<Field extends string> {
  readonly sentence: string;
  readonly rows: readonly ChartRow<'state', 'session', Field, never>[];
}

/**
 * Reads the column of a measure, which becomes the field `field` whatever its name.
 *
 * @throws {SpecError} when the chart has no sentence for the column
 * @throws {DataError} when the table is empty, the column is missing or a cell cannot be drawn
 */
export function measureOf<Column extends string, Field extends string>(
  chart: string,
  table: Table,
  sentences: Readonly<Record<Column, string>>,
  column: Column,
  field: Field,
): Measure<Field> {
  if (!Object.hasOwn(sentences, column)) {
    const known = Object.keys(sentences).join(', ');
    throw new SpecError(
      'column',
      column,
      `${chart} draws one of the columns ${known}, but column is ${quote(column)}.`,
    );
  }
  const rows = chartRows(chart, table, { names: ['state'], indices: ['session'], values: [column] });
  return {
    sentence: sentences[column],
    rows: rows.map((row) => ({
      session: row.session,
      state: row.state,
      [field]: row[column],
    })) as Measure<Field>['rows'],
  };
}
