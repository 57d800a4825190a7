import {
  type BorderedTridiagonal,
  borderedTridiagonal,
  factorBordered,
  solveBordered,
} from '../../numerics/borderedTridiagonal.ts';
import { addWeightedProducts, type WeightedRows } from '../../numerics/rowSums.ts';
import { solveTridiagonals, type Tridiagonals, tridiagonals } from '../../numerics/tridiagonal.ts';
import { summedOverMembers } from '../observations/alternatives.ts';
import { pairOf } from '../observations/observation.ts';
import { factorChain } from './chain.ts';
import { type DrivenMetric, drivenMetric, factorDriven, solveDriven } from './drivenMetric.ts';
import { addLapseCurvature } from './lapseSums.ts';
import { expectedSum } from './objective.ts';
import type { GlmHmmPoint } from './point.ts';
import { fillProbabilityCurvature, numSteppedRows } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/**
 * The curvature that the log posterior would have if the states were known: block by state, tridiagonal over sessions,
 * diagonal in the logarithms of probabilities and scales; the lapses of a state stand with its weights. Newton's method in it is the gradient EM step, and it preconditions L-BFGS.
 *
 * @see Lange 1995, JRSS B 57:425 (the EM gradient step)
 */
export interface CompleteDataMetric {
  readonly problem: GlmHmmProblem;
  /** [unit] of weights, and of lapses as the last rows of the border. */
  readonly systems: readonly BorderedTridiagonal[];
  /** Of transitions that inputs drive. */
  readonly driven: DrivenMetric | null;
  /** Of matrices of sessions that are centered on each other, [session; state, nextState]. */
  readonly chain: Tridiagonals | null;
  /** Of the vector from `transitionsAt` on. */
  readonly diagonal: Float64Array;
}

/** Room for the metric of a problem. */
export function completeDataMetric(problem: GlmHmmProblem): CompleteDataMetric {
  const { layout, drive, chain, numMatrices, transitionsAt, size } = problem;
  const lapses = problem.lapses?.size ?? 0;
  const systems = layout.units.map(({ walking, fixed }) =>
    borderedTridiagonal(walking.length > 0 ? layout.numBlocks : 0, walking.length, fixed.length + lapses),
  );
  return {
    problem,
    systems,
    driven: drive && drivenMetric(problem, drive),
    chain: chain > 0 ? tridiagonals(numMatrices, layout.numStates ** 2) : null,
    diagonal: new Float64Array(size - transitionsAt),
  };
}

/** Takes the curvature at the point; `solveMetric` then uses it. */
export function factorMetric(
  { problem, systems, driven, chain, diagonal }: CompleteDataMetric,
  point: GlmHmmPoint,
): void {
  const { transitionsAt, scalesAt } = problem;
  for (let u = 0; u < systems.length; u++) {
    fill(problem, point, u, systems[u]);
    factorBordered(systems[u]);
  }
  fillProbabilityCurvature(problem, point, diagonal);
  if (driven) factorDriven(driven, problem, point);
  if (chain) factorChain(chain, problem, point);
  for (let u = 0; u < point.scales.length; u++)
    diagonal[scalesAt - transitionsAt + u] = expectedSum(problem, point, point.tables.scaleCurvature, u) + 1e-9;
}

/** out = metric⁻¹ v */
export function solveMetric(
  { problem, systems, driven, chain, diagonal }: CompleteDataMetric,
  v: Float64Array,
  out: Float64Array,
): void {
  const { layout, lapses, transitionsAt, lapsesAt } = problem;
  out.set(v);
  for (let u = 0; u < systems.length; u++) {
    if (lapses) solveWithLapses(problem, systems[u], u, out);
    else solveBordered(systems[u], out, layout.units[u].start);
  }
  if (driven) solveDriven(driven, problem, out);
  if (chain) solveTridiagonals(chain, out, transitionsAt);
  for (let i = transitionsAt + numSteppedRows(problem) * layout.numStates; i < lapsesAt; i++)
    out[i] /= diagonal[i - transitionsAt];
}

/** Solves for the weights of a state and its lapses, which stand apart in the vector. */
function solveWithLapses(
  { layout, lapses, lapsesAt }: GlmHmmProblem,
  system: BorderedTridiagonal,
  state: number,
  out: Float64Array,
): void {
  const size = lapses?.size ?? 0;
  const { start } = layout.units[state];
  const numWeights = system.numBlocks * system.blockSize + system.borderSize - size;
  const [weights, rates] = [
    out.subarray(start, start + numWeights),
    out.subarray(lapsesAt + state * size, lapsesAt + (state + 1) * size),
  ];
  const together = new Float64Array(numWeights + size);
  together.set(weights);
  together.set(rates, numWeights);
  solveBordered(system, together, 0);
  weights.set(together.subarray(0, numWeights));
  rates.set(together.subarray(numWeights));
}

function fill(problem: GlmHmmProblem, point: GlmHmmPoint, unit: number, system: BorderedTridiagonal): void {
  const { design, layout, ridge } = problem;
  const { numStates: K, numFeatures: D, numPredictors: P, numBlocks: B, shared } = layout;
  const pairs = (P * (P + 1)) / 2;
  const { state, walking, precision, fixed } = layout.units[unit];
  const [n, m, border] = [walking.length, fixed.length, system.borderSize];
  const curvatures: WeightedRows = {
    rows: design.features,
    width: D,
    factor: point.posterior,
    numColumns: K,
    otherFactor: point.tables.curvature,
    numOtherColumns: layout.numUnits * pairs,
  };
  // [pair of predictors, feature, feature], of which the lower triangle is filled
  const hessian = new Float64Array(pairs * D * D);
  const ofCoordinates = (a: number, b: number): number => {
    const [g, h, d, e] = [Math.floor(a / D), Math.floor(b / D), a % D, b % D];
    return hessian[pairOf(g, h) * D * D + (d >= e ? d * D + e : e * D + d)];
  };
  const entry = (a: number, b: number): number => summedOverMembers(shared, a, b, ofCoordinates);
  system.coupling.set(precision);
  system.cross.fill(0);
  system.corner.fill(0);
  for (let b = 0; b < B; b++) {
    hessian.fill(0);
    for (let pair = 0; pair < pairs; pair++) {
      const products = hessian.subarray(pair * D * D, (pair + 1) * D * D);
      addWeightedProducts(
        curvatures,
        state,
        unit * pairs + pair,
        design.blockStarts[b],
        design.blockStarts[b + 1],
        products,
      );
    }
    const neighbours = (b > 0 ? 1 : 0) + (b < B - 1 ? 1 : 0);
    for (let i = 0; i < n; i++) {
      const row = (b * n + i) * n;
      for (let j = 0; j <= i; j++) system.diagonal[row + j] = entry(walking[i], walking[j]);
      system.diagonal[row + i] += neighbours * precision[i] + (b === 0 ? ridge[walking[i] % D] : 0);
      regularize(system.diagonal, row + i);
    }
    for (let r = 0; r < m; r++) {
      for (let i = 0; i < n; i++) system.cross[(r * B + b) * n + i] = entry(fixed[r], walking[i]);
      for (let c = 0; c <= r; c++) system.corner[r * border + c] += entry(fixed[r], fixed[c]);
    }
  }
  for (let r = 0; r < m; r++) {
    system.corner[r * border + r] += ridge[fixed[r] % D];
    regularize(system.corner, r * border + r);
  }
  addLapseCurvature(problem, point, state, system);
}

// keeps the step finite where a state has no trials or its weights run away
function regularize(matrix: Float64Array, at: number): void {
  matrix[at] += 1e-9 * matrix[at] + 1e-9;
}
