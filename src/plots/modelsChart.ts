import type { Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import type { Chart } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { type ChartRow, chartRows, hasValues } from './parts/chartRows.ts';
import { differenceAxis } from './parts/differenceAxis.ts';
import { nameRoomOf, type RowPoint, rowPoints } from './parts/rowPoints.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of models is drawn. */
export interface ModelsChartOptions {
  readonly title?: string;
}

type ModelRow = ChartRow<'model', never, never, 'bitsPerTrial' | 'aic' | 'bic'>;

/**
 * Models side by side, a row each: what they gain over the simplest model, in bits a trial, and how far their AIC and BIC are
 * above the lowest. The best of each stands out. What is empty in the whole table has no panel.
 *
 * @param table columns model; bitsPerTrial (bits), aic, bic (nats times 2), of which one must be there
 * @throws {DataError} when the table is empty, column model is missing, or there is nothing to compare models by
 */
export function modelsChart(table: Table, { title = 'Models of the same trials' }: ModelsChartOptions = {}): Chart {
  const rows = chartRows('modelsChart', table, {
    names: ['model'],
    optional: ['bitsPerTrial', 'aic', 'bic'],
    digits: 12,
  });
  const criteria = (['aic', 'bic'] as const).filter((name) => hasValues(rows, name));
  const hasBits = hasValues(rows, 'bitsPerTrial');
  if (!hasBits && criteria.length === 0)
    throw new DataError(
      {},
      'No model of the table has a number in columns "bitsPerTrial", "aic" or "bic", so modelsChart has nothing to draw.',
    );
  const names = rows.map((row) => row.model);
  const nameRoom = nameRoomOf(names);
  const numPanels = Number(hasBits) + Number(criteria.length > 0);
  const plots = sizes.full - nameRoom - sizes.edge - 14 - 2 * sizes.gap * (numPanels - 1);
  const shared = { names, of: 'Model', width: Math.floor(plots / numPanels) };
  const above = criteria.flatMap((name, place) => aboveLowest(rows, name, place > 0));
  const bits: Chart = rowPoints({
    ...shared,
    rows: gains(rows),
    nameRoom,
    x: { ...quantitative('value', 'Bits per trial', { format: '.3~f' }), scale: { zero: false, padding: 8 } },
    format: '.4f',
  });
  const differences: Chart = rowPoints({
    ...shared,
    rows: above,
    ...(!hasBits && { nameRoom }),
    x: differenceAxis(
      `${criteria.map((name) => name.toUpperCase()).join(', ')} above the lowest (log-like axis)`,
      above.map(({ value }) => value),
    ),
    format: ',.2f',
  });
  const without = rows.filter((row) => criteria.every((name) => (row[name] ?? null) === null)).map((row) => row.model);
  const rings = criteria.length > 1 ? ' Point: AIC, ring: BIC.' : '';
  const reading = [
    ...(hasBits ? [`${criteria.length > 0 ? 'Left: g' : 'G'}ain over the simplest model.`] : []),
    ...(criteria.length > 0 ? [`${hasBits ? 'Right: t' : 'T'}he lower, the better.${rings}`] : []),
    'Blue: best.',
    ...(criteria.length > 0 && without.length > 0 ? [`Without AIC and BIC: ${without.join(', ')}.`] : []),
  ];
  return {
    ...titled(title, reading, sizes.full),
    spacing: 2 * sizes.gap,
    hconcat: [...(hasBits ? [bits] : []), ...(criteria.length > 0 ? [differences] : [])],
  };
}

function gains(rows: readonly ModelRow[]): RowPoint[] {
  const most = Math.max(...rows.map(({ bitsPerTrial }) => bitsPerTrial ?? Number.NEGATIVE_INFINITY));
  return rows.flatMap(({ model: name, bitsPerTrial: value = null }) =>
    value === null
      ? []
      : [{ name, value: shortened(value), measure: 'Bits per trial', best: value === most, ring: false }],
  );
}

function aboveLowest(rows: readonly ModelRow[], criterion: 'aic' | 'bic', ring: boolean): RowPoint[] {
  const lowest = Math.min(...rows.map((row) => row[criterion] ?? Number.POSITIVE_INFINITY));
  const measure = `${criterion.toUpperCase()} above the lowest`;
  return rows.flatMap(({ model: name, [criterion]: value = null }) =>
    value === null ? [] : [{ name, value: shortened(value - lowest), measure, best: value === lowest, ring }],
  );
}

function shortened(value: number): number {
  return Number(value.toPrecision(6));
}
