import { SpecError } from '../../errors.ts';
import { lengthOf, type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { GlmHmmParams } from '../fit.ts';
import { withoutReference, withReference } from '../observations/classWeights.ts';
import type { GlmHmmPoint } from './point.ts';
import { logOf } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Parameters as users see them, from a point. */
export function paramsFromPoint(problem: GlmHmmProblem, point: GlmHmmPoint): GlmHmmParams {
  const { spec, layout, numSessions: S } = problem;
  const { numStates: K, numFeatures: D, numOutputs: O } = layout;
  const named = (name: string, length: number, when: boolean): Axis[] => (when ? [[name, length]] : []);
  const session = (when: boolean): Axis[] => named('session', S, when);
  const output = named('output', O, problem.trials.responses !== null && O > 1);
  const perSession = spec.transitions.kind === 'perSession';
  const classes = named('class', layout.numPredictors, spec.observation.kind === 'softmax');
  const weights = arrayOver(
    [...session(spec.weights.kind === 'randomWalk'), ['state', K], ...output, ...classes, ['feature', D]],
    point.weights,
  );
  return {
    weights: withReference(weights, spec.observation, problem.trials.featureNames),
    transitionMatrix: arrayOver([...session(perSession), ['state', K], ['nextState', K]], point.transitions),
    initialProbs: ndarray(['state'], [K], point.initial.slice()),
    scale: point.scales.length > 0 ? arrayOver([['state', K], ...output], point.scales) : null,
    lapses: problem.lapses && ndarray(['state', 'lapse'], [K, problem.lapses.size], point.lapses.slice()),
    ...drivenParams(problem, point),
  };
}

function drivenParams(
  { drive, layout }: GlmHmmProblem,
  { driven }: GlmHmmPoint,
): Pick<GlmHmmParams, 'transitionWeights' | 'inputCenter'> {
  if (!drive || !driven) return { transitionWeights: null, inputCenter: null };
  const [K, D] = [layout.numStates, drive.numInputs];
  // where each destination has weights, those of staying are taken off
  const relative = driven.weights.map((weight, i) => {
    const state = Math.floor(i / (K * D));
    return weight - driven.weights[(state * K + state) * D + (i % D)];
  });
  return {
    transitionWeights: ndarray(['state', 'nextState', 'input'], [K, K, D], relative),
    inputCenter: ndarray(['input'], [D], drive.center.slice()),
  };
}

type Axis = readonly [name: string, length: number];

function arrayOver(axes: readonly Axis[], data: Float64Array): NdArray {
  return ndarray(
    axes.map(([name]) => name),
    axes.map(([, length]) => length),
    data.slice(),
  );
}

/**
 * The vector to start from: parameters of all sessions are spread over sessions where the problem has them per session, and
 * parameters of sessions are averaged where it has them once. Frozen weights are left out, whatever their values are.
 *
 * @throws {SpecError} when the shapes do not fit the problem
 */
export function thetaFromParams(problem: GlmHmmProblem, start: GlmHmmParams): Float64Array {
  const { spec, layout, numMatrices, transitionsAt, initialAt, scalesAt, lapsesAt, givenInitial, size } = problem;
  const { numStates: K, numFeatures: D, numOutputs: O, numUnits: U, numPredictors: P } = layout;
  const ofPredictors = withoutReference(start.weights, spec.observation);
  requireShape('weights', ofPredictors, { state: K, output: O, class: P, feature: D }, problem);
  requireShape('transitionMatrix', start.transitionMatrix, { state: K, nextState: K }, problem);
  requireShape('initialProbs', start.initialProbs, { state: K }, problem);
  const theta = new Float64Array(size);
  const weights = bySession(ofPredictors, layout.numBlocks, U * layout.width);
  const shared = new Float64Array(size);
  layout.place.forEach((place, i) => {
    if (place < 0) return;
    theta[place] += layout.shared.sign[i % layout.width] * weights[i];
    shared[place]++;
  });
  for (let i = 0; i < layout.size; i++) theta[i] /= shared[i];
  writeDriven(problem, start, theta);
  const transitions = bySession(start.transitionMatrix, numMatrices, K * K);
  for (let i = 0; i < transitions.length; i++) theta[transitionsAt + i] = logOf(transitions[i]);
  if (!givenInitial) for (let k = 0; k < K; k++) theta[initialAt + k] = logOf(start.initialProbs.data[k]);
  if (lapsesAt > scalesAt) {
    if (start.scale) requireShape('scale', start.scale, { state: K, output: O }, problem);
    for (let u = 0; u < U; u++) theta[scalesAt + u] = Math.log(start.scale?.data[u] ?? 1);
  }
  writeLapses(problem, start, theta);
  return theta;
}

/** Log-odds of the rates against the most they can be, from those of a start, or from `startingLapses` where it has none. */
function writeLapses(problem: GlmHmmProblem, start: GlmHmmParams, theta: Float64Array): void {
  const { lapses, lapsesAt } = problem;
  if (!lapses) return;
  const rates = start.lapses?.data ?? startingLapses(problem)?.data ?? new Float64Array();
  rates.forEach((rate, i) => {
    const share = Math.min(1 - boundShare, Math.max(boundShare, rate / lapses.max));
    theta[lapsesAt + i] = Math.log(share / (1 - share));
  });
}

/** The rates that every start has: a quarter of the most they can be; `null` without lapses. */
export function startingLapses({ lapses, layout }: GlmHmmProblem): GlmHmmParams['lapses'] {
  if (!lapses) return null;
  const shape = [layout.numStates, lapses.size];
  return ndarray(['state', 'lapse'], shape, new Float64Array(shape[0] * shape[1]).fill(lapses.max / 4));
}

/** What stands for a share of 0: it keeps its log-odds finite. */
const boundShare = 1e-13;

/** Weights of inputs from those of a start, 0 where it has none; those of a destination are their mean over states before. */
function writeDriven({ drive, driveAt, layout }: GlmHmmProblem, start: GlmHmmParams, theta: Float64Array): void {
  if (!drive || !start.transitionWeights) return;
  const { data, shape } = start.transitionWeights;
  if (data.length !== drive.weightOf.length)
    throw new SpecError(
      'startFrom',
      shape,
      `startFrom has transition weights for ${shape[2]} input${shape[2] === 1 ? '' : 's'}, but the spec names ${drive.numInputs}. Start from a fit with the same inputs.`,
    );
  const count = drive.ofDestinations ? layout.numStates : 1;
  drive.weightOf.forEach((weight, i) => {
    if (weight >= 0) theta[driveAt + weight] += data[i] / count;
  });
}

/** Puts the transitions of sessions without an observed trial at their center, where they are bound to stay. */
export function centerUnseenSessions(problem: GlmHmmProblem, theta: Float64Array): void {
  const { trials, spec, transitionsAt, numMatrices } = problem;
  if (spec.transitions.kind !== 'perSession' || !Array.isArray(spec.transitions.center)) return;
  const center = spec.transitions.center.flat();
  for (let m = 0; m < numMatrices; m++) {
    const seen = trials.observed.subarray(trials.sessionStarts[m], trials.sessionStarts[m + 1]).includes(1);
    if (!seen) theta.set(center.map(logOf), transitionsAt + m * center.length);
  }
}

/** [part, …] from an array that has a session axis or not: repeated, averaged or as it is. */
function bySession(array: NdArray, parts: number, size: number): Float64Array {
  const sessions = array.data.length / size;
  if (sessions === parts) return array.data;
  const out = new Float64Array(parts * size);
  for (let i = 0; i < parts * size; i++)
    for (let s = 0; s < sessions; s++) out[i] += array.data[s * size + (i % size)] / sessions;
  return out;
}

function requireShape(
  name: string,
  array: NdArray,
  lengths: Readonly<Record<string, number>>,
  problem: GlmHmmProblem,
): void {
  const sessions = array.axes.includes('session') ? { session: problem.numSessions } : {};
  for (const [axis, expected] of Object.entries({ ...sessions, ...lengths })) {
    const found = lengthOf(array, axis);
    if (found !== expected)
      throw new SpecError(
        'startFrom',
        array.shape,
        `startFrom has ${name} for ${found} ${axis}${found === 1 ? '' : 's'}, but spec and trials have ${expected}. Start from a fit of the same number of states, features and sessions.`,
      );
  }
}
