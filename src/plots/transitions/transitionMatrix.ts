import type { Table } from '../../data/table.ts';
import type { Chart, JsonObject } from '../chart.ts';
import { axisNames } from '../parts/axisNames.ts';
import { cellNumbers, longestWord } from '../parts/cells.ts';
import { chartRows, hasValues } from '../parts/chartRows.ts';
import { tooltip, uncertaintyFields } from '../parts/marks.ts';
import { type StateStyle, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';

/** The colour scale is the square root, so that 0.01 and 0.03 look different; both inks are equally readable at its middle. */
const inkSwitch = 0.5 ** 2;

/** Row = state before, column = state after; true values stand small below the numbers. */
export function transitionMatrix(
  table: Table,
  { states: given, title = 'Transition matrix' }: { states?: readonly StateStyle[]; title?: string },
): Chart {
  const rows = chartRows('transitionsChart', table, {
    names: ['from', 'to'],
    values: ['probability'],
    optional: ['lower', 'upper', 'truth'],
  });
  const names = statesOf(
    rows.flatMap((row) => [row.from, row.to]),
    given,
  ).map((state) => state.name);
  const truth = hasValues(rows, 'truth');
  const cell = Math.max(62, longestWord(names) + 6);
  const band = (field: string, channelTitle: string, axis: JsonObject): JsonObject => ({
    field,
    type: 'nominal',
    sort: names,
    title: channelTitle,
    axis,
    scale: { padding: 0 },
  });
  const x = band('to', 'State on trial t', { ...axisNames(names, cell - 4, 'x'), labelPadding: 6 });
  const y = band('from', 'State on trial t − 1', { ...axisNames(names, 120, 'y'), labelPadding: 8 });
  const numbers = (field: string, look: JsonObject): JsonObject[] =>
    cellNumbers({ field, of: 'probability', inkSwitch, format: '.3f', encoding: { x, y }, look });
  const shown = tooltip(
    ['from', 'From'],
    ['to', 'To'],
    ['probability', 'Probability', '.4f'],
    ...uncertaintyFields(rows, 'True probability', '.4f'),
  );
  return {
    ...titled(
      title,
      ['Rows sum to 1.', ...(truth ? ['Small: true value.'] : []), 'Colour: square-root scale.'],
      Math.max(sizes.half, cell * names.length),
    ),
    width: cell * names.length,
    height: 46 * names.length,
    data: { values: rows.filter((row) => row.probability !== null) },
    layer: [
      {
        mark: { type: 'rect', style: 'gap' },
        encoding: {
          x,
          y,
          color: { field: 'probability', type: 'quantitative', legend: null, scale: { type: 'sqrt', domain: [0, 1] } },
          tooltip: shown,
        },
      },
      ...numbers('probability', { fontSize: 12, ...(truth ? { dy: -6 } : {}) }),
      ...(truth ? numbers('truth', { dy: 9, fontSize: 10 }) : []),
    ],
  };
}
