import type { Matrix } from 'ml-matrix';
import { inverseBlocks } from '../../numerics/inverseBlocks.ts';
import { penalizedLength } from '../../numerics/lengthPenalties.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import { type Information, observedInformation } from '../glmHmm/information.ts';
import { thetaFromParams } from '../glmHmm/parameters.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../glmHmm/problem.ts';
import { withoutReference, withReference } from '../observations/classWeights.ts';
import type { Trials } from '../trials.ts';
import { requireMatch } from './sessionChains.ts';

/** How uncertain the parameters of a fit are, in the shapes of `fit.params`. */
export interface StandardErrors {
  readonly kind: 'standardErrors';
  /** Log-odds per unit of the feature; 0 where `heldWeights`. */
  readonly weights: NdArray;
  /** Mapped from log-odds by the delta method; 0 where `atBoundary`. */
  readonly transitionMatrix: NdArray;
  readonly initialProbs: NdArray;
  /** Mapped from log scale by the delta method; `null` for families without a scale. */
  readonly scale: NdArray | null;
  /** Mapped from log(rate / (max - rate)) by the delta method; 0 where `atBoundary`. `null` without lapses. */
  readonly lapses: NdArray | null;
  /** Log-odds per unit of the feature; 0 for staying. `null` unless transitions are input-driven. */
  readonly transitionWeights: NdArray | null;
  /**
   * 1 where a probability is 0 or 1, or a lapse rate 0 or the most it can be, so that a standard error says nothing; then
   * `profileIntervals` does, but for lapses. In the order of the arrays' data.
   */
  readonly atBoundary: {
    readonly transitionMatrix: Uint8Array;
    readonly initialProbs: Uint8Array;
    readonly lapses: Uint8Array;
  };
  /** 1 where a weight is frozen or a penalty holds it at exactly 0, so that a standard error says nothing; in the order of `weights`' data. */
  readonly heldWeights: Uint8Array;
}

/** Why there are no standard errors. */
export interface NoStandardErrors {
  readonly kind: 'none';
  readonly reason: string;
}

const boundary = 1e-6;

/**
 * Posterior standard deviations of a fit's parameters (standard errors where there is no prior), given sigma and alpha: from
 * the inverse of the observed information.
 *
 * @returns the reason instead, where the information is not positive definite
 * @throws {DataError} when the trials are not those of the fit
 */
export function standardErrors(fit: Fit, trials: Trials): StandardErrors | NoStandardErrors {
  requireMatch(fit, trials);
  const problem = glmHmmProblem(fit.spec, trials);
  const probabilities = probabilityVector(problem, fit);
  const theta = thetaFromParams(problem, fit.params);
  const zeroed = zeroedPlaces(problem, theta);
  const max = problem.lapses?.max ?? 1;
  const atBounds = Uint8Array.from(fit.params.lapses?.data ?? [], (rate) => isAtBoundary(rate / max));
  const information = observedInformation(problem, theta, pinned(problem, probabilities, zeroed, atBounds));
  const found = inverseBlocks(information.matrix);
  if (!found)
    return {
      kind: 'none',
      reason:
        'The log posterior does not curve downwards in every direction at these parameters, so they have no standard errors: the fit has not converged to a maximum, or trials leave some weights undetermined (see fit.diagnostics).',
    };
  const covariance = covarianceByPlace(problem, information, found.blocks, found.corner);
  const { transitionsAt, initialAt, scalesAt, lapsesAt, layout } = problem;
  const K = layout.numStates;
  const held = Uint8Array.from(layout.place, (place) => (place < 0 ? 1 : zeroed[place]));
  const { weights, transitionMatrix, initialProbs, scale, lapses } = fit.params;
  const { axes, shape } = withoutReference(weights, fit.spec.observation);
  const inShape = (data: Float64Array): NdArray => {
    const all = withReference(ndarray(axes, shape, data), fit.spec.observation, fit.featureNames);
    // a shared weight is taken from a predictor that has minus the weight
    return { ...all, data: all.data.map(Math.abs) };
  };
  const rowErrors = (at: number, count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => {
      const row = at + Math.floor(i / K) * K;
      return deltaMethod(probabilities.subarray(row - transitionsAt, row - transitionsAt + K), i % K, (a, b) =>
        covariance(row + a, row + b),
      );
    });
  const numInitial = problem.givenInitial ? 0 : K;
  const initialErrors = new Float64Array(K);
  initialErrors.set(rowErrors(initialAt, numInitial));
  return {
    kind: 'standardErrors',
    weights: inShape(
      Float64Array.from(held, (is, i) => (is ? 0 : Math.sqrt(covariance(layout.place[i], layout.place[i])))),
    ),
    transitionMatrix: ndarray(
      transitionMatrix.axes,
      transitionMatrix.shape,
      rowErrors(transitionsAt, transitionMatrix.data.length),
    ),
    initialProbs: ndarray(initialProbs.axes, initialProbs.shape, initialErrors),
    scale:
      scale &&
      ndarray(
        scale.axes,
        scale.shape,
        scale.data.map((value, u) => value * Math.sqrt(covariance(scalesAt + u, scalesAt + u))),
      ),
    lapses:
      lapses &&
      ndarray(
        lapses.axes,
        lapses.shape,
        lapses.data.map((rate, i) =>
          atBounds[i] ? 0 : rate * (1 - rate / max) * Math.sqrt(covariance(lapsesAt + i, lapsesAt + i)),
        ),
      ),
    transitionWeights: drivenErrors(problem, fit, covariance),
    atBoundary: {
      transitionMatrix: Uint8Array.from(transitionMatrix.data, isAtBoundary),
      initialProbs: Uint8Array.from(initialProbs.data, isAtBoundary),
      lapses: atBounds,
    },
    heldWeights: Uint8Array.from(inShape(Float64Array.from(held, (is) => 1 - is)).data, (free) => 1 - free),
  };
}

/** Of a destination's weight less that of staying, or of a transition's own. */
function drivenErrors(
  { drive, driveAt, layout }: GlmHmmProblem,
  { params }: Fit,
  covariance: (a: number, b: number) => number,
): NdArray | null {
  if (!drive || !params.transitionWeights) return null;
  const [K, D] = [layout.numStates, drive.numInputs];
  const { axes, shape } = params.transitionWeights;
  const errors = new Float64Array(K * K * D);
  drive.weightOf.forEach((own, i) => {
    const state = Math.floor(i / (K * D));
    const staying = drive.weightOf[(state * K + state) * D + (i % D)];
    if (own === staying) return;
    const [a, b] = [driveAt + own, driveAt + staying];
    errors[i] = Math.sqrt(staying < 0 ? covariance(a, a) : covariance(a, a) - 2 * covariance(a, b) + covariance(b, b));
  });
  return ndarray(axes, shape, errors);
}

/** Whether a fitted share counts as 0 or 1: 1 when it does. */
export function isAtBoundary(probability: number): number {
  return probability < boundary || probability > 1 - boundary ? 1 : 0;
}

/** Transition probabilities, then fitted initial ones, as they stand in the vector. */
function probabilityVector(problem: GlmHmmProblem, fit: Fit): Float64Array {
  const { transitionsAt, initialAt, scalesAt } = problem;
  const vector = new Float64Array(scalesAt - transitionsAt);
  vector.set(fit.params.transitionMatrix.data);
  if (!problem.givenInitial) vector.set(fit.params.initialProbs.data, initialAt - transitionsAt);
  return vector;
}

/** 1 at places that a penalty with a kink holds at 0. */
function zeroedPlaces({ penalties, size }: GlmHmmProblem, theta: Float64Array): Uint8Array {
  const out = new Uint8Array(size);
  for (const penalty of penalties)
    if (penalizedLength(penalty, theta) === 0) for (const place of penalty.places) out[place] = 1;
  return out;
}

/**
 * What is taken as given: weights held at 0, lapses at a bound, those of inputs on the first destination where only differences count, and
 * probabilities at 0. In each row of probabilities the largest is the
 * reference of the log-odds.
 */
function pinned(
  problem: GlmHmmProblem,
  probabilities: Float64Array,
  zeroed: Uint8Array,
  atBounds: Uint8Array,
): Uint8Array {
  const K = problem.layout.numStates;
  const out = zeroed.slice();
  out.set(atBounds, problem.lapsesAt);
  const { drive, driveAt } = problem;
  // what all destinations have in common changes no probability
  if (drive?.ofDestinations && drive.ridge === 0) out.fill(1, driveAt, driveAt + drive.numInputs);
  for (let row = 0; row < probabilities.length; row += K) {
    const values = probabilities.subarray(row, row + K);
    const reference = values.indexOf(Math.max(...values));
    values.forEach((value, j) => {
      if (j === reference || value < boundary) out[problem.transitionsAt + row + j] = 1;
    });
  }
  return out;
}

/** The covariance of two places of one session, or of two that all sessions share. */
function covarianceByPlace(
  problem: GlmHmmProblem,
  { local, shared }: Information,
  blocks: readonly Matrix[],
  corner: Matrix,
): (a: number, b: number) => number {
  const block = new Int32Array(problem.size).fill(-1);
  const index = new Int32Array(problem.size);
  local.forEach((places, r) => {
    places.forEach((place, s) => {
      block[place] = s;
      index[place] = r;
    });
  });
  shared.forEach((place, r) => {
    index[place] = r;
  });
  return (a, b) => (block[a] < 0 ? corner : blocks[block[a]]).get(index[a], index[b]);
}

/** Standard error of the entry of a row of probabilities, from the covariance of its log-odds. */
function deltaMethod(row: Float64Array, entry: number, covariance: (a: number, b: number) => number): number {
  const reference = row.indexOf(Math.max(...row));
  let variance = 0;
  for (let a = 0; a < row.length; a++)
    for (let b = 0; b < row.length; b++) {
      if (a === reference || b === reference || row[a] < boundary || row[b] < boundary) continue;
      const slope = (c: number): number => row[entry] * ((entry === c ? 1 : 0) - row[c]);
      variance += slope(a) * slope(b) * covariance(a, b);
    }
  return Math.sqrt(Math.max(0, variance));
}
