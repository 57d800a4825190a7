import { describe, expect, it } from 'vitest';
import { table } from '../../src/data/table.ts';
import { type Mode, palettes } from '../../src/plots/palette.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { transitionsChart } from '../../src/plots/transitionsChart.ts';

/** Relative luminance of "#rrggbb" or "rgb(r, g, b)" (WCAG 2). */
function luminance(color: string): number {
  const parts = color.startsWith('#')
    ? [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
    : [...color.matchAll(/\d+/g)].map(Number);
  const [red = 0, green = 0, blue = 0] = parts
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s palette', (mode: Mode) => {
  const { background, states, ordinal, text, quietText, line } = palettes[mode];

  it('shows six states and the ordered ramp with a contrast of at least 3', () => {
    expect(new Set(states).size).toBe(6);
    for (const color of [...states, ...ordinal]) expect(contrast(color, background)).toBeGreaterThanOrEqual(3);
  });

  it('shows text with a contrast of at least 4.5 and axis lines with 2.9', () => {
    for (const ink of [text, quietText]) expect(contrast(ink, background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(line, background)).toBeGreaterThanOrEqual(2.9);
  });

  it('writes every probability from 0 to 1 on its cell with a contrast of at least 4.5', async () => {
    const steps = Array.from({ length: 101 }, (_, i) => i / 100);
    const cells = table([
      { name: 'from', type: 'string', values: steps.map(() => 'a') },
      { name: 'to', type: 'string', values: steps.map(String) },
      { name: 'probability', type: 'number', values: steps },
    ]);
    const svg = await renderSvg(transitionsChart(cells), { mode });
    const marks = (role: string) => [
      ...svg.matchAll(
        new RegExp(
          `aria-label="[^"]*State on trial t: ([\\d.]+);[^"]*" role="graphics-symbol" aria-roledescription="${role} mark".*?fill="([^"]+)"`,
          'g',
        ),
      ),
    ];
    const fills = new Map(marks('rect').map(([, to = '', fill = '']) => [to, fill]));
    const inks = new Map(marks('text').map(([, to = '', fill = '']) => [to, fill]));
    expect(fills.size).toBe(101);
    for (const [to, fill] of fills) expect(contrast(fill, inks.get(to) ?? fill), to).toBeGreaterThanOrEqual(4.5);
  });
});
