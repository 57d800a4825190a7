import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLower, choleskyFactor, fillInverse, solveLower, solveUpper } from '../../src/numerics/cholesky.ts';

const entry = fc.double({ min: -2, max: 2, noNaN: true });

/** B Bᵀ + I [size, size], somewhere inside a longer array. */
const positiveDefinite = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      offset: fc.nat(3),
      b: fc.array(entry, { minLength: size * size, maxLength: size * size }),
      x: fc.array(entry, { minLength: size, maxLength: size }),
    }),
  )
  .map(({ size, offset, b, x }) => {
    const matrix = new Float64Array(offset + size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        matrix[offset + i * size + j] = Number(i === j);
        for (let q = 0; q < size; q++) matrix[offset + i * size + j] += b[i * size + q] * b[j * size + q];
      }
    return { size, offset, matrix, x };
  });

describe('choleskyFactor', () => {
  it('gives L with L Lᵀ = A, from the lower triangle alone, and leaves what stands before it', () => {
    fc.assert(
      fc.property(positiveDefinite, ({ size, offset, matrix }) => {
        const l = matrix.map((value, i) => (i < offset ? 7 : value));
        for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) l[offset + i * size + j] = Number.NaN;
        expect(choleskyFactor(l, offset, size)).toBe(true);
        expect(l.subarray(0, offset).every((value) => value === 7)).toBe(true);
        for (let i = 0; i < size; i++)
          for (let j = 0; j <= i; j++) {
            let product = 0;
            for (let q = 0; q <= j; q++) product += l[offset + i * size + q] * l[offset + j * size + q];
            expect(product).toBeCloseTo(matrix[offset + i * size + j], 10);
          }
      }),
    );
  });

  it('solves A x = b by its two triangles', () => {
    fc.assert(
      fc.property(positiveDefinite, ({ size, offset, matrix, x }) => {
        const b = new Float64Array(size + 1);
        for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) b[1 + i] += matrix[offset + i * size + j] * x[j];
        choleskyFactor(matrix, offset, size);
        solveLower(matrix, offset, size, b, 1);
        solveUpper(matrix, offset, size, b, 1);
        expect(b[0]).toBe(0);
        x.forEach((value, i) => {
          expect(b[1 + i]).toBeCloseTo(value, 9);
        });
      }),
    );
  });

  it('says that a matrix is not positive definite, and still gives finite factors', () => {
    for (const matrix of [
      [1, 2, 2, 1],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
      [-1, 0, 0, 1],
    ]) {
      const l = Float64Array.from(matrix);
      expect(choleskyFactor(l, 0, 2)).toBe(false);
      expect([l[0], l[2], l[3]].every(Number.isFinite)).toBe(true);
    }
  });

  it('multiplies by the factor, and gives the inverse of what was factored', () => {
    const matrix = Float64Array.of(4, 2, 0.4, 2, 10, -3.1, 0.4, -3.1, 5);
    const l = matrix.slice();
    choleskyFactor(l, 0, 3);
    // L Lᵀ e_k, added to 1, is a column of the matrix
    for (let k = 0; k < 3; k++) {
      const row = Float64Array.of(9, ...[0, 1, 2].map((j) => (j <= k ? l[3 * k + j] : 0)));
      const column = new Float64Array(3).fill(1);
      addLower(l, 0, 3, row, 1, column);
      column.forEach((value, i) => {
        expect(value).toBeCloseTo(1 + matrix[3 * i + k], 12);
      });
    }
    const inverse = new Float64Array(11).fill(7);
    fillInverse(l, 3, inverse, 1);
    expect([inverse[0], inverse[10]]).toEqual([7, 7]);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const product = [0, 1, 2].reduce((sum, m) => sum + matrix[3 * i + m] * inverse[1 + 3 * m + j], 0);
        expect(product).toBeCloseTo(Number(i === j), 12);
      }
  });
});
