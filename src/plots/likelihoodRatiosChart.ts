import type { Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { nameRoomOf, rowPoints } from './parts/rowPoints.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of likelihood ratios is drawn. */
export interface LikelihoodRatiosChartOptions {
  /** Regressors of a smaller p stand out. */
  readonly level?: number;
  readonly title?: string;
}

/** Pixels at the right for what a test says. */
const textRoom = 150;

/**
 * What each regressor adds, a row each: twice the log-likelihood that is lost without it, on a log-like axis, and at the right
 * the test.
 *
 * @param table columns regressor, chi2, df, p
 * @throws {DataError} when the table is empty or a column is missing
 */
export function likelihoodRatiosChart(
  table: Table,
  { level = 0.05, title = 'What each regressor adds' }: LikelihoodRatiosChartOptions = {},
): Chart {
  const rows = chartRows('likelihoodRatiosChart', table, { names: ['regressor'], values: ['chi2', 'df', 'p'] });
  const tested = rows.flatMap(({ regressor: name, chi2, df, p }) =>
    chi2 === null || df === null || p === null ? [] : [{ name, chi2, df, p }],
  );
  const names = unique(rows.map((row) => row.regressor));
  const nameRoom = nameRoomOf(names);
  const points = rowPoints({
    rows: tested.map(({ name, chi2, p }) => ({ name, value: chi2, measure: 'χ²', best: p < level, ring: false })),
    names,
    nameRoom,
    of: 'Regressor',
    x: ratioAxis(tested.map(({ chi2 }) => chi2)),
    width: sizes.full - nameRoom - sizes.edge - textRoom,
    format: ',.2f',
  });
  const texts: JsonObject = {
    data: { values: tested.map(({ name, ...test }) => ({ name, test: testText(test) })) },
    mark: { type: 'text', align: 'left', dx: 14 },
    encoding: {
      x: { value: 'width' },
      y: { field: 'name', type: 'nominal', sort: names, scale: { domain: names } },
      text: { field: 'test', type: 'nominal' },
    },
  };
  return {
    ...titled(
      title,
      [
        'Likelihood-ratio test against the model without the regressor, both without priors.',
        `Blue: p < ${level}, not corrected for several tests.`,
      ],
      sizes.full,
    ),
    ...points,
    layer: [...(points.layer as readonly JsonObject[]), texts],
  };
}

function testText({ chi2, df, p }: { readonly chi2: number; readonly df: number; readonly p: number }): string {
  const size = chi2 >= 100 ? chi2.toFixed(0) : chi2.toFixed(1);
  return `χ²(${df}) = ${size}, ${p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`}`;
}

/** Linear up to 1, beyond it logarithmic. */
function ratioAxis(values: readonly number[]): JsonObject {
  const most = Math.max(10, ...values);
  const ticks = [0, 1, 10, 100, 1000, 10_000, 100_000].filter((tick) => tick <= most);
  return {
    ...quantitative('value', 'χ² (log-like axis)', { values: ticks, format: ',d' }),
    scale: { type: 'symlog', constant: 1, domain: [0, most], nice: false, padding: 6 },
  };
}
