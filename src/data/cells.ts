/** Whether a cell is empty: null, undefined, NaN or an empty string. */
export function isMissing(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === '' || Number.isNaN(cell);
}

/** A cell as a number, booleans as 0 and 1; NaN for what is none of these. */
export function numberIn(cell: unknown): number {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'boolean' || typeof cell === 'bigint' ? Number(cell) : Number.NaN;
}

/** Up to six of the distinct values of a column, for a message: `-1, 0, 1`. */
export function distinctValues(cells: ArrayLike<unknown>): string {
  const distinct = new Set<unknown>();
  for (let row = 0; row < cells.length && distinct.size <= 6; row++)
    if (!isMissing(cells[row])) distinct.add(cells[row]);
  const shown = [...distinct].map((value) => (typeof value === 'string' ? `"${value}"` : String(value))).sort();
  return distinct.size > 6 ? `${shown.slice(0, 6).join(', ')}, ...` : shown.join(', ');
}
