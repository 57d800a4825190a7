import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { borderedTridiagonal, factorBordered, solveBordered } from '../../src/numerics/borderedTridiagonal.ts';
import { random } from '../../src/numerics/random.ts';

/** A random problem in both forms: the structured one and the dense matrix that it stands for. */
function problem(numBlocks: number, blockSize: number, borderSize: number, seed: number) {
  const draw = random(seed);
  const [B, n, m] = [numBlocks, blockSize, borderSize];
  const size = B * n + m;
  const structured = borderedTridiagonal(B, n, m);
  const dense = Matrix.zeros(size, size);
  for (let i = 0; i < n; i++) structured.coupling[i] = draw.uniform() * 3;
  for (let b = 0; b < B; b++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const value = draw.normal() + (i === j ? 30 : 0);
        structured.diagonal[b * n * n + i * n + j] = value;
        dense.set(b * n + i, b * n + j, value).set(b * n + j, b * n + i, value);
      }
  for (let b = 1; b < B; b++)
    for (let i = 0; i < n; i++) {
      dense.set(b * n + i, (b - 1) * n + i, -structured.coupling[i]!);
      dense.set((b - 1) * n + i, b * n + i, -structured.coupling[i]!);
    }
  for (let r = 0; r < m; r++) {
    for (let i = 0; i < B * n; i++) {
      const value = draw.normal() * 0.3;
      structured.cross[r * B * n + i] = value;
      dense.set(B * n + r, i, value).set(i, B * n + r, value);
    }
    for (let c = 0; c <= r; c++) {
      const value = draw.normal() + (r === c ? 40 : 0);
      structured.corner[r * m + c] = value;
      dense.set(B * n + r, B * n + c, value).set(B * n + c, B * n + r, value);
    }
  }
  return { structured, dense, right: Float64Array.from({ length: size }, draw.normal) };
}

describe('a bordered block-tridiagonal system', () => {
  it('has the solution of the dense matrix that it stands for', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(4), fc.nat(3), fc.nat(), (blocks, blockSize, border, seed) => {
        fc.pre(blocks * blockSize + border > 0);
        const { structured, dense, right } = problem(blocks, blockSize, border, seed);
        const expected = solve(dense, Matrix.columnVector(Array.from(right))).to1DArray();
        const x = new Float64Array(right.length + 2);
        x.set(right, 2);
        factorBordered(structured);
        solveBordered(structured, x, 2);
        for (const [i, value] of expected.entries()) expect(x[i + 2]).toBeCloseTo(value, 10);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a finite step where the matrix is singular', () => {
    const singular = borderedTridiagonal(3, 2, 1);
    factorBordered(singular);
    const x = new Float64Array(7);
    solveBordered(singular, x, 0);
    expect(x.every(Number.isFinite)).toBe(true);
  });
});
