import { describe, expect, it } from 'vitest';
import { gamma, gaussian, negativeBinomial, poisson } from '../../src/models/observations/observationSpecs.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { familyTrials } from '../support/familyTrials.ts';

describe('a link that gives no mean for some predictors', () => {
  it.each([
    [poisson({ link: 'identity' }), poisson(), undefined],
    [negativeBinomial({ link: 'identity' }), negativeBinomial(), 0.3],
    [gamma({ link: 'identity' }), gamma(), 0.4],
    [gamma({ link: 'inverse' }), gamma(), 0.4],
    [gaussian({ link: 'inverse' }), gamma(), 0.4],
  ] as const)('is kept inside its domain: %o', async (observation, made, scale) => {
    const trials = familyTrials(made, scale, 3, { lengths: [150, 150] });
    const fit = await fitTrials(trials, glmHmm({ numStates: 2, observation }), { restarts: 3, maxIterations: 300 });
    expect(Number.isFinite(fit.logPosterior)).toBe(true);
    for (const { trace } of fit.restarts) {
      expect(trace.some(Number.isNaN)).toBe(false);
      for (let i = 1; i < trace.length; i++) expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1]);
    }
    for (const array of Object.values(fit.params)) expect(array?.data.every(Number.isFinite) ?? true).toBe(true);
  });
});
