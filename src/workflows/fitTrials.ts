import { SpecError } from '../errors.ts';
import type { Fit, TrainedFit } from '../models/fit.ts';
import { glmHmmProblem } from '../models/glmHmm/problem.ts';
import { requireFittable } from '../models/glmHmm/requireFittable.ts';
import { type GlmHmmSpec, glmHmm, perSession, stationary } from '../models/specs.ts';
import { numObserved, type Trials } from '../models/trials.ts';
import { hashTrials } from '../models/trialsHash.ts';
import { version } from '../models/version.ts';
import { lengthOf } from '../numerics/ndarray.ts';
import { type FitControl, requestHash, type SettledControl, settle } from './fitControl.ts';
import { fitStarts } from './fitStarts.ts';

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
  requireSameKind(trials, checked, control.startFrom);
  const dataHash = await hashTrials(trials);
  const settled = await withCenter(trials, checked, settle(checked, control));
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
  control: SettledControl,
): Promise<{ readonly spec: GlmHmmSpec; readonly control: SettledControl }> {
  const { transitions } = spec;
  if (transitions.kind !== 'perSession' || transitions.center) return { spec, control };
  const { onProgress } = control;
  const startFrom =
    control.startFrom ??
    (await fitTrials(trials, glmHmm({ ...spec, transitions: stationary() }), {
      ...control,
      ...(onProgress && {
        onProgress: (now) => onProgress({ ...now, done: false, stage: 'one matrix for all sessions' }),
      }),
    }));
  const center = centerOf(startFrom);
  return {
    spec: { ...spec, transitions: perSession({ alpha: transitions.alpha, center }) },
    control: { ...control, startFrom, restarts: control.startFrom ? control.restarts : 1 },
  };
}

/** The fit's own center, or its matrix, averaged over sessions. */
function centerOf(fit: Fit): readonly (readonly number[])[] {
  if (fit.spec.transitions.kind === 'perSession' && fit.spec.transitions.center) return fit.spec.transitions.center;
  const { transitionMatrix } = fit.params;
  const [K, S] = [fit.spec.numStates, lengthOf(transitionMatrix, 'session')];
  return Array.from({ length: K }, (_, i) =>
    Array.from({ length: K }, (_, j) => {
      let sum = 0;
      for (let s = 0; s < S; s++) sum += transitionMatrix.data[(s * K + i) * K + j];
      return sum / S;
    }),
  );
}

function requireSameKind(trials: Trials, spec: GlmHmmSpec, startFrom: Fit | undefined): void {
  if (!startFrom) return;
  const { numStates } = startFrom.spec;
  if (numStates !== spec.numStates)
    throw new SpecError(
      'startFrom',
      numStates,
      `startFrom has ${numStates} state${numStates === 1 ? '' : 's'}, but the spec has ${spec.numStates}. Start from a fit with the same number of states.`,
    );
  if (startFrom.featureNames.join('\n') !== trials.featureNames.join('\n'))
    throw new SpecError(
      'startFrom',
      startFrom.featureNames,
      `startFrom has the features ${startFrom.featureNames.join(', ')}, but the trials have ${trials.featureNames.join(', ')}. Start from a fit with the same features in the same order.`,
    );
}
