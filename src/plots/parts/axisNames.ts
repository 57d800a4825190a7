import type { JsonObject } from '../chart.ts';
import { textWidth, wrapText } from './textWidth.ts';

/** Pixels between two lines of a name. */
const lineHeight = 13;
/** A front end without Arial draws letters up to this much wider; only then would a name be cut. */
const widerFonts = 1.25;

/** Axis properties that break long names at spaces and hyphens into lines of at most `width` pixels and drop none. */
export function axisNames(names: readonly string[], width: number, orient: 'x' | 'y'): JsonObject {
  const lines = names.map((name) => wrapText(name, width));
  const broken = names.filter((_, place) => (lines[place]?.length ?? 1) > 1);
  if (broken.length === 0) return { labelOverlap: false, labelLimit: widerFonts * width };
  return {
    labelExpr: `(${JSON.stringify(Object.fromEntries(names.map((name, place) => [name, lines[place]])))})[datum.value]`,
    labelLineHeight: lineHeight,
    labelOverlap: false,
    labelLimit: widerFonts * width,
    ...(orient === 'y' ? { labelOffset: centred(names, lines) } : {}),
  };
}

/** Width of the longest line of the names, broken as `axisNames` does. */
export function namesWidth(names: readonly string[], width: number): number {
  const longest = Math.max(...names.flatMap((name) => wrapText(name, width)).map((line) => textWidth(line)));
  return Math.ceil(Math.min(longest, width));
}

/** Vega puts the first line of a label at the middle of its band; half of the further lines up centres it. */
function centred(names: readonly string[], lines: readonly (readonly string[])[]): JsonObject {
  const counts = [...new Set(lines.map((one) => one.length))].filter((count) => count > 1);
  return {
    condition: counts.map((count) => ({
      test: `indexof(${JSON.stringify(names.filter((_, place) => lines[place]?.length === count))}, datum.value) >= 0`,
      value: (-lineHeight / 2) * (count - 1),
    })),
    value: 0,
  };
}
