import type { Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { type ChartRow, chartRows } from './parts/chartRows.ts';
import { tooltip } from './parts/marks.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How an objective chart is drawn. */
export interface ObjectiveChartOptions {
  readonly width?: 'half' | 'full';
  /** Restarts that end this close to the best, in nats, count as having reached it. */
  readonly tolerance?: number;
  readonly title?: string;
}

type Step = ChartRow<never, 'restart' | 'evaluation', 'logPosterior', never> & { readonly logPosterior: number };

/**
 * Log posterior of every restart over its steps: those that reach the best stand out, and the subtitle counts them.
 * The y axis is cut where only starting points lie.
 *
 * @param table columns restart, evaluation (both numbers), logPosterior (nats; an empty one is left out)
 * @throws {DataError} when the table is empty or a column is missing
 */
export function objectiveChart(
  table: Table,
  { width = 'half', tolerance = 0.01, title = 'Fit from each start' }: ObjectiveChartOptions = {},
): Chart {
  const columns = { indices: ['restart', 'evaluation'], values: ['logPosterior'], digits: 12 } as const;
  const steps = chartRows('objectiveChart', table, columns).filter((row): row is Step => row.logPosterior !== null);
  const ends = lastSteps(steps);
  const values = ends.map((end) => end.logPosterior);
  const best = Math.max(...values);
  const reached = new Set(ends.filter((end) => best - end.logPosterior <= tolerance).map((end) => end.restart));
  const marked = (rows: readonly Step[]) => rows.map((row) => ({ ...row, best: reached.has(row.restart) }));
  const domain = interestingEnd(steps, values);
  const x: JsonObject = {
    field: 'evaluation',
    type: 'quantitative',
    title: 'Step',
    scale: { nice: false, zero: false, ...(spans(steps) ? {} : { padding: 40 }) },
    axis: { format: 'd', tickMinStep: 1 },
  };
  const y = quantitative('logPosterior', 'Log posterior (nats)', { domain, format: numberFormat(domain) });
  const shown = tooltip(['restart', 'Restart'], ['evaluation', 'Step', 'd'], ['logPosterior', 'Log posterior', ',.4f']);
  const layers = (reached.size < ends.length ? ['faint', 'emphasis'] : ['emphasis']).flatMap((style): JsonObject[] => {
    const transform = [{ filter: style === 'emphasis' ? 'datum.best' : '!datum.best' }];
    return [
      {
        transform,
        mark: { type: 'line', style, strokeWidth: 1.25, clip: true },
        encoding: { x, y, detail: { field: 'restart', type: 'nominal' } },
      },
      {
        data: { values: marked(ends) },
        transform,
        mark: { type: 'point', style, size: 24 },
        encoding: { x, y, tooltip: shown },
      },
    ];
  });
  return {
    ...titled(title, [summary(ends, reached.size, best, tolerance)], sizes[width]),
    width: sizes[width] - sizes.axis - sizes.edge,
    height: sizes.height,
    data: { values: marked(steps) },
    layer: layers,
  };
}

function lastSteps(steps: readonly Step[]): Step[] {
  const last = new Map<number, Step>();
  for (const step of steps)
    if (step.evaluation >= (last.get(step.restart)?.evaluation ?? 0)) last.set(step.restart, step);
  return [...last.values()];
}

/** From somewhat below the worst end, or the lowest start if that is higher, to just above the best end. */
function interestingEnd(steps: readonly Step[], ends: readonly number[]): [number, number] {
  const [worst, best] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max(best - worst, 0.01 * Math.abs(best), 1e-3);
  const lowest = steps.reduce((least, step) => Math.min(least, step.logPosterior), worst - 0.1 * room);
  const low = Math.max(lowest, worst - 1.6 * room);
  return [low, best + 0.1 * (best - low)];
}

/** As many decimals as tell the ticks of a range apart. */
function numberFormat([low, high]: readonly [number, number]): string {
  return `,.${Math.max(0, Math.ceil(-Math.log10((high - low) / 10)))}f`;
}

function spans(steps: readonly Step[]): boolean {
  return steps.some((step) => step.evaluation !== steps[0]?.evaluation);
}

function summary(ends: readonly Step[], reached: number, best: number, tolerance: number): string {
  const value = best.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace('-', '−');
  const [only] = ends;
  if (ends.length === 1 && only) return `One start: ${value} after ${only.evaluation.toLocaleString('en')} steps.`;
  return `${reached} of ${ends.length} starts end within ${tolerance} nats of the best, ${value}.`;
}
