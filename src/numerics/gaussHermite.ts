import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Points and weights of a rule that integrates over the standard normal density; the weights sum to 1. */
export interface NormalRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss-Hermite quadrature over the standard normal density, exact for polynomials of degree 2 · nodes - 1.
 *
 * @see Golub & Welsch 1969, Math Comp 23:221
 */
export function gaussHermite(nodes: number): NormalRule {
  const jacobi = Matrix.zeros(nodes, nodes);
  for (let i = 1; i < nodes; i++) {
    jacobi.set(i, i - 1, Math.sqrt(i));
    jacobi.set(i - 1, i, Math.sqrt(i));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(jacobi, { assumeSymmetric: true });
  const points = Float64Array.from(realEigenvalues);
  return { points, weights: points.map((_, i) => eigenvectorMatrix.get(0, i) ** 2) };
}
