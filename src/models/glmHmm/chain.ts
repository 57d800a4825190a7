import { digamma, stirlingError } from '../../numerics/gammaFunction.ts';
import { factorTridiagonals, type Tridiagonals } from '../../numerics/tridiagonal.ts';
import type { GlmHmmPoint } from './point.ts';
import { freeShare, heldIn, logOf } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

// Matrices of sessions that are centered on each other: a row q of a session has the Dirichlet density with pseudo-counts
// chain · p, where p is that row in the session before. Its derivative by q is that of pseudo-counts; that by p is here.

/** Adds what rows of probabilities say about those of the session before to the gradient. @returns the log density of the chain */
export function addChainPrior(problem: GlmHmmProblem, point: GlmHmmPoint): number {
  const { chain, layout, numMatrices, transitionsAt } = problem;
  if (chain === 0) return 0;
  const { probabilities, gradient } = point;
  const K = layout.numStates;
  const pulls = new Float64Array(K);
  let logPrior = 0;
  for (let row = 0; row < (numMatrices - 1) * K; row++) {
    const [before, after] = [row * K, (row + K) * K];
    logPrior += logDirichlet(chain, probabilities, before, after, K);
    const held = heldIn(problem, row);
    let mean = 0;
    for (let j = 0; j < K; j++) {
      if (j === held) continue;
      const p = probabilities[before + j];
      // less log(chain + K), which is the same for all
      pulls[j] = chain * (logOf(probabilities[after + j]) - digamma(1 + chain * p) + Math.log(chain + K));
      mean += (p * pulls[j]) / freeShare(problem, held);
    }
    for (let j = 0; j < K; j++)
      if (j !== held) gradient[transitionsAt + before + j] += probabilities[before + j] * (pulls[j] - mean);
  }
  return logPrior;
}

/**
 * Log density of the row `after` under a Dirichlet with pseudo-counts alpha · the row `before`: logarithms of Γ by Stirling's
 * formula and what it misses, so that large terms cancel before they are rounded.
 */
function logDirichlet(alpha: number, probabilities: Float64Array, before: number, after: number, size: number): number {
  const total = alpha + size;
  let density = (size - 0.5) * Math.log(total) - 0.5 * (size - 1) * Math.log(2 * Math.PI) + stirlingError(total);
  for (let j = 0; j < size; j++) {
    const count = alpha * probabilities[before + j];
    const x = 1 + count;
    if (count > 0) density += count * (logOf(probabilities[after + j]) - Math.log(x / total));
    density -= 0.5 * Math.log(x) + stirlingError(x);
  }
  return density;
}

/**
 * Takes the curvature of the chain by the logarithms of probabilities, were the states known and neighbours close to each other:
 * a tridiagonal matrix for each transition, shifts of rows aside.
 */
export function factorChain(metric: Tridiagonals, problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { chain, priorCounts, layout, numMatrices } = problem;
  const { probabilities, expected } = point;
  const { diagonal, coupling, width } = metric;
  const K = layout.numStates;
  for (let from = 0; from < numMatrices * width; from += K) {
    let total = 0;
    for (let cell = from; cell < from + K; cell++) total += expected[cell] + priorCounts[cell];
    for (let cell = from; cell < from + K; cell++) {
      // what is expected and what is predicted: the same at the maximum, and far from it their mean keeps the step short
      diagonal[cell] = 0.5 * (expected[cell] + priorCounts[cell] + total * probabilities[cell]) + 1e-10;
      coupling[cell] = 0;
    }
  }
  for (let cell = 0; cell < (numMatrices - 1) * width; cell++) {
    coupling[cell] = 0.5 * chain * (probabilities[cell] + probabilities[cell + width]);
    diagonal[cell] += coupling[cell];
    diagonal[cell + width] += coupling[cell];
  }
  factorTridiagonals(metric);
}

/** The mixed derivative of the log density by the logarithms of two transitions: one of a session, the other of the next. */
export function chainDerivative(
  { chain, layout }: GlmHmmProblem,
  { transitions }: GlmHmmPoint,
  session: number,
  cell: number,
  nextCell: number,
): number {
  const K = layout.numStates;
  if (Math.floor(cell / K) !== Math.floor(nextCell / K)) return 0;
  const at = session * K * K;
  return chain * transitions[at + cell] * ((cell === nextCell ? 1 : 0) - transitions[at + nextCell]);
}
