import { describe, expect, it } from 'vitest';
import { random } from '../../src/numerics/random.ts';
import { addWeightedProducts, addWeightedSum } from '../../src/numerics/rowSums.ts';

describe.each([1, 2, 5])('sums over weighted rows of width %i', (width) => {
  const draw = random(width);
  const [numRows, numColumns] = [23, 3];
  const table = (columns: number) => Float64Array.from({ length: numRows * columns }, () => draw.normal());
  const weighted = {
    rows: table(width),
    width,
    factor: table(numColumns),
    numColumns,
    otherFactor: table(2 * numColumns),
    numOtherColumns: 2 * numColumns,
  };
  const x = (row: number, entry: number) => weighted.rows[row * width + entry];
  const sumOver = (from: number, to: number, column: number, value: (row: number) => number) => {
    let sum = 0;
    for (let row = from; row < to; row++) {
      const other = row * 2 * numColumns + column + 1;
      sum += weighted.factor[row * numColumns + column] * weighted.otherFactor[other] * value(row);
    }
    return sum;
  };

  it.each([0, 1, 3, 4, 5, 16, 19])('are those of plain loops for %i rows', (count) => {
    const [from, to, column] = [3, 3 + count, 2];
    const sums = new Float64Array(width).fill(0.5);
    const products = new Float64Array(width * width).fill(0.25);
    addWeightedSum(weighted, column, column + 1, from, to, sums);
    addWeightedProducts(weighted, column, column + 1, from, to, products);
    for (let d = 0; d < width; d++) {
      expect(sums[d]).toBeCloseTo(0.5 + sumOver(from, to, column, (row) => x(row, d)), 12);
      for (let e = 0; e < width; e++) {
        const added = e <= d ? sumOver(from, to, column, (row) => x(row, d) * x(row, e)) : 0;
        expect(products[d * width + e]).toBeCloseTo(0.25 + added, 12);
      }
    }
  });
});
