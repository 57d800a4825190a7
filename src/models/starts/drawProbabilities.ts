import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import { numSessions, type Trials } from '../trials.ts';
import type { DrawingMaterial } from './drawingMaterial.ts';
import { ownProbabilities } from './ownArray.ts';
import type { ProbabilityStart, TransitionStart } from './probabilityStarts.ts';
import type { OwnStart } from './start.ts';

/** [state, nextState] transitions to start from. */
export function drawTransitions(start: TransitionStart | OwnStart, material: DrawingMaterial, random: Random): NdArray {
  const { spec, trials } = material.problem;
  const K = spec.numStates;
  if (typeof start === 'function')
    return ownProbabilities('start.transitions', start({ trials, spec, random }), [
      ['state', K],
      ['nextState', K],
    ]);
  const rows = Array.from({ length: K }, (_, i) => {
    if (start.kind !== 'sticky') return drawRow(start, K, random, () => followers(trials, material.clusters(), i, K));
    return Array.from({ length: K }, (_, j) => (K === 1 ? 1 : i === j ? start.stay : (1 - start.stay) / (K - 1)));
  });
  return ndarray(['state', 'nextState'], [K, K], Float64Array.from(rows.flat()));
}

/** [state] initial probabilities to start from. */
export function drawInitialProbs(
  start: ProbabilityStart | OwnStart,
  material: DrawingMaterial,
  random: Random,
): NdArray<readonly ['state']> {
  const { spec, trials } = material.problem;
  const K = spec.numStates;
  const probs =
    typeof start === 'function'
      ? ownProbabilities('start.initialProbs', start({ trials, spec, random }), [['state', K]]).data
      : Float64Array.from(drawRow(start, K, random, () => beginners(trials, material.clusters(), K)));
  return ndarray(['state'], [K], probs);
}

function drawRow(start: ProbabilityStart, numStates: number, random: Random, counts: () => number[]): number[] {
  switch (start.kind) {
    case 'uniform':
      return new Array<number>(numStates).fill(1 / numStates);
    case 'randomProbs':
      return shares(Array.from({ length: numStates }, random.uniform));
    case 'dirichletDraw': {
      const { concentration } = start;
      return random.dirichlet(
        typeof concentration === 'number' ? new Array<number>(numStates).fill(concentration) : concentration,
      );
    }
    case 'kMeansProbs':
      return shares(shares(counts()).map((share) => share + start.least));
  }
}

/** Each entry over the sum; equal shares where there is nothing to share. */
function shares(amounts: readonly number[]): number[] {
  const sum = amounts.reduce((total, one) => total + one, 0);
  return amounts.map((one) => (sum > 0 ? one / sum : 1 / amounts.length));
}

/** [cluster] how often it follows upon cluster `from`, from one trial of a session to the next. */
function followers({ sessionStarts }: Trials, clusters: Int32Array, from: number, numClusters: number): number[] {
  const counts = new Array<number>(numClusters).fill(0);
  for (let s = 0; s + 1 < sessionStarts.length; s++)
    for (let t = sessionStarts[s] + 1; t < sessionStarts[s + 1]; t++)
      if (clusters[t - 1] === from && clusters[t] >= 0) counts[clusters[t]]++;
  return counts;
}

/** [cluster] how many sessions have their first observed trial in it. */
function beginners(trials: Trials, clusters: Int32Array, numClusters: number): number[] {
  const counts = new Array<number>(numClusters).fill(0);
  for (let s = 0; s < numSessions(trials); s++) {
    const first = clusters.subarray(trials.sessionStarts[s], trials.sessionStarts[s + 1]).find((k) => k >= 0);
    if (first !== undefined) counts[first]++;
  }
  return counts;
}
