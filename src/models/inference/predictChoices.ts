import { SpecError } from '../../errors.ts';
import { requireKnownOptions } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { isChoice } from '../observations/observationSpecs.ts';
import { numSessions, type Trials } from '../trials.ts';
import { predict } from './predict.ts';

/** Choices as a fit predicts them, one step ahead. */
export interface ChoicePredictions {
  /** [trial] P(choice 1 | features, earlier observed choices of the session); for softmax that of each class, [trial, class]. */
  readonly probabilities: Float64Array;
  /** [trial] the most probable choice; of equal ones the last. */
  readonly choices: Int32Array;
  /** Share of scored trials (observed, and chosen by `on`) whose choice was predicted; `null` when there are none. */
  readonly accuracy: number | null;
  readonly numScored: number;
}

/**
 * Predicts every choice from the choices before it; the choice itself and later ones are never looked at.
 *
 * @param options.on which trials count for the accuracy; all by default. See `logLikelihood` for held-out trials
 * @throws {SpecError} when what the fit observes are no choices
 * @throws {DataError} when the trials do not match the fit
 */
export function predictChoices(
  fit: Fit,
  trials: Trials,
  options: { readonly on?: (trial: number, session: number) => boolean } = {},
): ChoicePredictions {
  requireKnownOptions(['on'], options, 'predictChoices');
  const { on = () => true } = options;
  const { kind } = fit.spec.observation;
  if (!isChoice(fit.spec.observation) || trials.responses !== null)
    throw new SpecError(
      'observation',
      kind,
      `predictChoices predicts choices, but these are responses (${kind}). Use predict(fit, trials) for their means.`,
    );
  const probabilities = predict(fit, trials, { given: 'before' }).average;
  const numClasses = probabilities.length / trials.numTrials;
  const choices = new Int32Array(trials.numTrials).map((_, t) =>
    numClasses === 1
      ? Number(probabilities[t] >= 0.5)
      : mostProbable(probabilities.subarray(t * numClasses, (t + 1) * numClasses)),
  );
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

function mostProbable(probabilities: Float64Array): number {
  return probabilities.reduce((best, p, c) => (p >= probabilities[best] ? c : best), 0);
}
