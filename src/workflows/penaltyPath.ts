import { quote, SpecError } from '../errors.ts';
import { requireFinite, requireKnownOptions } from '../models/checks.ts';
import type { Fit, TrainedFit } from '../models/fit.ts';
import type { Penalty } from '../models/penalties.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import type { Trials } from '../models/trials.ts';
import { controlNames, type FitControl, settle } from './fitControl.ts';
import { fitTrials } from './fitTrials.ts';

/**
 * Fits of one model under a penalty of several strengths, in the order given. They are made from the strongest to the weakest,
 * each from the one before as well as from the starts that the control asks for: states that a strong penalty has made equal
 * would stay so. `restarts: 1` takes the warm start alone.
 *
 * @param spec      with the kind of penalty, as in `glm({ penalty: lasso(1) })`
 * @param strengths each replaces the penalty's strength; where that is one a feature or a group, it multiplies them
 * @throws {SpecError} when an option is unknown, the spec has no penalty, or a strength is negative or not finite
 * @throws {DataError} when the trials cannot determine the model
 */
export async function penaltyPath(
  trials: Trials,
  spec: GlmHmmSpec,
  strengths: readonly number[],
  control: FitControl = {},
): Promise<TrainedFit[]> {
  requireKnownOptions(controlNames, control, 'penaltyPath');
  const { penalty } = spec;
  if (penalty.kind === 'none')
    throw new SpecError(
      'penalty',
      penalty,
      'penaltyPath varies the strength of a penalty, but the spec has none. Give it one, as in penalty: lasso(1).',
    );
  if (!Array.isArray(strengths) || strengths.length === 0)
    throw new SpecError(
      'strengths',
      strengths,
      `strengths must be a list of numbers, as in [0.1, 1, 10], but is ${quote(strengths)}.`,
    );
  strengths.forEach((strength, i) => {
    requireFinite(`strengths[${i}]`, strength, { atLeast: 0 });
  });
  const { startFrom, start, restarts = settle(spec, control).restarts, onProgress, ...rest } = control;
  const fits = new Array<TrainedFit>(strengths.length);
  const order = [...strengths.keys()].sort((a, b) => strengths[b] - strengths[a]);
  let before: Fit | undefined = startFrom;
  for (const i of order) {
    const strength = strengths[i];
    const fit: TrainedFit = await fitTrials(trials, glmHmm({ ...spec, penalty: ofStrength(penalty, strength) }), {
      ...rest,
      restarts,
      ...(before && { startFrom: before }),
      ...(start && !(before && restarts === 1) && { start }),
      ...(onProgress && {
        onProgress: (now) => onProgress({ ...now, stage: `${penalty.kind} of strength ${strength}` }),
      }),
    });
    fits[i] = fit;
    before = fit;
  }
  return fits;
}

function ofStrength(penalty: Exclude<Penalty, { readonly kind: 'none' }>, strength: number): Penalty {
  if (penalty.kind === 'groupLasso') {
    const own = penalty.strength;
    return { ...penalty, strength: typeof own === 'number' ? strength : own.map((one) => one * strength) };
  }
  const own = penalty.strength;
  if (typeof own === 'number') return { ...penalty, strength };
  const scaled = Object.entries(own).map(([feature, one]) => [feature, one * strength]);
  return { ...penalty, strength: Object.fromEntries(scaled) };
}
