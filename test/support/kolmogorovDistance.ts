/** What `kolmogorovDistance` exceeds once in 30,000 times when draws have the distribution. */
export const kolmogorovLimit = 2.35;

/** Kolmogorov's distance of 20,000 draws from their distribution function, times the root of their number. */
export function kolmogorovDistance(draw: () => number, cdf: (x: number) => number): number {
  const n = 20_000;
  const draws = Array.from({ length: n }, draw).sort((x, y) => x - y);
  const furthest = draws.reduce((most, x, i) => Math.max(most, cdf(x) - i / n, (i + 1) / n - cdf(x)), 0);
  return furthest * Math.sqrt(n);
}
