import type { GlmHmmParams } from '../src/models/fit.ts';
import { fitDefaults } from '../src/models/fitDefaults.ts';
import { fitSteps } from '../src/models/glmHmm/fitSteps.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../src/models/glmHmm/problem.ts';
import type { GlmHmmSpec } from '../src/models/specs.ts';
import { startDraws } from '../src/models/starts/startDraws.ts';
import type { Trials } from '../src/models/trials.ts';

const most = 20_000;

/** Evaluations of the log posterior until it is within 1e-6 nats of the optimum, for each method from the same start. */
export function evaluationsNeeded(problem: GlmHmmProblem, start: GlmHmmParams): { auto: number; em: number } {
  const climbs = { auto: climb(problem, start, 'auto'), em: climb(problem, start, 'em') };
  const optimum = Math.max(climbs.auto.at(-1) ?? Number.NaN, climbs.em.at(-1) ?? Number.NaN);
  const needed = (values: readonly number[]): number => {
    const index = values.findIndex((value) => value >= optimum - 1e-6);
    return index < 0 ? Infinity : index + 1;
  };
  return { auto: needed(climbs.auto), em: needed(climbs.em) };
}

/** A problem and the start that the default seed draws for it. */
export function drawnStart(trials: Trials, spec: GlmHmmSpec): readonly [GlmHmmProblem, GlmHmmParams] {
  const problem = glmHmmProblem(spec, trials);
  return [problem, startDraws(problem, undefined, fitDefaults.seed)(0)];
}

/** Best value so far, evaluation by evaluation, up to where nothing is left to gain. */
function climb(problem: GlmHmmProblem, start: GlmHmmParams, method: 'auto' | 'em'): number[] {
  const values: number[] = [];
  for (const { value, accepted } of fitSteps(problem, start, {
    ...fitDefaults,
    method,
    tolerance: 1e-14,
    maxIterations: most,
  }))
    values.push(accepted ? value : (values.at(-1) ?? Number.NaN));
  return values;
}
