/** At most `most` of the items, evenly spread, the first and the last among them. */
export function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, place) => items[Math.round((place * (items.length - 1)) / (most - 1))]);
}

/** At most about `most` rows of a line that looks the same: the lowest and the highest of each stretch, and every gap. */
export function thinnedLine<Row extends { readonly value: number | null }>(
  rows: readonly Row[],
  most: number,
): readonly Row[] {
  if (rows.length <= most) return rows;
  const length = Math.ceil((2 * rows.length) / most);
  const kept: Row[] = [];
  for (let from = 0; from < rows.length; from += length) {
    const stretch = rows.slice(from, from + length);
    const gap = stretch.findIndex(({ value }) => value === null);
    const known = stretch.flatMap(({ value }, place) => (value === null ? [] : { value, place }));
    const ends = known.length === 0 ? [] : [extreme(known, Math.min), extreme(known, Math.max)];
    const places = new Set([...ends, ...(gap < 0 ? [] : [gap])]);
    kept.push(...[...places].sort((a, b) => a - b).map((place) => stretch[place]));
  }
  return kept;
}

function extreme(
  known: readonly { readonly value: number; readonly place: number }[],
  pick: (...values: number[]) => number,
): number {
  const wanted = pick(...known.map(({ value }) => value));
  return known.find(({ value }) => value === wanted)?.place ?? 0;
}
