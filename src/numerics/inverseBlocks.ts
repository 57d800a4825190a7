import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';

/** A symmetric matrix of diagonal blocks, neighbours coupled by -diag(coupling), and a dense border. */
export interface BlockMatrix {
  /** [block] each [size, size] */
  readonly blocks: readonly Matrix[];
  readonly coupling: readonly number[];
  /** [block] each [size, border] */
  readonly cross: readonly Matrix[];
  /** [border, border] */
  readonly corner: Matrix;
}

/** The diagonal blocks and the corner of the inverse. */
export interface InverseBlocks {
  readonly blocks: readonly Matrix[];
  readonly corner: Matrix;
}

/**
 * The diagonal blocks of the inverse of a bordered block-tridiagonal matrix, in time linear in the number of blocks.
 *
 * @returns `null` when the matrix is not positive definite
 */
export function inverseBlocks(matrix: BlockMatrix): InverseBlocks | null {
  const { blocks, coupling, cross, corner } = matrix;
  const count = blocks.length;
  const couple = Matrix.diag([...coupling]);
  // each block less what the blocks before it (after it) explain
  const before: Matrix[] = [];
  for (let b = 0; b < count; b++) {
    const pivot = b === 0 ? blocks[b].clone() : Matrix.sub(blocks[b], couple.mmul(inverse(before[b - 1])).mmul(couple));
    if (!isPositiveDefinite(pivot)) return null;
    before.push(pivot);
  }
  const after: Matrix[] = [];
  for (let b = count - 1; b >= 0; b--)
    after[b] =
      b === count - 1 ? blocks[b].clone() : Matrix.sub(blocks[b], couple.mmul(inverse(after[b + 1])).mmul(couple));
  const own = blocks.map((block, b) => inverse(Matrix.add(before[b], after[b]).sub(block)));
  if (corner.rows === 0) return { blocks: own, corner };

  const solved = solveAll(before, couple, cross);
  const schur = corner.clone();
  solved.forEach((part, b) => {
    schur.sub(cross[b].transpose().mmul(part));
  });
  if (!isPositiveDefinite(schur)) return null;
  const cornerInverse = inverse(schur);
  return {
    blocks: own.map((block, b) => Matrix.add(block, solved[b].mmul(cornerInverse).mmul(solved[b].transpose()))),
    corner: cornerInverse,
  };
}

/** The blocks' matrix, without border, solved against `right`, by the pivots of the elimination. */
function solveAll(pivots: readonly Matrix[], couple: Matrix, right: readonly Matrix[]): Matrix[] {
  const forward: Matrix[] = [];
  right.forEach((part, b) => {
    forward.push(b === 0 ? part : Matrix.add(part, couple.mmul(inverse(pivots[b - 1])).mmul(forward[b - 1])));
  });
  const solved: Matrix[] = [];
  for (let b = right.length - 1; b >= 0; b--)
    solved[b] = inverse(pivots[b]).mmul(
      b === right.length - 1 ? forward[b] : Matrix.add(forward[b], couple.mmul(solved[b + 1])),
    );
  return solved;
}

function isPositiveDefinite(matrix: Matrix): boolean {
  const symmetric = Matrix.add(matrix, matrix.transpose()).mul(0.5);
  return symmetric.rows === 0 || new CholeskyDecomposition(symmetric).isPositiveDefinite();
}
