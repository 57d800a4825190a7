const ascii = {
  normal: [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ],
  bold: [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
  ],
};
/** Normal and bold, or both in one number. */
const further: Readonly<Record<string, number | readonly [normal: number, bold: number]>> = {
  α: [578, 615],
  β: [575, 610],
  γ: [500, 556],
  δ: [557, 606],
  ε: [446, 475],
  θ: [556, 541],
  κ: [500, 558],
  λ: [500, 556],
  μ: [576, 612],
  π: [690, 766],
  ρ: [569, 619],
  σ: [617, 684],
  τ: [395, 446],
  φ: [648, 715],
  Δ: [668, 719],
  Σ: [618, 600],
  '−': 584,
  '±': 549,
  '×': 584,
  '·': 333,
  '–': 556,
  '—': 1000,
  '…': 1000,
  '’': [222, 278],
  '°': 400,
  '≤': 549,
  '≥': 549,
  '≈': 549,
  '→': 1000,
  '∞': 713,
  '√': 549,
};
/** An unknown letter counts as a wide one: too much room is better than two names on top of each other. */
const unknown = 667;

/** How text is set. */
export interface TextStyle {
  /** In pixels. */
  readonly fontSize?: number;
  readonly bold?: boolean;
}

/** Width of a line of text in pixels in the charts' font, from the advance widths of Arial (1/1000 em). */
export function textWidth(text: string, { fontSize = 11, bold = false }: TextStyle = {}): number {
  let sum = 0;
  for (const letter of text) sum += widthOf(letter, bold);
  return (sum * fontSize) / 1000;
}

function widthOf(letter: string, bold: boolean): number {
  const plain = letter.normalize('NFD').charCodeAt(0);
  const width = ascii[bold ? 'bold' : 'normal'][plain - 32] ?? further[letter] ?? unknown;
  return typeof width === 'number' ? width : width[bold ? 1 : 0];
}

/** Where a name may be broken: after a space, a hyphen or an underscore. */
export const wordEnd: RegExp = /(?<=[ _-])/;

/** Breaks text after spaces, hyphens and underscores into lines of at most `width` pixels; a longer word keeps a line of its own. */
export function wrapText(text: string, width: number, style: TextStyle = {}): string[] {
  const lines: string[] = [];
  for (const word of text.split(wordEnd)) {
    const joined = `${lines.at(-1) ?? ''}${word}`;
    if (lines.length > 0 && textWidth(joined.trim(), style) <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.map((line) => line.trim());
}
