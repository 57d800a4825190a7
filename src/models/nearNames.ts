const LISTED = 20;

/** A hint after a name that was not found: the names that look like it, and those there are. */
export function nearNames(wanted: string, names: readonly string[], what: string): string {
  if (names.length === 0) return `There are no ${what}s at all.`;
  const near = names.filter(
    (name) => distance(name.toLowerCase(), wanted.toLowerCase()) <= Math.max(1, wanted.length / 4),
  );
  const hint = near.length > 0 ? `Did you mean ${near.map((name) => `"${name}"`).join(' or ')}? ` : '';
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return `${hint}The ${what}s are: ${names.slice(0, LISTED).join(', ')}${more}.`;
}

/** How many letters must be put in, left out or changed to make one word of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++)
      next[j] = Math.min(
        (row[j] as number) + 1,
        (next[j - 1] as number) + 1,
        (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[other.length] as number;
}
