const mostIntervals = 20;

/** The smallest of 1, 2, 5, 10, 20, … of which at most 20 reach a length. */
export function roundWidth(length: number): number {
  for (let ten = 1; ; ten *= 10)
    for (const width of [ten, 2 * ten, 5 * ten]) if (length <= mostIntervals * width) return width;
}
