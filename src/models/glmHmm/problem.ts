import type { LengthPenalty } from '../../numerics/lengthPenalties.ts';
import { type DrivenForwardBackward, drivenForwardBackwardFor } from '../hmm/drivenForwardBackward.ts';
import { type ForwardBackward, forwardBackwardFor } from '../hmm/forwardBackward.ts';
import { familyOf } from '../observations/families.ts';
import { type LapseMixture, lapseMixtureOf } from '../observations/lapseMixture.ts';
import type { ObservationFamily } from '../observations/observation.ts';
import type { GlmHmmSpec } from '../specs.ts';
import { numSessions, responsesOf, type Trials } from '../trials.ts';
import { type CompressedDesign, compress } from './compress.ts';
import { type Drive, driveOf } from './drive.ts';
import { type WeightLayout, weightLayout } from './layout.ts';
import { chainStrength, lengthPenalties, ridgeStrengths, transitionCounts } from './priors.ts';

/**
 * A spec and trials, prepared for optimisation. What is optimised is one vector: weights as `layout` says, then those of inputs
 * that drive transitions, then the logarithms of
 * transition probabilities [matrix, state, nextState], then those of initial probabilities [state] when these are fitted, then
 * those of scales [unit] where the family has them, then log(rate / (max - rate)) of lapses [state, lapse].
 * A row of logarithms may be shifted: its probabilities are its softmax.
 */
export interface GlmHmmProblem {
  readonly spec: GlmHmmSpec;
  readonly trials: Trials;
  readonly numSessions: number;
  readonly design: CompressedDesign;
  readonly family: ObservationFamily;
  /** `null` without lapses. */
  readonly lapses: LapseMixture | null;
  readonly forwardBackward: ForwardBackward;
  readonly drivenForwardBackward: DrivenForwardBackward;
  readonly layout: WeightLayout;
  /** 1, or one a session; 1 for driven transitions, whose base it is. */
  readonly numMatrices: number;
  /** What drives transitions; `null` when nothing does. */
  readonly drive: Drive | null;
  /** Where weights of inputs begin in the vector, if there are any. */
  readonly driveAt: number;
  /** Where transitions begin in the vector. */
  readonly transitionsAt: number;
  /** Where initial probabilities begin, when fitted; `scalesAt` otherwise. */
  readonly initialAt: number;
  /** Where logarithms of scales begin, for families with a scale; `lapsesAt` otherwise. */
  readonly scalesAt: number;
  /** Where lapses begin, if there are any; the length of the vector otherwise. */
  readonly lapsesAt: number;
  readonly size: number;
  /** [state] what initial probabilities are when they are not fitted. */
  readonly givenInitial: Float64Array | null;
  /** [feature] */
  readonly ridge: Float64Array;
  /** Penalties with kinks, by places in the vector. */
  readonly penalties: readonly LengthPenalty[];
  /** Pseudo-counts on each probability, in the order of `GlmHmmPoint.probabilities`. */
  readonly priorCounts: Float64Array;
  /** Pseudo-counts a row that center the matrix of each session on that of the session before; 0 where nothing does. */
  readonly chain: number;
  /** Rows of probabilities that are fitted. */
  readonly numRows: number;
  /** A probability that is not fitted but held, by its place in `GlmHmmPoint.probabilities`; the rest of its row shares what is left. */
  readonly held: { readonly cell: number; readonly probability: number } | null;
  /** [feature] root mean square of the feature over observed trials: the scale of its weight's steps. */
  readonly featureScale: Float64Array;
  /** Scratch of the forward-backward pass, for the longest session. */
  readonly filtered: Float64Array;
  readonly normalizers: Float64Array;
}

/**
 * Prepares a spec for trials.
 *
 * @param options.merge false keeps a row a trial instead of the distinct rows (for measurements)
 */
export function glmHmmProblem(
  spec: GlmHmmSpec,
  trials: Trials,
  options: { readonly merge?: boolean } = {},
): GlmHmmProblem {
  const { merge = true } = options;
  const K = spec.numStates;
  const S = numSessions(trials);
  const family = familyOf(spec.observation);
  const layout = weightLayout(spec, trials.featureNames, S, responsesOf(trials).shape[1]);
  const numMatrices = spec.transitions.kind === 'perSession' ? S : 1;
  const fitted = spec.initialProbs === 'fitted';
  const drive = spec.transitions.kind === 'inputDriven' ? driveOf(spec.transitions, trials, K) : null;
  const driveAt = layout.size;
  const transitionsAt = driveAt + (drive?.size ?? 0);
  const initialAt = transitionsAt + numMatrices * K * K;
  const scalesAt = initialAt + (fitted ? K : 0);
  const lapses = lapseMixtureOf(spec.lapses, spec.observation);
  const lapsesAt = scalesAt + (family.hasScale ? layout.numUnits : 0);
  const longest = trials.sessionStarts.reduce(
    (most, start, s, starts) => Math.max(most, start - (starts[s - 1] ?? 0)),
    0,
  );
  return {
    spec,
    trials,
    numSessions: S,
    design: compress(trials, layout.numBlocks > 1, { merge, withPrevious: lapses?.readsPrevious ?? false }),
    family,
    lapses,
    forwardBackward: forwardBackwardFor(K),
    drivenForwardBackward: drivenForwardBackwardFor(K),
    layout,
    numMatrices,
    drive,
    driveAt,
    transitionsAt,
    initialAt,
    scalesAt,
    lapsesAt,
    size: lapsesAt + K * (lapses?.size ?? 0),
    givenInitial: fitted
      ? null
      : Float64Array.from(
          spec.initialProbs === 'uniform' ? new Array<number>(K).fill(1 / K) : (spec.initialProbs as readonly number[]),
        ),
    ridge: ridgeStrengths(spec, trials),
    penalties: lengthPenalties(spec, trials, layout),
    priorCounts: priorCounts(spec, numMatrices),
    chain: chainStrength(spec),
    numRows: numMatrices * K + (fitted ? 1 : 0),
    held: null,
    featureScale: featureScales(trials),
    filtered: new Float64Array(longest * K),
    normalizers: new Float64Array(longest),
  };
}

/** Pseudo-counts of one matrix for all of them (for the first, where others are centered on it), then those of the first state. */
function priorCounts(spec: GlmHmmSpec, numMatrices: number): Float64Array {
  const { numStates: K, initialPrior, transitions } = spec;
  const ofMatrix = transitionCounts(spec);
  const isConsecutive = transitions.kind === 'perSession' && transitions.center === 'consecutive';
  const counts = new Float64Array((numMatrices * K + 1) * K);
  for (let m = 0; m < (isConsecutive ? 1 : numMatrices); m++) counts.set(ofMatrix, m * K * K);
  if (initialPrior.kind !== 'none') counts.set(initialPrior.counts, numMatrices * K * K);
  return counts;
}

function featureScales(trials: Trials): Float64Array {
  const { numTrials, observed, features } = trials;
  const D = trials.featureNames.length;
  const squares = new Float64Array(D);
  let count = 0;
  for (let t = 0; t < numTrials; t++) {
    if (!observed[t]) continue;
    count++;
    for (let d = 0; d < D; d++) squares[d] += features.data[t * D + d] ** 2;
  }
  return squares.map((sum) => Math.sqrt(sum / Math.max(1, count)) || 1);
}
