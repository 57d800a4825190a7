import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit, TrainedFit } from '../models/fit.ts';
import { frozenRows } from '../models/frozenWeights.ts';
import { informationCriteria } from '../models/inference/informationCriteria.ts';
import { none } from '../models/penalties.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import type { Trials } from '../models/trials.ts';
import { chiSquareTail } from '../numerics/chiSquareTail.ts';
import { controlNames, type FitControl, settle } from './fitControl.ts';
import { fitTrials } from './fitTrials.ts';

/** What a model loses without a regressor. */
export interface LikelihoodRatio {
  readonly regressor: string;
  /** Twice the log-likelihood, in nats, that is lost. */
  readonly chi2: number;
  /** Degrees of freedom: how many weights the regressor has. */
  readonly df: number;
  /** How probable so large a loss is where the regressor does nothing, for many trials. */
  readonly p: number;
  /** Of the model without it, in nats. */
  readonly logLikelihood: number;
  /** Whether both fits converged. */
  readonly converged: boolean;
}

/**
 * Likelihood-ratio test of each regressor: the model is fitted without penalty and priors, and again with the regressor's
 * weights on what is observed held at 0, from the parameters of the full model and from starts of its own. Should a smaller
 * model end higher, the full one is fitted again from there. Regressors whose weights are all frozen are left out.
 *
 * Such a test says nothing about the number of states, and little about a regressor of a state that few trials are in.
 *
 * @param trials those of the fit
 * @throws {SpecError} when weights walk or each session has its own transitions: neither is defined without its prior
 * @throws {DataError} when the trials are not those of the fit, or cannot determine the model without priors
 * @see Wilks 1938, Annals of Mathematical Statistics 9:60
 */
export async function likelihoodRatios(
  trials: Trials,
  fit: Fit,
  control: Omit<FitControl, 'startFrom'> = {},
): Promise<LikelihoodRatio[]> {
  requireKnownOptions(
    controlNames.filter((name) => name !== 'startFrom'),
    control,
    'likelihoodRatios',
  );
  const spec = withoutPriors(fit.spec);
  const { restarts } = settle(spec, control);
  const { onProgress } = control;
  const fitted = (of: GlmHmmSpec, startFrom: Fit, stage: string): Promise<TrainedFit> =>
    fitTrials(trials, of, {
      ...control,
      restarts,
      startFrom,
      ...(onProgress && { onProgress: (now) => onProgress({ ...now, stage }) }),
    });
  let full = await fitted(spec, fit, 'all regressors');
  const frozen = frozenRows(spec);
  const reduced: { readonly regressor: string; readonly fit: TrainedFit }[] = [];
  for (const regressor of fit.featureNames.filter((name) => frozen.some((row) => !Object.hasOwn(row, name)))) {
    const without = glmHmm({ ...spec, frozen: frozen.map((row) => ({ [regressor]: 0, ...row })) });
    reduced.push({ regressor, fit: await fitted(without, full, `without ${regressor}`) });
  }
  const highest = reduced.reduce((best, one) => (one.fit.logLikelihood > best.logLikelihood ? one.fit : best), full);
  if (highest !== full) full = await fitTrials(trials, spec, { ...control, restarts: 1, startFrom: highest });
  const numParameters = (of: Fit): number => informationCriteria(of, trials).numParameters.total;
  const most = numParameters(full);
  return reduced.map(({ regressor, fit: without }) => {
    const { logLikelihood, converged } = without;
    const chi2 = Math.max(0, 2 * (full.logLikelihood - logLikelihood));
    const df = most - numParameters(without);
    return {
      regressor,
      chi2,
      df,
      p: chiSquareTail(chi2, df),
      logLikelihood,
      converged: converged && full.converged,
    };
  });
}

function withoutPriors(spec: GlmHmmSpec): GlmHmmSpec {
  const { weights, transitions } = spec;
  if (weights.kind === 'randomWalk')
    throw new SpecError(
      'weights',
      weights,
      'A likelihood-ratio test compares models without priors, but weights that walk across sessions are defined by theirs. Fit constant() weights, or compare on held-out trials.',
    );
  if (transitions.kind === 'perSession')
    throw new SpecError(
      'transitions',
      transitions,
      'A likelihood-ratio test compares models without priors, but transitions per session are defined by theirs. Fit stationary() transitions, or compare on held-out trials.',
    );
  return glmHmm({
    ...spec,
    penalty: none(),
    transitionPrior: { kind: 'none' },
    initialPrior: { kind: 'none' },
    ...(transitions.kind === 'inputDriven' && { transitions: { ...transitions, ridge: 0, baseRidge: 0 } }),
  });
}
