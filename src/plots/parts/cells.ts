import type { JsonObject } from '../chart.ts';
import { namesWidth } from './axisNames.ts';
import { wordEnd } from './textWidth.ts';

/** Numbers written into coloured cells. */
export interface CellNumbers {
  /** The field that is written, and that which colours the cell. */
  readonly field: string;
  readonly of: string;
  /** From this value of the colour's field on, the ink is that for high values; both are equally readable there. */
  readonly inkSwitch: number;
  readonly format: string;
  /** The x and y channels. */
  readonly encoding: JsonObject;
  readonly look: JsonObject;
}

/** Two layers of numbers, on low and on high values: the ink of each is readable on its cells in every mode. */
export function cellNumbers({ field, of, inkSwitch, format, encoding, look }: CellNumbers): JsonObject[] {
  return (['onLow', 'onHigh'] as const).map((style) => ({
    transform: [{ filter: `isValid(datum.${field}) && datum.${of} ${style === 'onLow' ? '<' : '>='} ${inkSwitch}` }],
    mark: { type: 'text', style, ...look },
    encoding: { ...encoding, text: { field, type: 'quantitative', format } },
  }));
}

/** Width of the longest word of the names, at most 100 pixels: the least that a cell below which they stand needs. */
export function longestWord(names: readonly string[]): number {
  return namesWidth(
    names.flatMap((name) => name.split(wordEnd)),
    100,
  );
}
