import { Matrix, solve } from 'ml-matrix';
import { normalCdf, normalDensity } from '../../../numerics/normalDistribution.ts';
import type { GroupDesign, GroupParams } from './groupParams.ts';
import type { GroupFamily, Hyperprior } from './groups.ts';

/** Smallest standard deviation (or scale) of a group, in units of x; a group that reaches it has collapsed. */
export const leastScale = 0.01;

/** Moments of the posteriors of subjects: what an M-step looks at. */
interface Moments {
  /** [subject, parameter] */
  readonly mean: Float64Array;
  /** [subject, parameter, parameter] */
  readonly covariance: Float64Array;
}

/**
 * The M-step: the group under which the posteriors of subjects are most probable, with variances (H⁻¹)_kk, not 1 / H_kk.
 *
 * @see Huys et al. 2011 (normal); Lange, Little & Taylor 1989, JASA 84:881 (t)
 */
export function updateGroup(
  family: GroupFamily,
  moments: Moments,
  design: GroupDesign,
  hyperprior: Hyperprior | null = null,
): GroupParams {
  if (family.kind === 'gaussian') return normalGroup(family.covariance === 'full', moments, design, hyperprior);
  const { numSubjects } = design;
  const size = moments.mean.length / numSubjects;
  const coefficients = new Float64Array(size);
  const scale = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const means = Float64Array.from({ length: numSubjects }, (_, s) => moments.mean[s * size + k]);
    const variances = means.map((_, s) => Math.max(0, moments.covariance[(s * size + k) * size + k]));
    const [location, width] =
      family.kind === 'laplace'
        ? laplaceCenter(means, variances)
        : studentTCenter(means, variances, family.kind === 'cauchy' ? 1 : family.degreesOfFreedom);
    coefficients[k] = location;
    scale[k] = Math.max(width, leastScale);
  }
  return { coefficients, scale, covariance: null };
}

function normalGroup(
  full: boolean,
  { mean, covariance }: Moments,
  { names, rows, numSubjects }: GroupDesign,
  hyperprior: Hyperprior | null,
): GroupParams {
  const size = mean.length / numSubjects;
  const width = names.length;
  const means = Matrix.from1DArray(numSubjects, size, mean);
  const design = Matrix.from1DArray(numSubjects, width, rows);
  const coefficients = width === 1 ? meanRow(means) : solve(design, means);
  const residuals = Matrix.sub(means, design.mmul(coefficients));
  const { strength, standardDeviation } = hyperprior ?? { strength: 0, standardDeviation: 0 };
  const sums = new Float64Array(size * size);
  for (let s = 0; s < numSubjects; s++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++)
        sums[k * size + j] += residuals.get(s, k) * residuals.get(s, j) + covariance[(s * size + k) * size + j];
  for (let k = 0; k < size; k++) sums[k * size + k] += strength * standardDeviation ** 2;
  for (let k = 0; k < size * size; k++) sums[k] /= numSubjects + strength;
  const scale = Float64Array.from({ length: size }, (_, k) => Math.max(Math.sqrt(sums[k * size + k]), leastScale));
  for (let k = 0; k < size; k++) sums[k * size + k] = scale[k] ** 2;
  return { coefficients: Float64Array.from(coefficients.to1DArray()), scale, covariance: full ? sums : null };
}

function meanRow(means: Matrix): Matrix {
  return Matrix.rowVector(means.mean('column'));
}

/** Location and scale that minimise the expected absolute distance of normal x, [subject]. */
function laplaceCenter(means: Float64Array, variances: Float64Array): [number, number] {
  const deviations = variances.map((v) => Math.max(Math.sqrt(v), 1e-12));
  // the sum of absolute distances falls while more of the subjects' probability lies above
  const excess = (at: number): number =>
    means.reduce((sum, m, s) => sum + 2 * normalCdf((m - at) / deviations[s]) - 1, 0);
  let [low, high] = [Math.min(...means), Math.max(...means)];
  for (let halvings = 0; halvings < 200 && high - low > 1e-15 * (1 + Math.abs(low)); halvings++) {
    const middle = 0.5 * (low + high);
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  const location = 0.5 * (low + high);
  const distance = means.reduce((sum, m, s) => {
    const u = (m - location) / deviations[s];
    return sum + 2 * deviations[s] * normalDensity(u) + (m - location) * (2 * normalCdf(u) - 1);
  }, 0);
  return [location, distance / means.length];
}

/** Location and scale of a t density by reweighted means. */
function studentTCenter(means: Float64Array, variances: Float64Array, df: number): [number, number] {
  let location = median(means);
  let square = 2.198 * median(means.map((m) => Math.abs(m - location))) ** 2 + 1e-6;
  for (let round = 0; round < 1000; round++) {
    let [weights, weighted] = [0, 0];
    const weightOf = means.map((m, s) => (df + 1) / (df + ((m - location) ** 2 + variances[s]) / square));
    weightOf.forEach((w, s) => {
      weights += w;
      weighted += w * means[s];
    });
    const center = weighted / weights;
    const spread = weightOf.reduce((sum, w, s) => sum + w * ((means[s] - center) ** 2 + variances[s]), 0) / weights;
    const change = Math.abs(center - location) + Math.abs(spread - square);
    location = center;
    square = Math.max(spread, leastScale ** 2);
    if (change < 1e-13 * (1 + square)) break;
  }
  return [location, Math.sqrt(square)];
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
}
