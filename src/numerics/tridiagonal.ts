/**
 * Symmetric positive definite tridiagonal matrices side by side, as many as `width`: entry [row, i] on the diagonal of matrix i,
 * minus `coupling` [row, i] between that row and the next.
 */
export interface Tridiagonals {
  readonly width: number;
  /** [row, i]; `factorTridiagonals` overwrites it. */
  readonly diagonal: Float64Array;
  /** [row, i], of which the last row counts for nothing. */
  readonly coupling: Float64Array;
}

/** Storage for such matrices, all zeros. */
export function tridiagonals(numRows: number, width: number): Tridiagonals {
  return { width, diagonal: new Float64Array(numRows * width), coupling: new Float64Array(numRows * width) };
}

/** Factors what the matrices hold. */
export function factorTridiagonals({ width, diagonal, coupling }: Tridiagonals): void {
  for (let i = width; i < diagonal.length; i++) diagonal[i] -= coupling[i - width] ** 2 / diagonal[i - width];
}

/** Solves in place, once factored: x [row, i] from `at` on. */
export function solveTridiagonals({ width, diagonal, coupling }: Tridiagonals, x: Float64Array, at: number): void {
  const end = diagonal.length;
  for (let i = width; i < end; i++) x[at + i] += (coupling[i - width] / diagonal[i - width]) * x[at + i - width];
  for (let i = end - 1; i >= 0; i--) {
    const next = i + width < end ? coupling[i] * x[at + i + width] : 0;
    x[at + i] = (x[at + i] + next) / diagonal[i];
  }
}
