import { SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import { stateMeans } from '../models/inference/predict.ts';
import { isChoice } from '../models/observations/observationSpecs.ts';
import type { Trials } from '../models/trials.ts';

/** How probable each choice is in each state. */
export interface ClassProbabilities {
  readonly numClasses: number;
  /** [trial, state, class] P(choice = class | state) */
  readonly data: Float64Array;
}

/** Whether a fit observes choices. */
export function observesChoices(fit: Fit, trials: Trials): boolean {
  return isChoice(fit.spec.observation) && trials.responses === null;
}

/**
 * P(choice | state) of each class.
 *
 * @param of which verb asks, for the message
 * @throws {SpecError} when what the fit observes are no choices
 * @throws {DataError} when the trials do not match the fit
 */
export function classProbabilities(fit: Fit, trials: Trials, of: string): ClassProbabilities {
  const { kind } = fit.spec.observation;
  if (!observesChoices(fit, trials))
    throw new SpecError(
      'observation',
      kind,
      `${of} is about choices, but these trials have responses (${kind}). Use predict(fit, trials) for their means.`,
    );
  const means = stateMeans(fit, trials);
  if (fit.spec.observation.kind === 'softmax') return { numClasses: fit.spec.observation.numClasses, data: means };
  return {
    numClasses: 2,
    data: Float64Array.from({ length: 2 * means.length }, (_, i) => (i % 2 === 1 ? means[i >> 1] : 1 - means[i >> 1])),
  };
}
