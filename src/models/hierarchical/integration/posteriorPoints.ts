import { logGamma } from '../../../numerics/gammaFunction.ts';
import { gaussHermite } from '../../../numerics/gaussHermite.ts';
import { random } from '../../../numerics/random.ts';
import type { Integration } from './integration.ts';

/**
 * Points z [point, parameter] in units of the normal approximation of a posterior, with the logarithm of what their density
 * under the posterior is to be divided and weighted by.
 */
export interface StandardPoints {
  readonly numPoints: number;
  readonly z: Float64Array;
  /** [point] log (weight / density at z); the posterior's integral is Σ exp(logWeight + log posterior) · |L|. */
  readonly logWeights: Float64Array;
}

/** The points that an integration looks at; none for Laplace's approximation, which looks at the mode only. */
export function standardPoints(integration: Integration, size: number): StandardPoints | null {
  switch (integration.kind) {
    case 'laplace':
      return null;
    case 'quadrature':
      return productRule(integration.nodes, size);
    case 'importanceSampling':
      return heavyDraws(integration.draws, integration.seed, size);
  }
}

function productRule(nodes: number, size: number): StandardPoints {
  const { points, weights } = gaussHermite(nodes);
  const numPoints = nodes ** size;
  const z = new Float64Array(numPoints * size);
  const logWeights = new Float64Array(numPoints);
  for (let i = 0; i < numPoints; i++)
    for (let k = 0, rest = i; k < size; k++, rest = Math.floor(rest / nodes)) {
      const point = points[rest % nodes];
      z[i * size + k] = point;
      logWeights[i] += Math.log(weights[rest % nodes]) + 0.5 * point * point + 0.5 * Math.log(2 * Math.PI);
    }
  return { numPoints, z, logWeights };
}

/** Degrees of freedom of the draws: their tails are heavier than those of most posteriors. */
const degreesOfFreedom = 7;

/** Draws of a multivariate t, each with its mirror image. */
function heavyDraws(draws: number, seed: number, size: number): StandardPoints {
  const source = random(seed);
  const half = Math.ceil(draws / 2);
  const numPoints = 2 * half;
  const z = new Float64Array(numPoints * size);
  const logWeights = new Float64Array(numPoints);
  const df = degreesOfFreedom;
  const constant = logDensityConstant(df, size);
  for (let i = 0; i < half; i++) {
    const spread = Math.sqrt(df / (2 * source.gamma(df / 2)));
    let square = 0;
    for (let k = 0; k < size; k++) {
      const value = spread * source.normal();
      z[2 * i * size + k] = value;
      z[(2 * i + 1) * size + k] = -value;
      square += value * value;
    }
    const logDensity = constant - ((df + size) / 2) * Math.log1p(square / df);
    logWeights.fill(-Math.log(numPoints) - logDensity, 2 * i, 2 * i + 2);
  }
  return { numPoints, z, logWeights };
}

function logDensityConstant(df: number, size: number): number {
  return logGamma((df + size) / 2) - logGamma(df / 2) - (size / 2) * Math.log(df * Math.PI);
}

/**
 * Points and weights whose first five moments are those of a standard normal of any dimension: 2 size² + 1 of them.
 *
 * @see McNamee & Stenger 1967, Numer Math 10:327
 */
export function momentPoints(size: number): { readonly z: Float64Array; readonly weights: Float64Array } {
  const radius = Math.sqrt(3);
  const z: number[] = [...new Array<number>(size).fill(0)];
  const weights: number[] = [1 + (size * size - 7 * size) / 18];
  const point = (...entries: readonly (readonly [number, number])[]): void => {
    const one = new Array<number>(size).fill(0);
    for (const [k, value] of entries) one[k] = value;
    z.push(...one);
  };
  for (let k = 0; k < size; k++)
    for (const sign of [1, -1]) {
      point([k, sign * radius]);
      weights.push((4 - size) / 18);
    }
  for (let k = 0; k < size; k++)
    for (let j = 0; j < k; j++)
      for (const one of [1, -1])
        for (const other of [1, -1]) {
          point([k, one * radius], [j, other * radius]);
          weights.push(1 / 36);
        }
  return { z: Float64Array.from(z), weights: Float64Array.from(weights) };
}
