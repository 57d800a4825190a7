import type { TrainedFit } from '../models/fit.ts';
import { glmHmmProblem } from '../models/glmHmm/problem.ts';
import { requireFittable } from '../models/glmHmm/requireFittable.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import { stationary } from '../models/transitionModels.ts';
import { numObserved, type Trials } from '../models/trials.ts';
import { hashTrials } from '../models/trialsHash.ts';
import { version } from '../models/version.ts';
import { type FitControl, requestHash, type SettledControl, settle } from './fitControl.ts';
import { fitStarts } from './fitStarts.ts';
import { requireSameKind, withCenterFrom } from './startFrom.ts';

/**
 * Fits a model to trials by maximising its log posterior, from several starts; the best is kept.
 *
 * @throws {SpecError} when an option is impossible, or `startFrom` has other features, states or sessions
 * @throws {DataError} when the trials cannot determine the model
 */
export async function fitTrials(trials: Trials, spec: GlmHmmSpec, control: FitControl = {}): Promise<TrainedFit> {
  const began = performance.now();
  const checked = glmHmm(spec);
  requireFittable(checked, trials);
  if (control.startFrom) requireSameKind(trials, checked, control.startFrom);
  const dataHash = await hashTrials(trials);
  const settled = await withCenter(trials, checked, control);
  const { best, diagnostics, restarts } = await fitStarts(glmHmmProblem(settled.spec, trials), settled.control);
  const { params, logPosterior, logLikelihood, logPrior, stopReason, kktResidual, trace, evaluations } = best;
  const { restarts: numRestarts, seed } = settled.control;
  control.onProgress?.({ restart: numRestarts, numRestarts, evaluation: evaluations, logPosterior, done: true });
  return {
    kind: 'fit',
    version,
    spec: settled.spec,
    params,
    featureNames: trials.featureNames,
    recipes: trials.recipes,
    logPosterior,
    logLikelihood,
    logPrior,
    converged: stopReason === 'converged',
    stopReason,
    kktResidual,
    diagnostics,
    trace,
    evaluations: restarts.reduce((sum, one) => sum + one.evaluations, 0),
    seconds: (performance.now() - began) / 1000,
    seed,
    dataHash,
    requestHash: await requestHash(dataHash, checked, control),
    numTrials: trials.numTrials,
    numObserved: numObserved(trials),
    restarts,
  };
}

/**
 * Completes transitions per session with their center. Not given, it is the matrix of the fit to start from; started from
 * nothing, a model with one matrix for all sessions is fitted first, and started from.
 */
async function withCenter(
  trials: Trials,
  spec: GlmHmmSpec,
  control: FitControl,
): Promise<{ readonly spec: GlmHmmSpec; readonly control: SettledControl }> {
  const { transitions } = spec;
  const settled = settle(spec, control);
  if (transitions.kind !== 'perSession' || transitions.center) return { spec, control: settled };
  const { onProgress } = control;
  const startFrom =
    control.startFrom ??
    (await fitTrials(trials, glmHmm({ ...spec, transitions: stationary() }), {
      ...control,
      ...(onProgress && {
        onProgress: (now) => onProgress({ ...now, done: false, stage: 'one matrix for all sessions' }),
      }),
    }));
  return {
    spec: withCenterFrom(startFrom, spec),
    control: { ...settled, startFrom, restarts: control.startFrom ? settled.restarts : 1 },
  };
}
