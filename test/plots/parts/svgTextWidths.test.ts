import { describe, expect, it } from 'vitest';
import { withTextWidths } from '../../../src/plots/parts/svgTextWidths.ts';
import { textWidth } from '../../../src/plots/parts/textWidth.ts';

describe('withTextWidths', () => {
  it('gives every text the width that it was laid out with, line by line', () => {
    const bold = textWidth('a < b', { fontSize: 13, bold: true }).toFixed(1);
    const [first, second] = ['state 1', '(learns)'].map((line) => textWidth(line, { fontSize: 11 }).toFixed(1));
    expect(withTextWidths('<g><text font-size="13px" font-weight="bold">a &lt; b</text></g>')).toContain(
      `textLength="${bold}"`,
    );
    const lines = withTextWidths('<text font-size="11px"><tspan>state 1</tspan><tspan x="0">(learns)</tspan></text>');
    expect(lines).toBe(
      `<text font-size="11px"><tspan textLength="${first}" lengthAdjust="spacingAndGlyphs">state 1</tspan>` +
        `<tspan x="0" textLength="${second}" lengthAdjust="spacingAndGlyphs">(learns)</tspan></text>`,
    );
  });

  it('leaves single letters and empty texts as they are', () => {
    const svg = '<text font-size="11px">5</text><text font-size="11px"></text>';
    expect(withTextWidths(svg)).toBe(svg);
  });
});
