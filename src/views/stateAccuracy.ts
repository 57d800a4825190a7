import type { Trials } from '../models/trials.ts';
import type { SessionRange } from './sessionRange.ts';

/** What accuracy is computed from; probabilities of states are [trial, state]. */
export interface AccuracySources {
  readonly trials: Trials & { readonly correct: Int32Array };
  readonly numStates: number;
  readonly numClasses: number;
  /** [trial, state, class] P(choice | state) */
  readonly choiceProbabilities: Float64Array;
  /** p(state | all choices of the session) */
  readonly smoothed: Float64Array;
  /** p(state | choices before the trial) */
  readonly predicted: Float64Array;
}

/** Shares of correct choices, 0 to 1; `null` where no trial tells. */
export interface Accuracy {
  /** As the model has it: mean over the session's trials of P(correct side). */
  readonly modelAccuracy: number | null;
  /** As it was, each trial weighted by the smoothed probability of the state. */
  readonly softAccuracy: number | null;
  /** As it was in the trials whose most likely state it is. */
  readonly hardAccuracy: number | null;
}

/** Accuracy in a range of trials: of each state, of all trials together, and the two numbers that saw what they predict. */
export interface RangeAccuracy {
  readonly states: readonly Accuracy[];
  readonly all: Accuracy;
  /** P(correct side) averaged with smoothed probabilities, which saw the choice. */
  readonly leakyModelAccuracy: number | null;
  /** Share of choices that the smoothed probabilities, which saw them, predict. */
  readonly leakyPredictionAccuracy: number | null;
}

/** Accuracy in a range of trials. Trials without a correct side or with a missing feature are left out. */
export function rangeAccuracy(
  sources: AccuracySources,
  { from, to }: Pick<SessionRange, 'from' | 'to'>,
): RangeAccuracy {
  const { numStates: K, numClasses: C, choiceProbabilities, smoothed, predicted } = sources;
  const { correct, choices, observed, featuresKnown } = sources.trials;
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  const judged = all.filter((t) => correct[t] >= 0 && featuresKnown[t] === 1);
  const made = judged.filter((t) => observed[t] === 1);
  const right = (t: number): number => Number(choices[t] === correct[t]);
  const toSide = (t: number, k: number, side: number): number => choiceProbabilities[(t * K + k) * C + side];
  const mixed = (states: Float64Array, t: number, side: number): number => {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += states[t * K + k] * toSide(t, k, side);
    return sum;
  };
  /** The class that smoothed states expect; the last of equal ones, as `predictChoices` has it. */
  const mostProbable = (t: number): number => {
    let best = 0;
    for (let side = 1; side < C; side++) if (mixed(smoothed, t, side) >= mixed(smoothed, t, best)) best = side;
    return best;
  };
  const share = mean(made, right);
  return {
    states: Array.from({ length: K }, (_, k) => ({
      modelAccuracy: mean(judged, (t) => toSide(t, k, correct[t])),
      softAccuracy: mean(made, right, (t) => smoothed[t * K + k]),
      hardAccuracy: mean(
        made.filter((t) => mostLikelyOf(smoothed, t, K) === k),
        right,
      ),
    })),
    all: {
      modelAccuracy: mean(judged, (t) => mixed(predicted, t, correct[t])),
      softAccuracy: share,
      hardAccuracy: share,
    },
    leakyModelAccuracy: mean(judged, (t) => mixed(smoothed, t, correct[t])),
    leakyPredictionAccuracy: mean(
      all.filter((t) => observed[t] === 1),
      (t) => Number(mostProbable(t) === choices[t]),
    ),
  };
}

/** The most probable state of a trial, from probabilities [trial, state]; the lowest of equal ones. */
export function mostLikelyOf(probabilities: Float64Array, trial: number, numStates: number): number {
  let best = 0;
  for (let k = 1; k < numStates; k++)
    if (probabilities[trial * numStates + k] > probabilities[trial * numStates + best]) best = k;
  return best;
}

function mean(
  trials: readonly number[],
  value: (trial: number) => number,
  weight: (trial: number) => number = () => 1,
): number | null {
  let sum = 0;
  let total = 0;
  for (const t of trials) {
    sum += weight(t) * value(t);
    total += weight(t);
  }
  return total > 0 ? sum / total : null;
}
