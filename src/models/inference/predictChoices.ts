import type { Fit } from '../fit.ts';
import { familyOf } from '../observations/families.ts';
import { numSessions, type Trials } from '../trials.ts';
import { linearPredictors, smoothTrials } from './sessionChains.ts';

/** Choices as a fit predicts them, one step ahead. */
export interface ChoicePredictions {
  /** [trial] P(choice 1 | features, earlier observed choices of the session) */
  readonly probabilities: Float64Array;
  /** [trial] the more probable choice; 1 when both are equal. */
  readonly choices: Int32Array;
  /** Share of scored trials (observed, and chosen by `on`) whose choice was predicted; `null` when there are none. */
  readonly accuracy: number | null;
  readonly numScored: number;
}

/**
 * Predicts every choice from the choices before it; the choice itself and later ones are never looked at.
 *
 * @param options.on which trials count for the accuracy; all by default. See `logLikelihood` for held-out trials
 * @throws {DataError} when the trials do not match the fit
 */
export function predictChoices(
  fit: Fit,
  trials: Trials,
  options: { readonly on?: (trial: number, session: number) => boolean } = {},
): ChoicePredictions {
  const { on = () => true } = options;
  const probabilities = averageOverStates(
    smoothTrials(fit, trials).predicted,
    choiceProbabilities(fit, trials),
    fit.spec.numStates,
  );
  const choices = Int32Array.from(probabilities, (p) => Number(p >= 0.5));
  let numScored = 0;
  let numRight = 0;
  for (let s = 0; s < numSessions(trials); s++)
    for (let t = trials.sessionStarts[s]; t < trials.sessionStarts[s + 1]; t++) {
      if (!trials.observed[t] || !on(t, s)) continue;
      numScored++;
      numRight += Number(choices[t] === trials.choices[t]);
    }
  return { probabilities, choices, numScored, accuracy: numScored > 0 ? numRight / numScored : null };
}

/** P(choice 1 | state) of each trial [trial, state]. @throws {DataError} when the trials do not match the fit */
export function choiceProbabilities(fit: Fit, trials: Trials): Float64Array {
  const { mean } = familyOf(fit.spec.observation);
  return linearPredictors(fit, trials).map((eta) => mean(eta));
}

/** [trial] mean of `values` [trial, state], weighted by the probabilities of the states [trial, state]. */
function averageOverStates(stateProbabilities: Float64Array, values: Float64Array, numStates: number): Float64Array {
  const averages = new Float64Array(values.length / numStates);
  for (let t = 0; t < averages.length; t++)
    for (let k = 0; k < numStates; k++)
      averages[t] += stateProbabilities[t * numStates + k] * values[t * numStates + k];
  return averages;
}
