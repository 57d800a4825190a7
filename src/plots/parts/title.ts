import type { JsonObject } from '../chart.ts';
import { wrapText } from './textWidth.ts';

/** Title (what is shown) and subtitle (how to read it), broken into lines of `width` pixels, and both as the picture's description. */
export function titled(title: string, sentences: readonly string[], width: number): JsonObject {
  const subtitle = sentences.join(' ');
  return {
    title: {
      text: wrapText(title, width, { fontSize: 13, bold: true }),
      ...(subtitle ? { subtitle: wrapText(subtitle, width) } : {}),
    },
    description: [`${title}.`, ...sentences].join(' '),
  };
}
