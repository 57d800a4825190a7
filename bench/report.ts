/** One line of the report. */
export interface BenchLine {
  readonly what: string;
  readonly figures: string;
  /** What the measured value must be, or is wished to be. */
  readonly bound?: Bound;
}

/** A bound on a measured value, from below or from above. Only a missed demand fails the run; an aim depends on the machine. */
export interface Bound {
  readonly kind: 'demanded' | 'aim';
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Prints a section as a table and says whether all that is demanded is met. */
export function printSection(title: string, lines: readonly BenchLine[]): boolean {
  const rows = lines.map(({ what, figures, bound }) => [what, figures, ...(bound ? cellsOf(bound) : [])]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  console.log(`\n${title}`);
  for (const row of rows)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('   ')}`.trimEnd());
  return lines.every(({ bound }) => bound === undefined || bound.kind === 'aim' || isMet(bound));
}

function cellsOf(bound: Bound): string[] {
  const { kind, value, unit, atLeast, atMost } = bound;
  const limit = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
  return [`${withDigits(value)}${unit}`, `${kind} ${limit}${unit}`, isMet(bound) ? 'met' : 'MISSED'];
}

function isMet({ value, atLeast = -Infinity, atMost = Infinity }: Bound): boolean {
  return value >= atLeast && value <= atMost;
}

/** A number with three digits, or all that stand before the point. */
export function withDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
