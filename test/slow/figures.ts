import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', 'out', 'slow');

/** Figures of a slow test by their names. */
export type Figures = Readonly<Record<string, number | string>>;

/** Keeps the figures of a test in out/slow/, and with the test's result for whoever runs it. */
export async function keepFigures(test: TestContext, name: string, figures: Figures): Promise<void> {
  const rounded = Object.fromEntries(
    Object.entries(figures).map(([what, value]) => [
      what,
      typeof value === 'number' ? Number(value.toPrecision(5)) : value,
    ]),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replace(/\W+/g, '-')}.json`), `${JSON.stringify(rounded, null, 2)}\n`);
  await test.annotate(
    Object.entries(rounded)
      .map(([what, value]) => `${what}: ${value}`)
      .join('; '),
    'figures',
  );
}

/** Share of numbers that are at most `limit` in size. */
export function shareWithin(values: readonly number[], limit: number): number {
  return values.filter((value) => Math.abs(value) <= limit).length / values.length;
}

/** Pearson's correlation of two lists of one length. */
export function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;
  const [a, b] = [one.map((x) => x - mean(one)), other.map((x) => x - mean(other))];
  const product = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, v, i) => sum + v * y[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
