import fc from 'fast-check';
import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { type BlockMatrix, inverseBlocks } from '../../src/numerics/inverseBlocks.ts';
import { random } from '../../src/numerics/random.ts';

interface Shape {
  readonly count: number;
  readonly size: number;
  readonly border: number;
  readonly seed: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  count: fc.integer({ min: 0, max: 6 }),
  size: fc.integer({ min: 1, max: 3 }),
  border: fc.integer({ min: 0, max: 3 }),
  seed: fc.nat(),
});

/** Diagonally dominant, so positive definite; some entries are not coupled at all, others with all of the next block. */
function blockMatrix({ count, size, border, seed }: Shape): BlockMatrix {
  const draw = random(seed);
  const coupling = Array.from({ length: size }, () => (draw.uniform() < 0.3 ? 0 : 10 * draw.uniform()));
  const couple = (): Matrix => Matrix.diag(coupling).add(Matrix.rand(size, size, { random: draw.normal }));
  const symmetric = (length: number, diagonal: (i: number) => number): Matrix => {
    const half = Matrix.rand(length, length, { random: draw.normal });
    return half.add(half.clone().transpose()).add(Matrix.diag(Array.from({ length }, (_, i) => diagonal(i))));
  };
  return {
    blocks: Array.from({ length: count }, () => symmetric(size, (i) => 30 + 2 * coupling[i])),
    couplings: Array.from({ length: Math.max(0, count - 1) }, couple),
    cross: Array.from({ length: count }, () => Matrix.rand(size, border, { random: draw.normal })),
    corner: symmetric(border, () => 60),
  };
}

function dense({ blocks, couplings, cross, corner }: BlockMatrix): Matrix {
  const size = blocks[0]?.rows ?? 0;
  const at = blocks.length * size;
  const whole = Matrix.zeros(at + corner.rows, at + corner.rows);
  blocks.forEach((block, b) => {
    whole.setSubMatrix(block, b * size, b * size);
    if (b > 0) {
      const couple = couplings[b - 1].clone().mul(-1);
      whole.setSubMatrix(couple, (b - 1) * size, b * size);
      whole.setSubMatrix(couple.transpose(), b * size, (b - 1) * size);
    }
    if (corner.rows > 0) whole.setSubMatrix(cross[b], b * size, at).setSubMatrix(cross[b].transpose(), at, b * size);
  });
  return corner.rows > 0 ? whole.setSubMatrix(corner, at, at) : whole;
}

describe('inverseBlocks', () => {
  it('gives the diagonal blocks and the corner of the dense inverse', () => {
    fc.assert(
      fc.property(
        shapes.filter(({ count, border }) => count + border > 0),
        (shape) => {
          const matrix = blockMatrix(shape);
          const whole = inverse(dense(matrix));
          const found = inverseBlocks(matrix);
          const part = (from: number, length: number): Matrix =>
            whole.subMatrix(from, from + length - 1, from, from + length - 1);
          found?.blocks.forEach((block, b) => {
            expect(
              Matrix.sub(block, part(b * shape.size, shape.size))
                .abs()
                .max(),
            ).toBeLessThan(1e-12);
          });
          expect(found?.blocks).toHaveLength(shape.count);
          if (shape.border > 0)
            expect(
              Matrix.sub(found?.corner as Matrix, part(shape.count * shape.size, shape.border))
                .abs()
                .max(),
            ).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('leaves what it is given as it was', () => {
    const matrix = blockMatrix({ count: 3, size: 2, border: 2, seed: 1 });
    const before = structuredClone(dense(matrix).to2DArray());
    inverseBlocks(matrix);
    expect(dense(matrix).to2DArray()).toEqual(before);
  });

  it('gives nothing where a block, the corner or all together are not positive definite', () => {
    const sound = blockMatrix({ count: 3, size: 1, border: 1, seed: 2 });
    const one = (value: number): Matrix => new Matrix([[value]]);
    expect(inverseBlocks(sound)).not.toBeNull();
    expect(inverseBlocks({ ...sound, blocks: [one(9), one(-1), one(9)] })).toBeNull();
    expect(inverseBlocks({ ...sound, corner: one(-1) })).toBeNull();
    expect(inverseBlocks({ ...sound, corner: one(1), cross: [one(50), one(0), one(0)] })).toBeNull();
    for (const lost of [Number.NaN, Infinity]) {
      expect(inverseBlocks({ ...sound, corner: one(lost) })).toBeNull();
      expect(inverseBlocks({ ...sound, blocks: [one(9), one(lost), one(9)] })).toBeNull();
    }
    // a walk that nothing holds in place: 1 -1 0 / -1 2 -1 / 0 -1 1
    expect(inverseBlocks({ ...sound, blocks: [one(1), one(2), one(1)], couplings: [one(1), one(1)] })).toBeNull();
  });

  it('gives nothing where only rounding errors would hold a walk in place', () => {
    const one = (value: number): Matrix => new Matrix([[value]]);
    const held = (by: number, coupling: number): BlockMatrix => ({
      blocks: [one(coupling + by), one(coupling + by)],
      couplings: [one(coupling)],
      cross: [Matrix.zeros(1, 0), Matrix.zeros(1, 0)],
      corner: Matrix.zeros(0, 0),
    });
    expect(inverseBlocks(held(1e-6, 1e12))).toBeNull();
    expect(inverseBlocks(held(10, 1e12))?.blocks[0].get(0, 0)).toBeCloseTo(1 / 20, 4);
  });
});
