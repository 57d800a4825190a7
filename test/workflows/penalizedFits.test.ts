import { describe, expect, it } from 'vitest';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import type { TrainedFit } from '../../src/models/fit.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { profileIntervals } from '../../src/models/inference/profileIntervals.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { elasticNet, groupLasso, lasso, none, type Penalty, ridge } from '../../src/models/penalties.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import { shrink } from '../../src/numerics/lengthPenalties.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { weightTable } from '../../src/views/weightTable.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

const trials = randomTrials(3, { lengths: [400, 300, 1, 500, 200], numFeatures: 5, values: 'any' });
const groups = [
  ['x0', 'x1'],
  ['x2', 'x3', 'x4'],
];
const penalties: Readonly<Record<string, Penalty>> = {
  'no penalty': none(),
  'a ridge': ridge(1),
  'a lasso': lasso(10),
  'a lasso of a strength a feature': lasso({ x0: 0, x1: 3, x2: 30, x3: 1, x4: 1 }),
  'an elastic net': elasticNet(20),
  'a group lasso': groupLasso(15, { groups }),
  'a group lasso of a strength a group, bias included': groupLasso([2, 9, 4], {
    groups: [['bias'], ...groups],
    includeBias: true,
  }),
};
const models: Readonly<Record<string, (penalty: Penalty) => GlmHmmSpec>> = {
  'a GLM': (penalty) => glm({ penalty }),
  'two states': (penalty) => staticGlmHmm({ numStates: 2, penalty }),
  'walking weights': (penalty) =>
    partialGlmHmm({ numStates: 2, sigma: { bias: 0.2, x0: 0.3, x1: 0.2, x2: 0, x3: 0.1, x4: 0 }, penalty }),
};

const zeros = ({ params }: TrainedFit): number => params.weights.data.filter((w) => w === 0).length;

describe.each(Object.entries(models))('%s', (_, model) => {
  it.each(Object.entries(penalties))(
    'is fitted under %s to a KKT residual below 1e-6, and never falls',
    async (_, penalty) => {
      const { kktResidual, stopReason, trace, logPosterior, logLikelihood, logPrior } = await fitTrials(
        trials,
        model(penalty),
        {
          restarts: 2,
          method: 'proximal',
        },
      );
      expect(stopReason).toBe('converged');
      expect(kktResidual).toBeLessThan(1e-6);
      // rises below the rounding of the value are not seen
      for (let i = 1; i < trace.length; i++)
        expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1] - 1e-12 * Math.abs(trace[i]));
      expect(trace[trace.length - 1]).toBe(logPosterior);
      expect(logLikelihood + logPrior).toBeCloseTo(logPosterior, 9);
    },
  );

  it('is fitted by proximal steps as well as without, where there is no kink', async () => {
    const smooth = await fitTrials(trials, model(ridge(1)), { restarts: 2 });
    const proximal = await fitTrials(trials, model(ridge(1)), { restarts: 2, method: 'proximal' });
    expect(smooth.kktResidual).toBe(null);
    expect(proximal.logPosterior).toBeCloseTo(smooth.logPosterior, 5);
  });

  it('tends to the fit without a penalty as the strength tends to 0', async () => {
    const free = await fitTrials(trials, model(none()), { restarts: 2 });
    const { logLikelihood } = await fitTrials(trials, model(lasso(1e-5)), { startFrom: free });
    expect(logLikelihood).toBeCloseTo(free.logLikelihood, 3);
  });

  it('has no weight but the bias under a huge strength, on the first session where weights walk', async () => {
    const { params } = await fitTrials(trials, model(lasso(1e5)), { restarts: 2 });
    const D = trials.featureNames.length;
    const K = model(none()).numStates;
    for (let k = 0; k < K; k++) {
      const first = Array.from(params.weights.data.subarray(k * D, (k + 1) * D));
      expect(first.slice(1)).toEqual([0, 0, 0, 0, 0]);
      expect(first[0]).not.toBe(0);
    }
  });
});

describe('a penalised fit', () => {
  it('is where a long plain proximal gradient ascent ends', async () => {
    for (const penalty of [lasso(10), elasticNet(20, { mixing: 0.3 }), groupLasso(15, { groups })]) {
      const fit = await fitTrials(trials, glm({ penalty }));
      const problem = glmHmmProblem(glm({ penalty }), trials);
      const point = emptyPoint(problem);
      const step = 1 / (trials.numTrials * 2);
      for (let i = 0; i < 3000; i++) {
        evaluate(problem, point);
        for (let p = 0; p < problem.transitionsAt; p++) point.theta[p] += step * point.gradient[p];
        for (const one of problem.penalties) shrink(one, step * one.strength, point.theta);
      }
      evaluate(problem, point);
      expect(point.value).toBeCloseTo(fit.logPosterior, 8);
      const { data } = fit.params.weights;
      data.forEach((w, d) => {
        expect(w).toBeCloseTo(point.theta[d], 6);
        expect(w === 0).toBe(point.theta[d] === 0);
      });
    }
  });

  it('is the maximum nearby with hidden states: no move of weights, however small, is better', async () => {
    const penalty = lasso(10);
    const spec = staticGlmHmm({ numStates: 2, penalty });
    const fit = await fitTrials(trials, spec, { restarts: 3 });
    expect(zeros(fit)).toBeGreaterThan(2);
    const problem = glmHmmProblem(spec, trials);
    const point = emptyPoint(problem);
    const theta = thetaFromParams(problem, fit.params);
    for (let place = 0; place < problem.transitionsAt; place++)
      for (const move of [-0.1, -1e-3, 1e-3, 0.1]) {
        point.theta.set(theta);
        point.theta[place] += move;
        evaluate(problem, point);
        expect(point.value).toBeLessThan(fit.logPosterior);
      }
  });

  it('has whole groups at 0 under a group lasso, in each state by itself', async () => {
    const fit = await fitTrials(trials, staticGlmHmm({ numStates: 2, penalty: groupLasso(15, { groups }) }), {
      restarts: 2,
    });
    const D = trials.featureNames.length;
    const zeroed = [0, 1].flatMap((k) =>
      [
        [1, 2],
        [3, 4, 5],
      ].map((group) => group.filter((d) => fit.params.weights.data[k * D + d] === 0).length),
    );
    expect(zeroed.every((count, i) => count === 0 || count === [2, 3][i % 2])).toBe(true);
    expect(zeroed).toContain(0);
    expect(zeroed).toContain(3);
  });

  it('never falls from wild starts either', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const few = randomTrials(seed, { lengths: [30, 1, 25, 2], missing: 0.1, values: seed % 2 ? 'any' : 'grid' });
      const penalty = [lasso(1), elasticNet(1), groupLasso(0.5, { groups: [['x0']] })][seed % 3];
      const spec =
        seed % 4 ? staticGlmHmm({ numStates: 2, penalty }) : partialGlmHmm({ numStates: 2, sigma: 0.3, penalty });
      const { trace } = await fitTrials(few, spec, { startFrom: startedAt(spec, seed, 2, 1 + (seed % 10)) });
      for (let i = 1; i < trace.length; i++)
        expect(trace[i], `seed ${seed}, step ${i}`).toBeGreaterThanOrEqual(
          trace[i - 1] - 1e-12 * (1 + Math.abs(trace[i])),
        );
    }
  });

  it('has no standard error where a weight is exactly 0, and the table an empty cell', async () => {
    const fit = await fitTrials(trials, glm({ penalty: lasso(10) }));
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    const isZero = Array.from(fit.params.weights.data, (w) => Number(w === 0));
    expect(isZero).toContain(1);
    expect(Array.from(errors.heldWeights)).toEqual(isZero);
    expect(Array.from(errors.weights.data, (error) => Number(error === 0))).toEqual(isZero);
    const column = weightTable(viewFit(fit, trials)).columns.find(({ name }) => name === 'standardError');
    expect(Array.from(column?.values ?? [], (cell) => Number(cell === null))).toEqual(isZero);
  });

  it('has the standard errors of its curvature, that of a group included', async () => {
    const spec = glm({ penalty: groupLasso(15, { groups }) });
    const fit = await fitTrials(trials, spec);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    const free = standardErrors(await fitTrials(trials, glm()), trials);
    if (free.kind === 'none') throw new Error(free.reason);
    expect(errors.weights.data[2]).toBeLessThan(0.95 * free.weights.data[2]);
    expect(profileIntervals(fit, trials)).toEqual([]);
  });

  it('survives a round trip through JSON, residual included', async () => {
    const fit = await fitTrials(
      trials,
      glm({ penalty: elasticNet({ x0: 1, x1: 2, x2: 3, x3: 4, x4: 5 }, { mixing: 0.2 }) }),
    );
    expect(fit.kktResidual).not.toBe(null);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
    const grouped = await fitTrials(trials, glm({ penalty: groupLasso([1, 2], { groups }) }));
    expect(fitFromJson(fitToJson(grouped))).toEqual(grouped);
  });
});
