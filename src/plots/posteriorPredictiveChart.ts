import { type Table, valuesOf } from '../data/table.ts';
import { DataError, quote } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { identityScatter, pointLook, type ScatterAxes } from './parts/identityScatter.ts';
import { limitsOf, readingEdge } from './parts/limits.ts';
import { tooltip } from './parts/marks.ts';
import { ownPanels, panelsOuter, panelsPerRow, panelTitle, panelWidth } from './parts/ownPanels.ts';
import { thinned } from './parts/thinning.ts';
import { titled } from './parts/title.ts';

/** How a chart of a posterior predictive check is drawn. */
export interface PosteriorPredictiveChartOptions {
  readonly title?: string;
}

type CheckRow = ReturnType<typeof checkRows>[number];

const mostPoints = 250;
/** The largest square, alone or beside another and among many, in pixels. */
const [largest, largestOfMany] = [252, 200];

/**
 * Statistics of what subjects did against what the fitted model does in their place: a square a statistic, with the interval of the
 * predictions. Subjects whose interval misses the observed value stand out.
 *
 * @param table columns statistic, subject, observed, predicted, lower and upper (ends of the interval), covered (whether the
 *   interval holds the observed value; may be empty); a row without observed or predicted value is left out
 * @throws {DataError} when the table is empty, a column is missing or a cell cannot be drawn
 */
export function posteriorPredictiveChart(
  table: Table,
  { title = 'Posterior predictive check' }: PosteriorPredictiveChartOptions = {},
): Chart {
  const rows = checkRows(table);
  const statistics = unique(rows.map(({ statistic }) => statistic));
  const known = rows.filter((row) => row.observed !== null && row.predicted !== null);
  const panels = statistics.map((statistic) => {
    const own = known.filter((row) => row.statistic === statistic);
    const ends = own.flatMap(({ observed, predicted, lower, upper }) => [observed, predicted, lower, upper]);
    return { statistic, own, limits: limitsOf(ends.filter((end) => end !== null)) };
  });
  const perRow = panelsPerRow(panels.length);
  const outer = panelsOuter(panels.length);
  const size = Math.min(panels.length > 2 ? largestOfMany : largest, panelWidth(perRow, outer));
  return {
    ...titled(
      title,
      [
        'Point: a subject. Bar: interval of the predictions.',
        'Dashed: predicted = observed.',
        'Blue: outside the interval.',
        `${capitalised(shareCovered(known))}.`,
        ...(panels.some(({ limits }) => limits.beyond) ? [readingEdge] : []),
        ...(panels.some(({ own }) => own.length > mostPoints) ? [`At most ${mostPoints} subjects are drawn.`] : []),
        ...(known.length < rows.length ? [`Left out: ${rows.length - known.length} without a number.`] : []),
      ],
      outer,
    ),
    ...ownPanels({
      count: panels.length,
      perRow,
      draw: (panel, place) => {
        const { statistic, own, limits } = panels[panel];
        return identityScatter({
          title: panelTitle(statistic, size, panels.length > 1 ? [shareCovered(own)] : []),
          rows: thinned(own, mostPoints).map(({ statistic: _, ...row }) => row),
          limits,
          titles: { x: 'Observed', y: 'Predicted' },
          size,
          place,
          layers: (axes) => ['quiet', 'emphasis'].flatMap((style) => subjects(own, style, axes)),
        });
      },
    }),
  };
}

/** Bars and points of the subjects that are covered, or not. */
function subjects(rows: readonly CheckRow[], style: string, { x, y }: ScatterAxes): JsonObject[] {
  const missed = style === 'emphasis';
  if (!rows.some(({ covered }) => (covered === false) === missed)) return [];
  const transform = [{ filter: `${missed ? '' : '!'}(datum.covered === false)` }];
  const look = pointLook(rows.length);
  return [
    {
      transform: [...transform, { filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
      mark: { type: 'rule', style, strokeWidth: 1, opacity: missed ? 0.9 : 0.35, aria: false },
      encoding: { x: x('observed'), y: y('lower'), y2: { field: 'upper' } },
    },
    {
      transform,
      mark: { ...look, style, ...(missed ? { opacity: 1 } : {}) },
      encoding: {
        x: x('observed'),
        y: y('predicted'),
        tooltip: tooltip(
          ['subject', 'Subject'],
          ['observed', 'Observed', '.3~r'],
          ['predicted', 'Predicted', '.3~r'],
          ['lower', 'From', '.3~r'],
          ['upper', 'To', '.3~r'],
        ),
      },
    },
  ];
}

function checkRows(table: Table) {
  const rows = chartRows('posteriorPredictiveChart', table, {
    names: ['statistic', 'subject'],
    values: ['observed', 'predicted', 'lower', 'upper'],
  });
  const flags = valuesOf(table, 'covered');
  return rows.map((row, place) => {
    const covered = flags[place] ?? null;
    if (covered !== null && typeof covered !== 'boolean')
      throw new DataError(
        { column: 'covered', row: place },
        `Column "covered" must hold true, false or empty cells for posteriorPredictiveChart, but row ${place} holds ${quote(covered)}.`,
      );
    return { ...row, covered };
  });
}

function shareCovered(rows: readonly CheckRow[]): string {
  const known = rows.filter(({ covered }) => covered !== null);
  const covered = known.filter((row) => row.covered).length;
  if (known.length === 0) return 'no intervals';
  return `${covered.toLocaleString('en')} of ${known.length.toLocaleString('en')} covered (${((100 * covered) / known.length).toFixed(0)} %)`;
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
