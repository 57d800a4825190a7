interface Token {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const longest = 6000;

/**
 * Line of a cell's TypeScript that a position in its compiled JavaScript comes from; all counted from 1.
 * The compiler leaves no map, but keeps the order of words and signs: both texts are aligned by their longest common
 * sequence. Undefined when nothing before the position is in both, or the cell is too long to align.
 */
export function sourceLine(source: string, compiled: string, line: number, column: number): number | undefined {
  const from = tokens(source);
  const to = tokens(compiled);
  if (from.length > longest || to.length > longest) return undefined;
  const before = to.filter((token) => token.line < line || (token.line === line && token.column <= column)).length;
  const partners = alignment(from, to).slice(0, before);
  return partners.filter((token) => token !== undefined).at(-1)?.line;
}

function tokens(text: string): Token[] {
  return text.split('\n').flatMap((content, i) =>
    Array.from(content.matchAll(/[\p{L}\p{N}_$]+|\S/gu), (match) => ({
      text: match[0],
      line: i + 1,
      column: match.index + 1,
    })),
  );
}

/** For each token of `to` its partner in `from`, by the longest common sequence. */
function alignment(from: readonly Token[], to: readonly Token[]): (Token | undefined)[] {
  const width = to.length + 1;
  const common = new Uint16Array((from.length + 1) * width);
  const same = (i: number, j: number): boolean => from[i]?.text === to[j]?.text;
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--) {
      const here = i * width + j;
      common[here] = same(i, j) ? common[here + width + 1]! + 1 : Math.max(common[here + 1]!, common[here + width]!);
    }
  const partners: (Token | undefined)[] = [];
  for (let i = 0, j = 0; j < to.length; ) {
    const here = i * width + j;
    if (i < from.length && same(i, j)) {
      partners[j++] = from[i++];
    } else if (i < from.length && common[here + width]! >= common[here + 1]!) i++;
    else partners[j++] = undefined;
  }
  return partners;
}
