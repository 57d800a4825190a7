/** A matrix, row by row. */
export interface RowsOfNumbers {
  readonly data: Float64Array | Int32Array;
  readonly width: number;
}

/** A hash table of rows with open addressing, in which a row is known by the first place that it was found at. */
export interface RowTable {
  clear(): void;
  /** The number of the row equal to that at a place; adds it as `next` when there is none. */
  findOrAdd(place: number, next: number): number;
}

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** A hash, with one more number mixed into it. */
function mixed(hash: number, value: number): number {
  // + 0 turns -0 into 0: both are the same number to `same`
  number[0] = value + 0;
  const mixture = Math.imul(hash ^ Math.imul(words[0], 0x27d4eb2d) ^ words[1], 0x5bd1e995);
  return mixture ^ (mixture >>> 15);
}

/**
 * A table of the rows of matrices that stand side by side: rows are equal when they are in each.
 *
 * @param firstOf  [row] the place that each row was first found at, to be kept by whoever adds rows
 * @param capacity most rows between two calls of `clear`
 */
export function rowTable(matrices: readonly RowsOfNumbers[], firstOf: ArrayLike<number>, capacity: number): RowTable {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * Math.max(1, capacity)))).fill(-1);
  const last = slots.length - 1;
  const hash = (place: number): number => {
    let h = 0;
    for (const { data, width } of matrices)
      for (let i = place * width; i < (place + 1) * width; i++) h = mixed(h, data[i]);
    return h;
  };
  const same = (a: number, b: number): boolean => {
    for (const { data, width } of matrices)
      for (let i = 0; i < width; i++) if (data[a * width + i] !== data[b * width + i]) return false;
    return true;
  };
  return {
    clear() {
      slots.fill(-1);
    },
    findOrAdd(place, next) {
      let slot = hash(place) & last;
      while (slots[slot] >= 0 && !same(firstOf[slots[slot]], place)) slot = (slot + 1) & last;
      if (slots[slot] < 0) slots[slot] = next;
      return slots[slot];
    },
  };
}

/** The distinct rows of a matrix: [place] the number of its row, and [row] the place where it first stands. */
export function distinctRows(matrix: RowsOfNumbers, numRows: number): { rowOf: Int32Array; firstOf: number[] } {
  const firstOf: number[] = [];
  const table = rowTable([matrix], firstOf, numRows);
  const rowOf = new Int32Array(numRows);
  for (let place = 0; place < numRows; place++) {
    const row = table.findOrAdd(place, firstOf.length);
    if (row === firstOf.length) firstOf.push(place);
    rowOf[place] = row;
  }
  return { rowOf, firstOf };
}
