/** One column for each row, no column twice. */
export interface Assignment {
  /** [row] */
  readonly columns: Int32Array;
  /** Sum of the costs of the chosen cells. */
  readonly cost: number;
}

/**
 * The assignment of rows to columns with the smallest total cost, in O(size³).
 *
 * @param costs [row, column] finite
 * @see Kuhn 1955 (Hungarian method), with potentials and shortest augmenting paths as in Jonker & Volgenant 1987
 */
export function assign(costs: Float64Array, size: number): Assignment {
  const rowPotential = new Float64Array(size);
  // one more column, the last: its row is the one that is being added
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1).fill(-1);
  for (let row = 0; row < size; row++) {
    const distance = new Float64Array(size).fill(Infinity);
    const cameFrom = new Int32Array(size);
    const done = new Uint8Array(size + 1);
    let column = size;
    rowOf[size] = row;
    do {
      done[column] = 1;
      const from = rowOf[column];
      let nearest = -1;
      for (let j = 0; j < size; j++) {
        if (done[j]) continue;
        const reduced = costs[from * size + j] - rowPotential[from] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          cameFrom[j] = column;
        }
        if (nearest < 0 || distance[j] < distance[nearest]) nearest = j;
      }
      const step = distance[nearest];
      for (let j = 0; j <= size; j++) {
        if (done[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else distance[j] -= step;
      }
      column = nearest;
    } while (rowOf[column] >= 0);
    while (column !== size) {
      rowOf[column] = rowOf[cameFrom[column]];
      column = cameFrom[column];
    }
  }
  const columns = new Int32Array(size);
  let cost = 0;
  for (let j = 0; j < size; j++) {
    columns[rowOf[j]] = j;
    cost += costs[rowOf[j] * size + j];
  }
  return { columns, cost };
}

/** By how much the best assignment that differs from `best` costs more; `null` when there is no other (size 1). */
export function marginOf(best: Assignment, costs: Float64Array, size: number): number | null {
  if (size === 1) return null;
  // dearer than any assignment, so it is never chosen while another is possible
  const forbidden = costs.reduce((sum, cost) => sum + Math.abs(cost), 1);
  const others = Array.from(best.columns, (column, row) => {
    const without = costs.slice();
    without[row * size + column] = forbidden;
    return assign(without, size).cost;
  });
  return Math.min(...others) - best.cost;
}
