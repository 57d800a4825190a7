import { describe, expect, it } from 'vitest';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { expectDerivatives } from '../support/derivatives.ts';
import { families, familyTrials } from '../support/familyTrials.ts';

const center = [
  [0.9, 0.1],
  [0.2, 0.8],
];

function somewhere(problem: GlmHmmProblem, seed: number): Float64Array {
  const draw = random(seed);
  return Float64Array.from({ length: problem.size }, () => 0.4 * draw.normal());
}

describe.each(families)('observations of $observation', ({ observation, scale }) => {
  const trials = familyTrials(observation, scale, 5, { lengths: [120, 100, 80], missing: 0.05 });
  const specs: Readonly<Record<string, GlmHmmSpec>> = {
    'one state': glmHmm({ numStates: 1, observation }),
    static: glmHmm({ numStates: 2, observation }),
    walking: glmHmm({ numStates: 2, observation, weights: randomWalk({ sigma: 0.3 }) }),
    frozen: glmHmm({
      numStates: 2,
      observation,
      weights: randomWalk({ sigma: 0.3 }),
      frozen: [{ x0: 0.5 }, {}],
    }),
    dynamic: glmHmm({
      numStates: 2,
      observation,
      weights: randomWalk({ sigma: { bias: 0.2, x0: 0 } }),
      transitions: perSession({ alpha: 5, center }),
    }),
  };

  it.each(Object.entries(specs))('have the gradient and information of differences, %s', (_, spec) => {
    const problem = glmHmmProblem(spec, trials);
    expectDerivatives(problem, somewhere(problem, 3));
  });

  it.each(Object.entries(specs))('are fitted by steps that never fall, %s', async (_, spec) => {
    for (const method of ['auto', 'em'] as const) {
      const fit = await fitTrials(trials, spec, { restarts: 2, method, maxIterations: 400 });
      for (const { trace } of fit.restarts)
        for (let i = 1; i < trace.length; i++) expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1]);
      for (const array of Object.values(fit.params)) expect(array?.data.every(Number.isFinite) ?? true).toBe(true);
      expect(logLikelihood(fit, trials).total).toBeCloseTo(fit.logLikelihood, 6);
    }
  });

  it('have the same likelihood in every order of states, standard errors, and survive JSON', async () => {
    const fit = await fitTrials(trials, specs.static, { restarts: 3 });
    expect(fit.converged).toBe(true);
    expect(logLikelihood(permuteStates(fit, [1, 0]), trials).total).toBeCloseTo(fit.logLikelihood, 6);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    expect(errors.scale === null).toBe(scale === undefined);
    const free = errors.weights.data.filter((_, i) => !errors.heldWeights[i]);
    for (const error of [...free, ...(errors.scale?.data ?? [])]) expect(error).toBeGreaterThan(0);
  });

  it('of one state count a repeated session twice', async () => {
    const once = await fitTrials(trials, specs['one state']);
    const doubled = {
      ...trials,
      numTrials: 2 * trials.numTrials,
      choices: Int32Array.of(...trials.choices, ...trials.choices),
      observed: Uint8Array.of(...trials.observed, ...trials.observed),
      responses: trials.responses && {
        ...trials.responses,
        shape: [2 * trials.numTrials, 1],
        data: Float64Array.of(...trials.responses.data, ...trials.responses.data),
      },
      features: {
        ...trials.features,
        shape: [2 * trials.numTrials, 2],
        data: Float64Array.of(...trials.features.data, ...trials.features.data),
      },
      sessionStarts: Int32Array.of(
        ...trials.sessionStarts,
        ...trials.sessionStarts.slice(1).map((start) => start + trials.numTrials),
      ),
      sessionNames: [...trials.sessionNames, ...trials.sessionNames.map((name) => `${name} again`)],
    };
    const twice = await fitTrials(doubled, specs['one state']);
    expect(twice.logLikelihood).toBeCloseTo(2 * once.logLikelihood, 5);
  });
});
