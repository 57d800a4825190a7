import type { JsonObject } from '../chart.ts';
import { tooltip } from './marks.ts';

/** A paired test of two states, in a panel. */
export interface PairedTest {
  readonly panel: string;
  readonly one: string;
  readonly other: string;
  /** For all tests of the chart together; `null` where there is none. */
  readonly adjustedP: number | null;
}

/** Where brackets are drawn. */
interface BracketFrame {
  /** States from left to right, and how far apart they are in pixels. */
  readonly columns: readonly string[];
  readonly step: number;
  /** What is drawn below the brackets ends here, and reaches this far down. */
  readonly top: number;
  readonly bottom: number;
}

/** One bracket above two states that differ. */
export type BracketRow = {
  readonly panel: string;
  readonly one: string;
  readonly other: string;
  readonly adjustedP: number;
  readonly stars: string;
  readonly value: number;
  /** How many states the bracket reaches to the right. */
  readonly reach: number;
};

/** Brackets of the pairs that differ (adjusted p below 0.05), one above the other in each panel, the short ones below. */
export function bracketRows(tests: readonly PairedTest[], { columns, top, bottom }: BracketFrame): BracketRow[] {
  const levels = new Map<string, number>();
  const found = tests.flatMap(({ panel, one, other, adjustedP }) => {
    if (adjustedP === null || adjustedP >= 0.05) return [];
    const [a, b] = [columns.indexOf(one), columns.indexOf(other)].sort((x, y) => x - y);
    return a < 0 ? [] : [{ panel, one: columns[a], other: columns[b], adjustedP, reach: b - a }];
  });
  return found
    .sort((a, b) => a.reach - b.reach)
    .map((row) => {
      const level = (levels.get(row.panel) ?? 0) + 1;
      levels.set(row.panel, level);
      return { ...row, stars: starsOf(row.adjustedP), value: top + 0.13 * level * (top - bottom) };
    });
}

/** The layers of brackets, for a chart whose rows they are among. */
export function bracketLayers(
  rows: readonly BracketRow[],
  { step }: BracketFrame,
  x: (field: string) => JsonObject,
  y: JsonObject,
): JsonObject[] {
  if (rows.length === 0) return [];
  const shown = tooltip(['one', 'State'], ['other', 'Other state'], ['adjustedP', 'Adjusted p', '.2~g']);
  const reaches = [...new Set(rows.map(({ reach }) => reach))];
  return [
    {
      transform: [{ filter: 'isValid(datum.stars)' }],
      mark: { type: 'rule', style: 'quiet', strokeWidth: 1 },
      encoding: { x: x('one'), x2: { field: 'other' }, y, tooltip: shown },
    },
    ...reaches.map((reach) => ({
      transform: [{ filter: `datum.reach === ${reach}` }],
      mark: { type: 'text', dx: (reach * step) / 2, dy: -3, baseline: 'bottom' },
      encoding: { x: x('one'), y, text: { field: 'stars' } },
    })),
  ];
}

/** What brackets mean, for the line below the title. */
export const readingBrackets = 'Bracket: paired t test, p adjusted (Holm) below * 0.05, ** 0.01, *** 0.001.';

function starsOf(p: number): string {
  return p < 0.001 ? '***' : p < 0.01 ? '**' : '*';
}
