import { hasColumn, type Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import { type DensityRow, distributionOf, type EstimateRow } from './distributions/distribution.ts';
import { distributionLayers } from './distributions/distributionLayers.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { readingEdge } from './parts/limits.ts';
import { ownPanels, panelsOuter, panelsPerRow, panelTitle, panelWidth } from './parts/ownPanels.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of parameters is drawn. */
export interface ParameterDistributionsChartOptions {
  readonly title?: string;
}

/** Room at the left of a row's first panel, whose y axis has a title only, and of the others, in pixels. */
const room = { first: 34, others: 16 };

/**
 * The subjects' estimates of each parameter and the distribution of the group that they were drawn to: a panel a parameter with an
 * x axis of its own. A histogram, or a tick a subject where those are few or in several groups.
 *
 * @param table columns parameter, subject, value (natural units, empty where there is none); optional group (of the subject)
 * @param group columns parameter, value, density; optional group. Without it, no line.
 * @throws {DataError} when a table is empty, a column is missing or a cell cannot be drawn
 */
export function parameterDistributionsChart(
  table: Table,
  group?: Table,
  { title = 'Parameters of the subjects' }: ParameterDistributionsChartOptions = {},
): Chart {
  const chart = 'parameterDistributionsChart';
  const rows: EstimateRow[] = chartRows(chart, table, {
    names: hasColumn(table, 'group') ? ['parameter', 'subject', 'group'] : ['parameter', 'subject'],
    values: ['value'],
  });
  const lines: DensityRow[] = group
    ? chartRows(chart, group, {
        names: hasColumn(group, 'group') ? ['parameter', 'group'] : ['parameter'],
        indices: ['value'],
        values: ['density'],
      })
    : [];
  const groups = unique([...rows, ...lines].flatMap((row) => row.group ?? []));
  const panels = unique(rows.map(({ parameter }) => parameter)).map((parameter) =>
    distributionOf(parameter, rows, lines, groups),
  );
  const perRow = panelsPerRow(panels.length);
  const outer = panelsOuter(panels.length);
  const width = panelWidth(perRow, outer, room);
  const numSubjects = unique(rows.map(({ subject }) => subject)).length;
  const counted = `${numSubjects.toLocaleString('en')} subject${numSubjects === 1 ? '' : 's'}`;
  const ticked = panels.some(({ ticks }) => ticks.length > 0);
  const barred = panels.some(({ bars }) => bars.length > 0);
  return {
    ...titled(
      title,
      [
        `${[...(barred ? ['Bars'] : []), ...(ticked ? [barred ? 'ticks' : 'Ticks'] : [])].join(' and ')}: ${counted}.`,
        ...(lines.length > 0 ? [`Line: distribution of ${groups.length > 1 ? 'each' : 'the'} group.`] : []),
        ...(panels.some(({ beyond }) => beyond) ? [readingEdge] : []),
      ],
      outer,
    ),
    ...ownPanels({
      count: panels.length,
      perRow,
      draw: (panel, { left }) => ({
        width,
        height: panels.length === 1 ? sizes.height : 120,
        layer: [
          ...panelTitle(panels[panel].parameter, width),
          ...distributionLayers(panels[panel], { groups, left, legendWidth: outer }),
        ],
      }),
    }),
  };
}
