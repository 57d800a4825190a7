import { describe, expect, it } from 'vitest';
import type { GlmHmmParams } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import type { FitMethod } from '../../src/models/glmHmm/fitSteps.ts';
import { bernoulli, type Observation, poisson } from '../../src/models/observations/observationSpecs.ts';
import { lasso } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import { fitSteps } from '../../src/workflows/fitSteps.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { penaltyPath } from '../../src/workflows/penaltyPath.ts';
import { familyTrials } from '../support/familyTrials.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

const lengths = [150, 100, 120];
const trials = randomTrials(3, { lengths });
const center = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const cases: Readonly<Record<string, readonly [Trials, GlmHmmSpec]>> = {
  static: [trials, staticGlmHmm({ numStates: 2 })],
  partial: [trials, partialGlmHmm({ numStates: 2, sigma: 0.3 })],
  dynamic: [trials, dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 20, center })],
  counts: [familyTrials(poisson(), undefined, 3, { lengths }), glmHmm({ numStates: 2, observation: poisson() })],
};
const others: readonly FitMethod[] = ['em', 'newton', 'lbfgs'];

describe('methods', () => {
  it.each(Object.entries(cases))('reach the same maximum, and never fall on the way: %s', async (_, [data, spec]) => {
    const careful = { restarts: 1, tolerance: 1e-12, gradientTolerance: 1e-7 } as const;
    const auto = await fitTrials(data, spec, careful);
    for (const method of others) {
      const fit = await fitTrials(data, spec, { ...careful, method });
      expect(fit.stopReason).toBe('converged');
      expect(fit.trace.length).toBeGreaterThan(5);
      expect(Math.abs(fit.logPosterior / auto.logPosterior - 1)).toBeLessThan(1e-8);
      for (const name of ['weights', 'transitionMatrix'] as const)
        fit.params[name].data.forEach((value, i) => {
          expect(Math.abs(value - auto.params[name].data[i])).toBeLessThan(1e-5);
        });
      for (let i = 1; i < fit.trace.length; i++) expect(fit.trace[i]).toBeGreaterThanOrEqual(fit.trace[i - 1]);
    }
  });

  it('take different steps from the start on, but auto those of newton first', async () => {
    const [data, spec] = cases.static;
    const traces = await Promise.all(
      (['auto', ...others] as const).map(
        async (method) => (await fitTrials(data, spec, { restarts: 1, method })).trace,
      ),
    );
    const [auto, em, newton, lbfgs] = traces.map((trace) => Array.from(trace));
    expect(newton.slice(0, 6)).toEqual(auto.slice(0, 6));
    expect(newton).not.toEqual(auto);
    expect(em[1]).not.toBe(newton[1]);
    expect(lbfgs[2]).not.toBe(newton[2]);
  });

  it('lbfgs does not stall, however poor its start', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const few = randomTrials(seed, { lengths: [60, 1, 50], values: seed % 2 ? 'any' : 'grid' });
      const spec = [cases.static, cases.partial, cases.dynamic][seed % 3][1];
      const startFrom = startedAt(spec, seed, 2, 1 + (seed % 10));
      const { stopReason, logPosterior, trace } = await fitTrials(few, spec, { startFrom, method: 'lbfgs' });
      expect(stopReason, `seed ${seed}`).not.toBe('noProgress');
      expect(logPosterior).toBeGreaterThan(trace[0]);
    }
  });
});

describe('newton on a GLM', () => {
  const glms: Readonly<Record<string, readonly [Observation, Trials]>> = {
    logit: [bernoulli(), trials],
    probit: [bernoulli({ link: 'probit' }), trials],
    poisson: [poisson(), familyTrials(poisson(), undefined, 3, { lengths })],
  };

  it.each(Object.entries(glms))('doubles its digits in every step: %s', (_, [observation, data]) => {
    const startFrom = fitFrom(glm({ observation }), { weights: [[0, 0]] }, data);
    const steps = [...fitSteps(data, glm({ observation }), { method: 'newton', startFrom })];
    expect(steps.length).toBeLessThanOrEqual(8);
    expect(steps.every(({ accepted }) => accepted)).toBe(true);
    const values = steps.map(({ logPosterior }) => logPosterior);
    const missing = values.map((value) => Math.max(...values) - value).filter((one) => one > 1e-11);
    expect(missing.length).toBeGreaterThan(2);
    missing.forEach((one, i) => {
      if (i > 0 && missing[i - 1] < 1) expect(one).toBeLessThan(0.5 * missing[i - 1] ** 1.8);
    });
  });
});

describe('tolerances', () => {
  const [data, spec] = cases.static;
  const distance = (one: GlmHmmParams, other: GlmHmmParams): number =>
    Math.max(...one.weights.data.map((weight, i) => Math.abs(weight - other.weights.data[i])));

  it.each(['tolerance', 'gradientTolerance'] as const)(
    'stop a fit the later, the smaller they are: %s',
    async (name) => {
      const control = { restarts: 1, method: 'newton', tolerance: 1, gradientTolerance: 1 } as const;
      const fits = await Promise.all(
        [1e-2, 1e-4, 1e-6].map((value) => fitTrials(data, spec, { ...control, [name]: value })),
      );
      const top = await fitTrials(data, spec, { restarts: 1 });
      const misses = fits.map(({ params }) => distance(params, top.params));
      for (const i of [1, 2]) {
        expect(fits[i].evaluations).toBeGreaterThan(fits[i - 1].evaluations);
        expect(misses[i]).toBeLessThan(misses[i - 1]);
      }
      expect(fits.every(({ converged }) => converged)).toBe(true);
    },
  );

  it('bound the residual of proximal steps, in a path as in a fit and step by step', async () => {
    const sparse = staticGlmHmm({ numStates: 2, penalty: lasso(2) });
    for (const residualTolerance of [1e-1, 1e-4, 1e-7]) {
      const fits = await penaltyPath(data, sparse, [1, 4], { restarts: 1, residualTolerance });
      for (const { kktResidual } of fits) expect(kktResidual).toBeLessThanOrEqual(residualTolerance);
    }
    const numSteps = [1e-1, 1e-7].map((residualTolerance) => [...fitSteps(data, sparse, { residualTolerance })].length);
    expect(numSteps[0]).toBeLessThan(numSteps[1]);
  });

  it('of a model with a center of its own making hold in both of its fits', async () => {
    const dynamic = dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 20, penalty: lasso(1) });
    const { kktResidual, converged } = await fitTrials(data, dynamic, { restarts: 1, residualTolerance: 1e-5 });
    expect(converged).toBe(true);
    expect(kktResidual).toBeLessThanOrEqual(1e-5);
  });
});
