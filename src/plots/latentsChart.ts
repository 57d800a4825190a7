import { hasColumn, type Table } from '../data/table.ts';
import { DataError, quote } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { type ChartRow, chartRows, unique } from './parts/chartRows.ts';
import { type TooltipField, tooltip } from './parts/marks.ts';
import { ownPanels, panelTitle } from './parts/ownPanels.ts';
import { thinnedLine } from './parts/thinning.ts';
import { titled } from './parts/title.ts';
import { tracePanel } from './parts/tracePanel.ts';
import { sizes } from './theme.ts';

/** How a chart of latents is drawn. */
export interface LatentsChartOptions {
  readonly title?: string;
}

type LatentRow = ChartRow<'latent' | 'block', 'trial', 'value', never>;

/** A value where it is drawn: `at` counts on where each block counts its own trials. */
type PlacedRow = LatentRow & { readonly at: number };

const width = sizes.full - sizes.axis - sizes.edge;
/** More points than this in all make a notebook slow, and more in a line than pixels show nothing new. */
const [mostPoints, mostInLine] = [6000, 1200];
/** More rules than this would hide the lines. */
const mostBlocks = 60;

/**
 * What a model computes on each trial of one subject, such as expected values and prediction errors: a panel a latent, with a y
 * axis of its own.
 *
 * @param table columns trial (a number), latent, value (empty is a gap); optional block, whose starts are dotted rules
 * @throws {DataError} when the table is empty, a column is missing, a cell cannot be drawn or a trial comes twice
 */
export function latentsChart(table: Table, { title = 'Latents of a subject' }: LatentsChartOptions = {}): Chart {
  const blocked = hasColumn(table, 'block');
  const read: LatentRow[] = chartRows('latentsChart', table, {
    names: blocked ? ['latent', 'block'] : ['latent'],
    indices: ['trial'],
    values: ['value'],
  });
  requireOneSubject(read);
  const latents = unique(read.map(({ latent }) => latent));
  const all = placed(read);
  const lines = latents.map((latent) => all.filter((row) => row.latent === latent));
  const [first, last] = [all[0].at, all[all.length - 1].at];
  const starts = blocked ? startsOf(all) : [];
  const most = Math.max(300, Math.min(mostInLine, Math.floor(mostPoints / latents.length)));
  const domain = [first - 0.5, last + 0.5];
  const inBlocks = all.some(({ at, trial }) => at !== trial);
  const blockFields: TooltipField[] = [
    ...(blocked ? [['part', 'Block'] as const] : []),
    ...(inBlocks ? [['trial', 'Trial of the block', ',d'] as const] : []),
  ];
  return {
    ...titled(
      title,
      [
        `${(last - first + 1).toLocaleString('en')} trial${last === first ? '' : 's'}.`,
        'Each panel has a y axis of its own.',
        ...(starts.length > 0 && starts.length <= mostBlocks ? ['Dotted: a block starts.'] : []),
      ],
      sizes.full,
    ),
    ...ownPanels({
      count: latents.length,
      perRow: 1,
      draw: (panel, { bottom }) => {
        const x: JsonObject = {
          field: 'at',
          type: 'quantitative',
          title: bottom ? 'Trial' : null,
          scale: { domain, nice: false, zero: false },
          axis: { format: ',d', tickMinStep: 1, tickCount: 10, labels: bottom, ticks: bottom },
        };
        return tracePanel({
          title: panelTitle(latents[panel], width),
          rows: thinnedLine(lines[panel], most).map(({ at, trial, value, block }) => ({
            at,
            ...(inBlocks ? { trial } : {}),
            value,
            ...(blocked ? { part: block } : {}),
          })),
          x,
          width,
          height: latents.length > 3 ? 70 : 100,
          strokeWidth: 1.25,
          rules: starts.length <= mostBlocks ? starts.map((at) => at - 0.5) : [],
          tooltip: tooltip(...blockFields, ['at', 'Trial', ',d'], ['value', latents[panel], '.4~r']),
        });
      },
    }),
    spacing: 10,
  };
}

/** Places the trials, sorted; where blocks count their own, a block follows the one before. */
function placed(rows: readonly LatentRow[]): PlacedRow[] {
  const blocks = unique(rows.map(({ block }) => block));
  const trialsOf = blocks.map((block) => unique(rows.filter((row) => row.block === block).map(({ trial }) => trial)));
  const restarts = unique(trialsOf.flat()).length < trialsOf.flat().length;
  const offsets = new Map<string, number>();
  let next = 1;
  for (const [place, block] of blocks.entries()) {
    const [first, last] = [Math.min(...trialsOf[place]), Math.max(...trialsOf[place])];
    if (restarts) offsets.set(block, next - first);
    next += last - first + 1;
  }
  return rows.map((row) => ({ ...row, at: row.trial + (offsets.get(row.block) ?? 0) })).sort((a, b) => a.at - b.at);
}

function requireOneSubject(rows: readonly LatentRow[]): void {
  const seen = new Set<string>();
  for (const [row, { latent, block, trial }] of rows.entries()) {
    const key = JSON.stringify([latent, block, trial]);
    if (seen.has(key))
      throw new DataError(
        { column: 'trial', row },
        `Row ${row} has trial ${trial} of ${quote(latent)} once more. latentsChart draws one subject: keep the rows of one, and name blocks that count their own trials in a column "block".`,
      );
    seen.add(key);
  }
}

function startsOf(rows: readonly PlacedRow[]): number[] {
  return rows.filter((row, place) => place > 0 && row.block !== rows[place - 1].block).map(({ at }) => at);
}
