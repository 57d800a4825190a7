import type { Chart, JsonObject } from '../chart.ts';
import { sizes } from '../theme.ts';
import { wrapText } from './textWidth.ts';

/** Where a panel stands: at the left edge, where titles of y axes are, and with none below it, where those of x axes are. */
export interface PanelPlace {
  readonly left: boolean;
  readonly bottom: boolean;
}

/** What panels with axes of their own have in common. */
export interface OwnPanels {
  readonly count: number;
  readonly perRow: number;
  readonly draw: (panel: number, place: PanelPlace) => Chart;
}

/** Room for the tick labels of panels that stand right of another, in pixels. */
const labels = 40;

/** Panels each with axes of its own, row by row. */
export function ownPanels({ count, perRow, draw }: OwnPanels): JsonObject {
  return {
    concat: Array.from({ length: count }, (_, panel) =>
      draw(panel, { left: panel % perRow === 0, bottom: panel + perRow >= count }),
    ),
    columns: perRow,
    align: 'each',
  };
}

/** How many of some panels stand side by side: up to three, and four as two by two. */
export function panelsPerRow(count: number): number {
  return count === 4 ? 2 : Math.min(count, 3);
}

/** Width of a chart of panels: one alone needs half a page. */
export function panelsOuter(count: number): number {
  return count === 1 ? sizes.half : sizes.full;
}

/** Room at the left of the first panel of a row and of the others, in pixels. */
export interface PanelRoom {
  readonly first?: number;
  readonly others?: number;
}

/** Width of the plot in each of the panels of a row, in pixels. */
export function panelWidth(
  perRow: number,
  outer: number,
  { first = sizes.axis, others = labels }: PanelRoom = {},
): number {
  const between = (perRow - 1) * (sizes.gap + others);
  return Math.floor((outer - first - sizes.edge - between) / perRow);
}

/** Pixels from one line above a panel to the next, and from the last to the plot. */
const [lineHeight, above] = [13, 7];

/**
 * Layers with the name of a panel above it, and below the name short lines of what it shows. A title of Vega's would stand higher
 * where a tick label reaches above the plot, and not in line with its neighbours.
 */
export function panelTitle(name: string, width: number, notes: readonly string[] = []): JsonObject[] {
  const bold = wrapText(name, width, { bold: true }).map((text) => ({ text, fontWeight: 'bold' }));
  const quiet = notes.flatMap((note) => wrapText(note, width)).map((text) => ({ text, style: 'quiet' }));
  const lines = [...bold, ...quiet].reverse();
  return lines.map((look, line) => ({
    data: { values: [{}] },
    mark: { type: 'text', align: 'left', baseline: 'bottom', limit: width + labels, ...look },
    encoding: { x: { value: 0 }, y: { value: -above - lineHeight * line } },
  }));
}
