import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Fit, GlmHmmParams } from '../../src/models/fit.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { golden, largestDifference, paramsOf } from '../support/golden.ts';
import { demoTrials } from '../support/publishedTrials.ts';

const from = (name: string) => golden(`dynamic_glmhmm/${name}`);
const prior = { transitionPrior: dirichlet({ stay: 10, leave: 1 }), initialProbs: 'uniform' } as const;

function given(spec: GlmHmmSpec, params: GlmHmmParams): Fit {
  return { kind: 'fit', version: '', spec, params, featureNames: ['bias', 'stimulus'] };
}

describe('on the published demo of dynamic_glmhmm', () => {
  it('reaches the maximum a posteriori of the standard model from each of ten starts', async (test) => {
    const trials = await demoTrials(test);
    const spec = staticGlmHmm({ numStates: 2, ...prior });
    for (const { W0, P0 } of from('restarts_standard_K2').runs) {
      const fit = await fitTrials(trials, spec, { startFrom: given(spec, paramsOf(W0, P0, [0.5, 0.5])) });
      expect(fit.converged).toBe(true);
      expect(fit.logPosterior).toBeGreaterThan(-6399.25892);
      expect(fit.logLikelihood).toBeCloseTo(-6391.99219, 4);
    }
  });

  it('takes the same full EM steps as the reference', async (test) => {
    const trials = await demoTrials(test);
    const spec = staticGlmHmm({ numStates: 2, ...prior });
    const { init, ll_trace, log_prior_P_trace } = from('exact_standard_K2_all');
    const start = paramsOf(init.W_per_session[0], init.P_per_session[0], init.pi);
    const control = {
      startFrom: given(spec, start),
      method: 'em',
      tolerance: 0,
      maxIterations: ll_trace.length,
    } as const;
    const { trace } = await fitTrials(trials, spec, control);
    for (const [i, logLikelihood] of ll_trace.entries())
      expect(Math.abs(trace[i] - logLikelihood - log_prior_P_trace[i])).toBeLessThan(1e-7);
  });

  it('reaches the maximum of the partial model', async (test) => {
    const trials = await demoTrials(test);
    const spec = partialGlmHmm({ numStates: 2, sigma: 0.2, ...prior });
    const { init } = from('partial_K2_sigma0.2_all');
    const expected = from('converged_map').runs['partial_K2_sigma0.2_all'];
    const start = given(spec, paramsOf(init.W_per_session, init.P_per_session, init.pi));
    const fit = await fitTrials(
      trials,
      { ...spec },
      {
        startFrom: {
          ...start,
          params: {
            ...start.params,
            transitionMatrix: paramsOf(init.W_per_session, init.P_per_session[0], init.pi).transitionMatrix,
          },
        },
      },
    );
    expect(fit.logPosterior).toBeGreaterThan(-6162.814);
    expect(largestDifference(fit.params.weights.data, expected.W_per_session)).toBeLessThan(1e-3);
    expect(largestDifference(fit.params.transitionMatrix.data, expected.P_per_session[0])).toBeLessThan(1e-4);
  });

  it('reaches the maximum of the dynamic model', async (test) => {
    const trials = await demoTrials(test);
    const { init, settings } = from('dynamic_K2_sigma0.2_alpha20_all');
    const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 20, center: settings.A, initialProbs: 'uniform' });
    const expected = from('converged_map').runs['dynamic_K2_sigma0.2_alpha20_all'];
    const startFrom = given(spec, paramsOf(init.W_per_session, init.P_per_session, init.pi));
    const fit = await fitTrials(trials, spec, { startFrom });
    expect(fit.logPosterior).toBeGreaterThan(-6274.11706);
    expect(largestDifference(fit.params.weights.data, expected.W_per_session)).toBeLessThan(1e-3);
    expect(largestDifference(fit.params.transitionMatrix.data, expected.P_per_session)).toBeLessThan(1e-4);
  });

  // the published update of a matrix looks at the session before only, so it is no maximum of this density: its
  // neighbourhood is all there is to compare
  it('climbs above where the published update for matrices that follow each other ends, and stays near it', async (test) => {
    const trials = await demoTrials(test);
    const { init, settings, W_per_session, P_per_session, pi } = from('exact_dynamicdiffprior_K2_sigma0.2_alpha20_all');
    const { sigma, alpha } = settings;
    const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha, center: 'consecutive', initialProbs: 'uniform' });
    expect(sigma.flat()).toEqual([0.2, 0.2, 0.2, 0.2]);
    const startFrom = given(spec, paramsOf(init.W_per_session, init.P_per_session, init.pi));
    const fit = await fitTrials(trials, spec, { startFrom });
    expect(fit.converged).toBe(true);
    const there = given(spec, paramsOf(W_per_session, P_per_session, pi));
    const [published] = (await fitTrials(trials, spec, { startFrom: there, maxIterations: 1 })).trace;
    expect(fit.logPosterior).toBeGreaterThan(published + 1);
    expect(largestDifference(fit.params.weights.data, W_per_session)).toBeLessThan(0.06);
    expect(largestDifference(fit.params.transitionMatrix.data, P_per_session)).toBeLessThan(0.06);
  });

  it('solves walking weights of one state jointly, for every sigma in at most ten Newton steps', async (test) => {
    const trials = await demoTrials(test);
    for (const { sigma, joint_map, joint_W } of from('joint_vs_sweep_K1').results) {
      const spec = glm({ weights: randomWalk({ sigma }) });
      const start = given(spec, paramsOf([[0.1, 0.1]], [[1]], [1]));
      const fit = await fitTrials(trials, spec, { startFrom: start });
      expect(Math.abs(fit.logPosterior - joint_map)).toBeLessThan(1e-6);
      expect(largestDifference(fit.params.weights.data, joint_W)).toBeLessThan(1e-5);
      expect(fit.trace.length - 1).toBeLessThanOrEqual(10);
    }
  });
});
