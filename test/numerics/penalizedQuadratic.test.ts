import { describe, expect, it } from 'vitest';
import { type LengthPenalty, shrink, totalPenalty } from '../../src/numerics/lengthPenalties.ts';
import { fillPull, minimizePenalized, type PenalizedQuadratic } from '../../src/numerics/penalizedQuadratic.ts';
import { random } from '../../src/numerics/random.ts';

/** A quadratic whose entries are correlated, the more the smaller `ridge`. */
function randomQuadratic(seed: number, size: number, ridge: number): PenalizedQuadratic {
  const draw = random(seed);
  const rows = Array.from({ length: 3 }, () => Array.from({ length: size }, () => draw.normal()));
  const curvature = Float64Array.from({ length: size * size }, (_, cell) => {
    const [i, j] = [Math.floor(cell / size), cell % size];
    return rows.reduce((sum, row) => sum + row[i] * row[j], i === j ? ridge : 0);
  });
  const groups =
    seed % 2
      ? Array.from({ length: size }, (_, i) => [i])
      : [[0], [1, 2], Array.from({ length: size - 3 }, (_, i) => i + 3)];
  return {
    curvature,
    peak: Float64Array.from({ length: size }, () => 2 * draw.normal()),
    penalties: groups.map((places) => ({ places: Int32Array.from(places), strength: 3 * draw.uniform() + 0.05 })),
  };
}

function height({ curvature, peak, penalties }: PenalizedQuadratic, x: Float64Array): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) sum += 0.5 * (x[i] - peak[i]) * curvature[i * n + j] * (x[j] - peak[j]);
  return sum + totalPenalty(penalties, x);
}

/** Plain proximal gradient steps, many of them. */
function plainly(quadratic: PenalizedQuadratic): Float64Array {
  const n = quadratic.peak.length;
  const x = new Float64Array(n);
  const pull = new Float64Array(n);
  const bound = quadratic.curvature.reduce((sum, value, cell) => sum + (cell % (n + 1) === 0 ? value : 0), 0);
  for (let step = 0; step < 100_000; step++) {
    fillPull(quadratic, x, pull);
    for (let i = 0; i < n; i++) x[i] += pull[i] / bound;
    for (const penalty of quadratic.penalties) shrink(penalty, penalty.strength / bound, x);
  }
  return x;
}

describe('the minimum of a penalised quadratic', () => {
  it('is where 100,000 plain proximal gradient steps lead, zeros included', () => {
    for (let seed = 0; seed < 12; seed++) {
      const quadratic = randomQuadratic(seed, 6, 0.3);
      const x = new Float64Array(6);
      minimizePenalized(quadratic, x, 1e-11);
      const expected = plainly(quadratic);
      for (let i = 0; i < 6; i++) expect(x[i], `seed ${seed}, entry ${i}`).toBeCloseTo(expected[i], 8);
      expect(x.map((value) => Number(value === 0))).toEqual(expected.map((value) => Number(value === 0)));
    }
  });

  it('is found where entries can hardly be told apart, from far away too', () => {
    for (let seed = 0; seed < 40; seed++) {
      const quadratic = randomQuadratic(seed, 8, 1e-6);
      const [near, far] = [new Float64Array(8), new Float64Array(8).fill(-1e3)];
      minimizePenalized(quadratic, near, 1e-9);
      minimizePenalized(quadratic, far, 1e-9);
      expect(height(quadratic, far), `seed ${seed}`).toBeCloseTo(height(quadratic, near), 6);
    }
  });

  it('is the peak without the penalties, and 0 under strong ones', () => {
    const { curvature, peak } = randomQuadratic(1, 4, 1);
    const under = (strength: number): Float64Array => {
      const penalties: LengthPenalty[] = [
        { places: Int32Array.of(0, 1), strength },
        { places: Int32Array.of(2, 3), strength },
      ];
      const x = new Float64Array(4).fill(0.5);
      minimizePenalized({ curvature, peak, penalties }, x, 1e-12);
      return x;
    };
    under(1e-11).forEach((value, i) => {
      expect(value).toBeCloseTo(peak[i], 9);
    });
    expect(Array.from(under(1e5))).toEqual([0, 0, 0, 0]);
  });
});
