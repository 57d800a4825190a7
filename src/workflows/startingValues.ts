import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { fitDefaults } from '../models/fitDefaults.ts';
import { fitFrom } from '../models/fitFrom.ts';
import { glmHmmProblem } from '../models/glmHmm/problem.ts';
import { requireFittable } from '../models/glmHmm/requireFittable.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import type { Start } from '../models/starts/start.ts';
import { startDraws } from '../models/starts/startDraws.ts';
import { numSessions, type Trials } from '../models/trials.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';

/**
 * The parameters that a fit would start from, without fitting: a fit of given parameters, on which every verb works. What the
 * model has for each session is the same in all of them.
 *
 * @param options.seed  of the fit
 * @param options.start as in the control of `fitModel`
 * @param options.index of the start, from 0
 * @throws {SpecError} when an option is unknown or impossible, or a function returns something else than its part of a start
 * @throws {DataError} when the trials cannot determine the model, or k-means leaves a cluster empty
 * @example plotWeights(viewFit(startingValues(trials, staticGlmHmm({ numStates: 3 }), { start: { weights: kMeansWeights() } }), trials))
 */
export function startingValues(
  trials: Trials,
  spec: GlmHmmSpec,
  options: { readonly seed?: number; readonly start?: Start; readonly index?: number } = {},
): Fit {
  requireKnownOptions(['seed', 'start', 'index'], options, 'startingValues');
  const { seed = fitDefaults.seed, start, index = 0 } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('index', index, { atLeast: 0 });
  const checked = glmHmm(spec);
  requireFittable(checked, trials);
  const drawn = startDraws(glmHmmProblem(checked, trials), start, seed)(index);
  const { weights, transitionMatrix } = drawn;
  const S = numSessions(trials);
  return fitFrom(
    checked,
    {
      ...drawn,
      weights: checked.weights.kind === 'randomWalk' ? inEverySession(weights, S) : weights,
      transitionMatrix:
        checked.transitions.kind === 'perSession' ? inEverySession(transitionMatrix, S) : transitionMatrix,
    },
    { featureNames: trials.featureNames },
  );
}

function inEverySession({ axes, shape, data }: NdArray, numSessions: number): NdArray {
  const all = new Float64Array(numSessions * data.length);
  for (let s = 0; s < numSessions; s++) all.set(data, s * data.length);
  return ndarray(['session', ...axes], [numSessions, ...shape], all);
}
