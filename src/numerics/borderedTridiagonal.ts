import { choleskyFactor, solveLower, solveUpper } from './cholesky.ts';

/**
 * A symmetric positive definite matrix of `numBlocks` diagonal blocks, neighbours coupled by minus a diagonal matrix, and a
 * dense border: the curvature of weights that walk (blocks: sessions) beside weights that do not (border). Factored and
 * solved in O(numBlocks · blockSize³); with no blocks it is a plain dense matrix.
 */
export interface BorderedTridiagonal {
  readonly numBlocks: number;
  readonly blockSize: number;
  readonly borderSize: number;
  /** [block, i, j] diagonal blocks, lower triangles; `factorBordered` overwrites them. */
  readonly diagonal: Float64Array;
  /** [i] the block between neighbours is -diag(coupling). */
  readonly coupling: Float64Array;
  /** [border, block, i] rows of the border against the blocks. */
  readonly cross: Float64Array;
  /** [border, border] lower triangle; `factorBordered` overwrites it. */
  readonly corner: Float64Array;
  /** [block, i, j] -diag(coupling) L⁻ᵀ of the block before: the block of the factor under the diagonal. */
  readonly below: Float64Array;
  /** [border, block, i] rows of the border times the inverse of the blocks. */
  readonly solved: Float64Array;
}

/** Storage for such a matrix, all zeros. */
export function borderedTridiagonal(numBlocks: number, blockSize: number, borderSize: number): BorderedTridiagonal {
  const [B, n, m] = [numBlocks, blockSize, borderSize];
  return {
    numBlocks,
    blockSize,
    borderSize,
    diagonal: new Float64Array(B * n * n),
    coupling: new Float64Array(n),
    cross: new Float64Array(m * B * n),
    corner: new Float64Array(m * m),
    below: new Float64Array(B * n * n),
    solved: new Float64Array(m * B * n),
  };
}

/** Factors what the matrix holds. */
export function factorBordered(matrix: BorderedTridiagonal): void {
  const { numBlocks: B, blockSize: n, borderSize: m, cross, corner, solved } = matrix;
  factorBlocks(matrix);
  if (m === 0) return;
  solved.set(cross);
  for (let r = 0; r < m; r++) solveBlocks(matrix, solved, r * B * n);
  for (let r = 0; r < m; r++)
    for (let c = 0; c <= r; c++) {
      let sum = 0;
      for (let i = 0; i < B * n; i++) sum += solved[r * B * n + i] * cross[c * B * n + i];
      corner[r * m + c] -= sum;
    }
  choleskyFactor(corner, 0, m);
}

/** Solves in place, once factored: x [block, i] then [border], from `at` on. */
export function solveBordered(matrix: BorderedTridiagonal, x: Float64Array, at: number): void {
  const { numBlocks: B, blockSize: n, borderSize: m, cross, corner, solved } = matrix;
  solveBlocks(matrix, x, at);
  if (m === 0) return;
  const border = at + B * n;
  for (let r = 0; r < m; r++) {
    let sum = 0;
    for (let i = 0; i < B * n; i++) sum += cross[r * B * n + i] * x[at + i];
    x[border + r] -= sum;
  }
  solveLower(corner, 0, m, x, border);
  solveUpper(corner, 0, m, x, border);
  for (let r = 0; r < m; r++) {
    const value = x[border + r];
    for (let i = 0; i < B * n; i++) x[at + i] -= solved[r * B * n + i] * value;
  }
}

function factorBlocks({ numBlocks: B, blockSize: n, diagonal, coupling, below }: BorderedTridiagonal): void {
  for (let b = 0; b < B; b++) {
    const here = b * n * n;
    if (b > 0) {
      for (let i = 0; i < n; i++) {
        below.fill(0, here + i * n, here + i * n + n);
        below[here + i * n + i] = -coupling[i];
        solveLower(diagonal, here - n * n, n, below, here + i * n);
      }
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let q = 0; q < n; q++) sum += below[here + i * n + q] * below[here + j * n + q];
          diagonal[here + i * n + j] -= sum;
        }
    }
    choleskyFactor(diagonal, here, n);
  }
}

function solveBlocks(
  { numBlocks: B, blockSize: n, diagonal, below }: BorderedTridiagonal,
  x: Float64Array,
  at: number,
): void {
  for (let b = 0; b < B; b++) {
    const here = b * n * n;
    if (b > 0)
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let q = 0; q < n; q++) sum += below[here + i * n + q] * x[at + (b - 1) * n + q];
        x[at + b * n + i] -= sum;
      }
    solveLower(diagonal, here, n, x, at + b * n);
  }
  for (let b = B - 1; b >= 0; b--) {
    const next = (b + 1) * n * n;
    if (b < B - 1)
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let q = 0; q < n; q++) sum += below[next + q * n + i] * x[at + (b + 1) * n + q];
        x[at + b * n + i] -= sum;
      }
    solveUpper(diagonal, b * n * n, n, x, at + b * n);
  }
}
