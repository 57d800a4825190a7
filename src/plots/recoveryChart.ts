import { hasColumn, type Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { type ChartRow, chartRows, unique } from './parts/chartRows.ts';
import { identityScatter, pointLook } from './parts/identityScatter.ts';
import { leastSquares, lineWithin } from './parts/leastSquares.ts';
import { type Limits, limitsOf, readingEdge } from './parts/limits.ts';
import { tooltip } from './parts/marks.ts';
import { ownPanels, panelsOuter, panelsPerRow, panelTitle, panelWidth } from './parts/ownPanels.ts';
import { thinned } from './parts/thinning.ts';
import { titled } from './parts/title.ts';

/** How a chart of recovery is drawn. */
export interface RecoveryChartOptions {
  readonly title?: string;
}

type RecoveryRow = ChartRow<'parameter' | 'subject', 'numTrials' | 'numSubjects', 'truth' | 'estimate', never>;
type Pair = { readonly subject: string; readonly truth: number; readonly estimate: number };

/** The most points in all, and in a square. */
const [mostPoints, mostInSquare] = [3000, 1000];
/** The smallest square, and the largest, alone or beside another and among many, in pixels. */
const [smallest, largest, largestOfMany] = [72, 252, 200];

/**
 * How well a fit finds the parameters that data were simulated from: estimate against true value, a square a parameter. Where
 * numbers of trials or of subjects differ, a parameter has a square for each, all with the same axes.
 *
 * @param table columns parameter, subject, truth and estimate (natural units; a row that lacks one is left out);
 *   optional numTrials, numSubjects
 * @throws {DataError} when the table is empty, a column is missing or a cell cannot be drawn
 */
export function recoveryChart(table: Table, { title = 'Parameter recovery' }: RecoveryChartOptions = {}): Chart {
  const given = (['numTrials', 'numSubjects'] as const).filter((name) => hasColumn(table, name));
  const rows = chartRows('recoveryChart', table, {
    names: ['parameter', 'subject'],
    indices: given,
    values: ['truth', 'estimate'],
  });
  const parameters = unique(rows.map(({ parameter }) => parameter));
  const cells = gridOf(rows, given);
  const panels = parameters.flatMap((parameter) => {
    const own = rows.filter((row) => row.parameter === parameter);
    const limits = limitsOf(pairsOf(own).flatMap(({ truth, estimate }) => [truth, estimate]));
    return cells.list.map(({ name, holds }) => ({ parameter, name, limits, pairs: pairsOf(own.filter(holds)) }));
  });
  const perRow = cells.perRow ?? panelsPerRow(panels.length);
  const outer = panelsOuter(panels.length);
  const size = Math.max(smallest, Math.min(panels.length > 2 ? largestOfMany : largest, panelWidth(perRow, outer)));
  const most = Math.min(mostInSquare, Math.max(200, Math.floor(mostPoints / panels.length)));
  const numSubjects = unique(rows.map(({ subject }) => subject)).length;
  const numMissing = rows.length - pairsOf(rows).length;
  return {
    ...titled(
      title,
      [
        cells.perRow === undefined
          ? `Point: a subject, ${numSubjects.toLocaleString('en')} in all.`
          : 'Point: a subject.',
        'Line: least-squares fit.',
        'Dashed: estimate = true value.',
        ...(panels.some(({ limits }) => limits.beyond) ? [readingEdge] : []),
        ...(panels.some(({ pairs }) => pairs.length > most)
          ? [`At most ${most.toLocaleString('en')} subjects are drawn; r and line are of all.`]
          : []),
        ...(numMissing > 0 ? [`Left out: ${numMissing} without a number.`] : []),
      ],
      outer,
    ),
    ...ownPanels({
      count: panels.length,
      perRow,
      draw: (panel, place) => {
        const { parameter, name, limits, pairs } = panels[panel];
        const fit = leastSquares(pairs.map(({ truth, estimate }) => ({ x: truth, y: estimate })));
        const notes = [
          ...(name === '' ? [] : [name]),
          fit ? `r = ${minus(fit.correlation.toFixed(2))}` : whyNoFit(pairs),
        ];
        return identityScatter({
          title: panelTitle(parameter, size, notes),
          rows: thinned(pairs, most),
          limits,
          titles: { x: 'True value', y: 'Estimate' },
          size,
          place,
          layers: ({ x, y }) => [
            {
              mark: { ...pointLook(pairs.length), style: 'emphasis' },
              encoding: { x: x('truth'), y: y('estimate'), tooltip: shown(parameter) },
            },
            ...(fit ? fitLine(fit, pairs, limits, x, y) : []),
          ],
        });
      },
    }),
  };
}

function shown(parameter: string) {
  return tooltip(['subject', 'Subject'], ['truth', `True ${parameter}`, '.3~g'], ['estimate', 'Estimate', '.3~g']);
}

function fitLine(
  fit: { readonly intercept: number; readonly slope: number },
  pairs: readonly Pair[],
  { domain }: Limits,
  x: (field: string) => JsonObject,
  y: (field: string) => JsonObject,
): JsonObject[] {
  const truths = pairs.map(({ truth }) => truth);
  const line = lineWithin(fit, [Math.min(...truths), Math.max(...truths)], domain);
  if (line === undefined) return [];
  return [
    {
      data: { values: [line] },
      mark: { type: 'rule', style: 'strong', strokeWidth: 2 },
      encoding: { x: x('x'), x2: { field: 'x2' }, y: y('y'), y2: { field: 'y2' } },
    },
  ];
}

/** The cells of the grid of each parameter, row by row; a single one, without a name, where neither number differs. */
function gridOf(
  rows: readonly RecoveryRow[],
  given: readonly ('numTrials' | 'numSubjects')[],
): { readonly perRow?: number; readonly list: readonly { name: string; holds: (row: RecoveryRow) => boolean }[] } {
  const levels = (field: 'numTrials' | 'numSubjects'): (number | undefined)[] => {
    const all = given.includes(field) ? unique(rows.map((row) => row[field])).sort((a, b) => a - b) : [];
    return all.length > 1 ? all : [undefined];
  };
  const [trials, subjects] = [levels('numTrials'), levels('numSubjects')];
  const list = subjects.flatMap((numSubjects) =>
    trials.map((numTrials) => ({
      name: [
        ...(numTrials === undefined ? [] : [`${numTrials.toLocaleString('en')} trials`]),
        ...(numSubjects === undefined ? [] : [`${numSubjects.toLocaleString('en')} subjects`]),
      ].join(', '),
      holds: (row: RecoveryRow) =>
        (numTrials === undefined || row.numTrials === numTrials) &&
        (numSubjects === undefined || row.numSubjects === numSubjects),
    })),
  );
  return list.length === 1 ? { list } : { perRow: trials.length > 1 ? trials.length : subjects.length, list };
}

function pairsOf(rows: readonly RecoveryRow[]): Pair[] {
  return rows.flatMap(({ subject, truth, estimate }) =>
    truth === null || estimate === null ? [] : [{ subject, truth, estimate }],
  );
}

function whyNoFit(pairs: readonly Pair[]): string {
  if (pairs.length === 0) return 'no estimates';
  return pairs.length < 3 ? 'too few subjects for r' : 'no r: values do not vary';
}

function minus(number: string): string {
  return number.replace('-', '−');
}
