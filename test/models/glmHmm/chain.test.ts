import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import type { GlmHmmParams } from '../../../src/models/fit.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { completeDataMetric, factorMetric } from '../../../src/models/glmHmm/metric.ts';
import { fullStep } from '../../../src/models/glmHmm/mStep.ts';
import { evaluate } from '../../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../../src/models/glmHmm/parameters.ts';
import { emptyPoint, type GlmHmmPoint } from '../../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { type GlmHmmSpec, glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import { hideTrials, type Trials } from '../../../src/models/trials.ts';
import { digamma, logGamma } from '../../../src/numerics/gammaFunction.ts';
import { ndarray } from '../../../src/numerics/ndarray.ts';
import { random } from '../../../src/numerics/random.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { largestDifference } from '../../support/golden.ts';
import { randomParams, randomTrials } from '../../support/randomTrials.ts';

const lengths = [50, 1, 60, 40];
const consecutive = (alpha: number) => perSession({ alpha, center: 'consecutive' });

/** Random parameters with a matrix of its own in each session. */
function paramsPerSession(seed: number, numStates: number): GlmHmmParams {
  const draw = random(seed);
  const rows = lengths.flatMap(() =>
    Array.from({ length: numStates }, () => draw.dirichlet([2, 1, 4].slice(0, numStates))),
  );
  const transitionMatrix = ndarray(
    ['session', 'state', 'nextState'],
    [lengths.length, numStates, numStates],
    Float64Array.from(rows.flat()),
  );
  return { ...randomParams(seed, numStates, 2), transitionMatrix };
}

function at(spec: GlmHmmSpec, trials: Trials, params: GlmHmmParams): GlmHmmPoint {
  const problem = glmHmmProblem(spec, trials);
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, params));
  evaluate(problem, point);
  return point;
}

/** By how much matrices miss the conditions of a maximum, given what is expected to have been drawn from each row. */
function residual(matrices: Float64Array, counts: Float64Array, numStates: number, alpha: number): number {
  const size = numStates ** 2;
  let most = 0;
  for (let from = 0; from < matrices.length; from += numStates) {
    const pulls = Array.from({ length: numStates }, (_, j) => {
      const cell = from + j;
      const before = cell < size ? 0 : alpha * matrices[cell - size];
      const next = matrices[cell + size];
      const after =
        next === undefined ? 0 : alpha * matrices[cell] * (Math.log(next) - digamma(1 + alpha * matrices[cell]));
      return counts[cell] + before + after;
    });
    const total = pulls.reduce((sum, one) => sum + one, 0);
    pulls.forEach((pull, j) => {
      most = Math.max(most, Math.abs(pull - total * matrices[from + j]));
    });
  }
  return most;
}

describe('matrices of sessions that are centered on each other', () => {
  it('have the joint density of a chain of Dirichlets, normalisers included, as log prior', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (seed, alpha) => {
        const spec = glmHmm({
          numStates: 3,
          transitions: consecutive(alpha),
          transitionPrior: dirichlet({ stay: 3, leave: 0.5 }),
        });
        const params = paramsPerSession(seed, 3);
        const { data } = params.transitionMatrix;
        let expected = 0;
        for (let cell = 0; cell < data.length; cell++) {
          if (cell < 9) expected += (cell % 4 === 0 ? 3 : 0.5) * Math.log(data[cell]);
          else {
            const count = alpha * data[cell - 9];
            expected += count * Math.log(data[cell]) - logGamma(1 + count);
            if (cell % 3 === 0) expected += logGamma(alpha + 3);
          }
        }
        const found = at(spec, randomTrials(1, { lengths }), params).logPrior;
        // the terms of the plain loop are as large as alpha · log alpha, and so are their rounding errors
        expect(Math.abs(found - expected)).toBeLessThan(1e-9 + 1e-14 * alpha * Math.max(1, Math.log(alpha)) * 10);
      }),
    );
  });

  it('are independent with alpha 0', () => {
    const [trials, params] = [randomTrials(2, { lengths }), paramsPerSession(2, 3)];
    const center = [0, 1, 2].map(() => [0.2, 0.3, 0.5]);
    const one = at(glmHmm({ numStates: 3, transitions: consecutive(0) }), trials, params);
    const other = at(glmHmm({ numStates: 3, transitions: perSession({ alpha: 0, center }) }), trials, params);
    expect(one.value).toBe(other.value);
    expect(one.gradient).toEqual(other.gradient);
  });

  it('are one as alpha grows: that of one for all sessions, less half a pseudo-count a transition and later session', async () => {
    const trials = randomTrials(3, { lengths: [80, 70, 90] });
    const shared = { numStates: 2, penalty: ridge(1) };
    const still = await fitTrials(trials, glmHmm({ ...shared, transitionPrior: dirichlet({ stay: 5, leave: 2 }) }));
    const spec = glmHmm({
      ...shared,
      transitions: consecutive(1e7),
      transitionPrior: dirichlet({ stay: 6, leave: 3 }),
    });
    const fit = await fitTrials(trials, spec, { startFrom: still });
    expect(fit.converged).toBe(true);
    const repeated = [still, still, still].flatMap(({ params }) => Array.from(params.transitionMatrix.data));
    expect(largestDifference(fit.params.transitionMatrix.data, repeated)).toBeLessThan(1e-4);
    expect(fit.logLikelihood).toBeCloseTo(still.logLikelihood, 3);
  });

  it('meet the conditions of a maximum, those of a session without observed trials too, whatever the steps', async () => {
    const alpha = 12;
    const trials = hideTrials(randomTrials(4, { lengths: [150, 20, 150, 100] }), (_, session) => session === 1);
    const spec = glmHmm({
      numStates: 2,
      penalty: ridge(1),
      transitions: consecutive(alpha),
      transitionPrior: dirichlet({ stay: 20, leave: 6 }),
    });
    const found: number[] = [];
    for (const method of ['auto', 'em', 'newton', 'lbfgs'] as const) {
      const fit = await fitTrials(trials, spec, {
        startFrom: fitFrom(
          spec,
          {
            ...randomParams(5, 2, 2),
            transitionMatrix: [0, 1, 2, 3].map(() => [
              [0.7, 0.3],
              [0.4, 0.6],
            ]),
          },
          trials,
        ),
        method,
        tolerance: 1e-13,
        gradientTolerance: 1e-7,
        maxIterations: 3000,
      });
      expect(fit.converged, method).toBe(true);
      const { counts, transitions, value } = at(spec, trials, fit.params);
      const withPrior = counts.map((count, cell) => count + (cell >= 4 ? 0 : cell % 3 === 0 ? 20 : 6));
      expect(residual(transitions, withPrior, 2, alpha), method).toBeLessThan(1e-3);
      found.push(value);
      const between = transitions.subarray(4, 8);
      expect(largestDifference(between, Array.from(transitions.subarray(0, 4)))).toBeGreaterThan(1e-3);
      // the session says nothing of its own: the conditions hold without its counts
      expect(
        residual(
          transitions,
          withPrior.map((count, cell) => (cell >= 4 && cell < 8 ? 0 : count)),
          2,
          alpha,
        ),
      ).toBeLessThan(1e-3);
    }
    for (const value of found) expect(value).toBeCloseTo(found[0], 6);
  });

  it('reach the maximum of what is expected in a full EM step', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(0.5, 5, 500), (seed, alpha) => {
        const trials = randomTrials(seed, { lengths });
        const spec = glmHmm({
          numStates: 3,
          penalty: ridge(1),
          transitions: consecutive(alpha),
          transitionPrior: dirichlet({ counts: [9, 8, 7] }),
        });
        const problem = glmHmmProblem(spec, trials);
        const [here, next] = [at(spec, trials, paramsPerSession(seed, 3)), emptyPoint(problem)];
        const metric = completeDataMetric(problem);
        factorMetric(metric, here);
        fullStep(problem, metric, here, next.theta);
        evaluate(problem, next);
        const counts = here.counts.map((count, cell) => count + (cell < 9 ? 9 - (cell % 3) : 0));
        expect(residual(next.transitions, counts, 3, alpha)).toBeLessThan(1e-3);
      }),
      { numRuns: 20 },
    );
  });

  it('go with the states when they are permuted', () => {
    const trials = randomTrials(6, { lengths });
    const spec = glmHmm({
      numStates: 3,
      transitions: consecutive(4),
      transitionPrior: dirichlet({ counts: [1, 2, 3] }),
    });
    const fit = fitFrom(spec, paramsPerSession(6, 3), trials);
    const turned = permuteStates(fit, [2, 0, 1]);
    expect(at(turned.spec, trials, turned.params).value).toBeCloseTo(at(spec, trials, fit.params).value, 9);
  });
});
