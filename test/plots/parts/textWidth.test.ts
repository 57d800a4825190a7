import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from '../../../src/plots/parts/textWidth.ts';

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/arimo/${file}`),
);

/** Width of the ink between two bars, less that of the bars alone: the advance width of the text between them. */
function drawnWidth(text: string, bold: boolean): number {
  const ink = (line: string) =>
    new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200"><text y="150" font-size="100" style="font-kerning: none" font-family="Arimo" font-weight="${bold ? 'bold' : 'normal'}">${line}</text></svg>`,
      { font: { loadSystemFonts: false, fontFiles } },
    ).getBBox()?.width ?? 0;
  return ink(`|${text}|`) - ink('||');
}

describe('textWidth', () => {
  it.each([
    'Weight (log-odds per unit)',
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789',
    'abcdefghijklmnopqrstuvwxyz .,:;!?%+-_/',
    'Mean P(correct | state)',
    'Größe, été, niño, Ångström',
    'αβγσμ −1 s.e. ± × ≤ … ∞',
  ])('is the width of "%s" in the packaged font within 1 %%', (text) => {
    for (const bold of [false, true]) {
      const drawn = drawnWidth(text, bold);
      expect(Math.abs(textWidth(text, { fontSize: 100, bold }) - drawn) / drawn, String(bold)).toBeLessThan(0.01);
    }
  });

  it('allows more than enough room for letters it does not know', () => {
    expect(textWidth('漢')).toBeGreaterThan(0.6 * 11);
  });
});

describe('wrapText', () => {
  it('breaks after spaces, hyphens and underscores, and keeps a word that is too long whole', () => {
    expect(wrapText('win-stay lose_switch', 60)).toEqual(['win-stay', 'lose_switch']);
    expect(wrapText('unbreakably long', 20)).toEqual(['unbreakably', 'long']);
    expect(wrapText('short', 200)).toEqual(['short']);
  });
});
