import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { completeDataMetric, factorMetric } from '../../src/models/glmHmm/metric.ts';
import { gradientStep } from '../../src/models/glmHmm/mStep.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

describe('the objective', () => {
  it('never falls at an accepted step, in 200 random problems from wild starts', async () => {
    const center = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const specs = [
      staticGlmHmm({ numStates: 3 }),
      staticGlmHmm({ numStates: 2, penalty: ridge(1), transitionPrior: dirichlet({ stay: 5, leave: 1 }) }),
      staticGlmHmm({
        numStates: 2,
        transitionPrior: dirichlet({ counts: [0.1, 2] }),
        initialPrior: dirichlet({ counts: [0, 3] }),
      }),
      glm({ weights: randomWalk({ sigma: 0.5 }) }),
      partialGlmHmm({ numStates: 2, sigma: { bias: 0.3, x0: 0 }, initialPrior: dirichlet({ counts: [0.1, 0.1] }) }),
      dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 3, center }),
      glmHmm({ numStates: 3, penalty: ridge(1), transitions: perSession({ alpha: 8, center: 'consecutive' }) }),
    ];
    const methods = ['auto', 'em', 'newton', 'lbfgs'] as const;
    for (let seed = 0; seed < 200; seed++) {
      const spec = specs[seed % specs.length];
      const trials = randomTrials(seed, { lengths: [30, 1, 25, 2], missing: 0.1, values: seed % 2 ? 'any' : 'grid' });
      const { trace, params, logPosterior } = await fitTrials(trials, spec, {
        startFrom: startedAt(spec, seed, 2, 1 + (seed % 10)),
        method: methods[Math.floor(seed / 10) % methods.length],
        maxIterations: 200,
      });
      for (let i = 1; i < trace.length; i++)
        expect(trace[i], `seed ${seed}, step ${i}`).toBeGreaterThanOrEqual(trace[i - 1]);
      expect(Number.isFinite(logPosterior)).toBe(true);
      for (const array of Object.values(params)) expect(array?.data.every(Number.isFinite) ?? true).toBe(true);
    }
  });

  it('is guarded: an EM step of full length from far away falls, and the fit does not', async () => {
    let fallen = 0;
    for (let seed = 0; seed < 20; seed++) {
      const trials = randomTrials(seed, { lengths: [400], numFeatures: 9, values: 'any' });
      const spec = staticGlmHmm({ numStates: 2 });
      const start = startedAt(spec, seed, 10, 5);
      const problem = glmHmmProblem(spec, trials);
      const [here, next] = [emptyPoint(problem), emptyPoint(problem)];
      here.theta.set(thetaFromParams(problem, start.params));
      evaluate(problem, here);
      const metric = completeDataMetric(problem);
      factorMetric(metric, here);
      gradientStep(problem, metric, here, next.theta);
      evaluate(problem, next);
      if (!(next.value >= here.value)) fallen++;
      const { trace } = await fitTrials(trials, spec, { startFrom: start });
      for (let i = 1; i < trace.length; i++) expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1]);
    }
    expect(fallen).toBeGreaterThan(0);
  });
});
