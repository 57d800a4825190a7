import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A symmetric matrix of diagonal blocks, neighbours coupled by minus the matrices `couplings`, and a dense border. */
export interface BlockMatrix {
  /** [block] each [size, size] */
  readonly blocks: readonly Matrix[];
  /** [block but the last] each [size, size]: rows of the block, columns of the next. */
  readonly couplings: readonly Matrix[];
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
 * @returns `null` when the matrix is not positive definite, or so nearly singular that its inverse is made of rounding errors
 */
export function inverseBlocks(matrix: BlockMatrix): InverseBlocks | null {
  const { blocks, couplings, cross, corner } = matrix;
  const turned = couplings.map((couple) => couple.transpose());
  const before = pivotInverses(blocks, couplings);
  const after = pivotInverses([...blocks].reverse(), [...turned].reverse())?.reverse();
  if (!before || !after) return null;
  const own: Matrix[] = [];
  for (const [b, block] of blocks.entries()) {
    const inverse = inverseOf(without(without(block, before[b - 1], couplings[b - 1]), after[b + 1], turned[b]));
    if (!inverse) return null;
    own.push(inverse);
  }
  if (corner.rows === 0) return { blocks: own, corner };

  const solved = solveAll(before, couplings, cross);
  const schur = corner.clone();
  solved.forEach((part, b) => {
    schur.sub(cross[b].transpose().mmul(part));
  });
  const cornerInverse = inverseOf(schur);
  if (!cornerInverse) return null;
  return {
    blocks: own.map((block, b) => Matrix.add(block, solved[b].mmul(cornerInverse).mmul(solved[b].transpose()))),
    corner: cornerInverse,
  };
}

/** The inverse of each block less what the blocks before it explain. */
function pivotInverses(blocks: readonly Matrix[], couplings: readonly Matrix[]): Matrix[] | null {
  const inverses: Matrix[] = [];
  for (const [b, block] of blocks.entries()) {
    const inverse = inverseOf(without(block, inverses[b - 1], couplings[b - 1]));
    if (!inverse) return null;
    inverses.push(inverse);
  }
  return inverses;
}

/** A block less what its neighbour, of which the inverse pivot is given, explains of it; `couple` has the neighbour's rows. */
function without(block: Matrix, neighbour: Matrix | undefined, couple: Matrix): Matrix {
  return neighbour ? Matrix.sub(block, couple.transpose().mmul(neighbour).mmul(couple)) : block;
}

/** The blocks' matrix, without border, solved against `right`, by the inverse pivots of the elimination. */
function solveAll(inverses: readonly Matrix[], couplings: readonly Matrix[], right: readonly Matrix[]): Matrix[] {
  const forward: Matrix[] = [];
  right.forEach((part, b) => {
    const explained = (): Matrix =>
      couplings[b - 1]
        .transpose()
        .mmul(inverses[b - 1])
        .mmul(forward[b - 1]);
    forward.push(b === 0 ? part : Matrix.add(part, explained()));
  });
  const solved: Matrix[] = [];
  for (let b = right.length - 1; b >= 0; b--)
    solved[b] = inverses[b].mmul(
      b === right.length - 1 ? forward[b] : Matrix.add(forward[b], couplings[b].mmul(solved[b + 1])),
    );
  return solved;
}

/** A pivot below this share of its diagonal entry has lost all its digits. */
const lost = 1e-14;

/** The inverse of a symmetric matrix, by Cholesky factors; `null` when it has none that could be trusted. */
function inverseOf(matrix: Matrix): Matrix | null {
  if (matrix.rows === 0) return matrix;
  const symmetric = Matrix.add(matrix, matrix.transpose()).mul(0.5);
  // numbers that have run out of range make a matrix that ml-matrix takes for asymmetric
  if (!symmetric.to1DArray().every(Number.isFinite)) return null;
  const factors = new CholeskyDecomposition(symmetric);
  const pivots = factors.lowerTriangularMatrix.diagonal();
  if (!pivots.every((pivot, i) => pivot ** 2 > lost * Math.abs(symmetric.get(i, i)))) return null;
  return factors.solve(Matrix.eye(matrix.rows));
}
