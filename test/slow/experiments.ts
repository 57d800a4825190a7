import { bias, column, lag } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Fit, TrainedFit } from '../../src/models/fit.ts';
import { type StandardErrors, standardErrors } from '../../src/models/inference/standardErrors.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import type { Trials } from '../../src/models/trials.ts';
import type { NdArray } from '../../src/numerics/ndarray.ts';
import { random } from '../../src/numerics/random.ts';

const contrasts = [-1, -0.5, -0.25, -0.125, 0, 0.125, 0.25, 0.5, 1];

/** An experiment without choices: bias, the contrast of a stimulus (s.d. about 1 when `scaled`), and the choice before. */
export function experiment(seed: number, lengths: readonly number[]): Trials {
  const draw = random(seed);
  const session = lengths.flatMap((length, s) => new Array<number>(length).fill(s));
  const stimulus = session.map(() => 2 * contrasts[Math.floor(draw.uniform() * contrasts.length)]);
  const choice = session.map(() => null);
  return readTrials(
    { session, stimulus, choice },
    {
      session: 'session',
      choice: 'choice',
      features: { bias: bias(), stimulus: column(), previousChoice: lag('choice') },
    },
  );
}

/** A fit with its states in the order of the truth, and its standard errors. */
export interface Judged {
  readonly fit: Fit;
  readonly errors: StandardErrors;
}

/** Aligns a fit to the truth; `null` where it has no standard errors. */
export function judge(fit: TrainedFit, truth: Fit, trials: Trials): Judged | null {
  const [aligned] = alignStates([fit], { on: trials, to: truth });
  const errors = standardErrors(aligned.fit, trials);
  return errors.kind === 'none' ? null : { fit: aligned.fit, errors };
}

/** By how many standard errors each weight is off that is not held at its value. */
export function weightScores({ fit, errors }: Judged, truth: NdArray): number[] {
  return Array.from(fit.params.weights.data, (weight, i) => (weight - truth.data[i]) / errors.weights.data[i]).filter(
    (_, i) => !errors.heldWeights[i],
  );
}

/** By how many standard errors each weight of an input on a transition is off. */
export function transitionWeightScores({ fit, errors }: Judged, truth: NdArray): number[] {
  const [fitted, error] = [fit.params.transitionWeights?.data ?? [], errors.transitionWeights?.data ?? []];
  return Array.from(fitted, (weight, i) => (weight - truth.data[i]) / error[i]).filter((_, i) => error[i] > 0);
}

/** By how many standard errors the logarithm of each scale is off; none for families without a scale. */
export function scaleScores({ fit, errors }: Judged, truth: NdArray | null): number[] {
  if (truth === null) return [];
  const [fitted, error] = [fit.params.scale?.data ?? [], errors.scale?.data ?? []];
  return Array.from(fitted, (scale, i) => (Math.log(scale / truth.data[i]) / error[i]) * scale);
}

/** By how many standard errors the log-odds of each probability that is neither 0 nor 1 are off. */
export function transitionScores({ fit, errors }: Judged, truth: NdArray): number[] {
  const logOdds = (p: number): number => Math.log(p / (1 - p));
  return Array.from(fit.params.transitionMatrix.data).flatMap((p, i) => {
    if (errors.atBoundary.transitionMatrix[i]) return [];
    const error = errors.transitionMatrix.data[i] / (p * (1 - p));
    return [(logOdds(p) - logOdds(truth.data[i])) / error];
  });
}
