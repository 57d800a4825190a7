import { describe, expect, it } from 'vitest';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { observedInformation } from '../../src/models/glmHmm/information.ts';
import { completeDataMetric, factorMetric, solveMetric } from '../../src/models/glmHmm/metric.ts';
import { paramsFromPoint, thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { informationCriteria } from '../../src/models/inference/informationCriteria.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { predict } from '../../src/models/inference/predict.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { classLapses, historyLapses, type Lapses } from '../../src/models/lapses.ts';
import { bernoulli, softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { random } from '../../src/numerics/random.ts';
import { type FitState, fitSteps } from '../../src/workflows/fitSteps.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { expectDerivatives, pointAt } from '../support/derivatives.ts';
import { largestDifference } from '../support/golden.ts';
import { randomTrials } from '../support/randomTrials.ts';

const modes: Readonly<Record<string, Lapses>> = {
  class: classLapses(),
  history: historyLapses({ max: 0.3 }),
  historyByChoice: historyLapses({ by: 'choice' }),
};
const observations = {
  bernoulli: bernoulli(),
  probit: bernoulli({ link: 'probit' }),
  softmax: softmax({ numClasses: 3, reference: 1 }),
};
const everyMethod = ['em', 'newton', 'lbfgs'] as const;
const isProbit = ({ observation }: GlmHmmSpec): boolean => 'link' in observation && observation.link === 'probit';
const penalty = ridge(0.1, { includeBias: true });
const transitionPrior = dirichlet({ stay: 3, leave: 0.5 });
const variants: Readonly<Record<string, GlmHmmOptions>> = {
  'one state': { numStates: 1, penalty },
  'two states': { numStates: 2, penalty, transitionPrior },
  'walking weights': { numStates: 2, penalty, transitionPrior, weights: randomWalk({ sigma: 0.3 }) },
  'driven transitions': {
    numStates: 2,
    penalty,
    transitions: inputDriven({ features: ['x1'], ridge: 0.5 }),
    transitionPrior,
  },
};

const design = randomTrials(7, { lengths: [150, 1, 120, 130], numFeatures: 2, missing: 0.05 });

/** A fit of random parameters with clear lapses. */
function randomFit(spec: GlmHmmSpec, trials: Trials, seed: number): Fit {
  const problem = glmHmmProblem(spec, trials);
  return fitFrom(spec, paramsFromPoint(problem, pointAt(problem, randomVector(problem, seed))), trials);
}

function randomVector({ size, lapsesAt }: GlmHmmProblem, seed: number): Float64Array {
  const draw = random(seed);
  return Float64Array.from({ length: size }, (_, i) => (i < lapsesAt ? 0.7 : 1) * draw.normal());
}

/** Parameters a little beside those of a fit, all inside their bounds. */
function beside(fit: Fit, trials: Trials): Fit {
  const problem = glmHmmProblem(fit.spec, trials);
  const draw = random(8);
  const theta = thetaFromParams(problem, fit.params).map(
    (value) => Math.max(-5, Math.min(5, value)) + 0.03 * draw.normal(),
  );
  return fitFrom(fit.spec, paramsFromPoint(problem, pointAt(problem, theta)), trials);
}

/** Choices with lapses, of the family. */
function trialsOf(spec: GlmHmmSpec): Trials {
  const blank = spec.observation.kind === 'softmax' ? { ...design, classNames: ['a', 'b', 'c'] } : design;
  return simulate(randomFit(spec, blank, 4), { like: blank, seed: 9 }).trials;
}

const cases = Object.entries(modes).flatMap(([mode, lapses]) =>
  Object.entries(observations).flatMap(([family, observation]) =>
    Object.entries(variants).map(([variant, options]) => {
      const spec = glmHmm({ ...options, observation, lapses });
      return { name: `${mode}, ${family}, ${variant}`, spec };
    }),
  ),
);

describe.each(cases)('lapses: $name', ({ spec }) => {
  const trials = trialsOf(spec);
  const problem = glmHmmProblem(spec, trials);

  it('have the gradient and information of differences', () => {
    expectDerivatives(problem, randomVector(problem, 2));
  });

  it('have the likelihood of rows that were not merged, and of inference', () => {
    const theta = randomVector(problem, 3);
    const point = pointAt(problem, theta);
    expect(pointAt(glmHmmProblem(spec, trials, { merge: false }), theta).value).toBeCloseTo(point.value, 9);
    const fit = fitFrom(spec, paramsFromPoint(problem, point), trials);
    expect(logLikelihood(fit, trials).total).toBeCloseTo(point.logLikelihood, 8);
  });

  // a probit is fitted in the same way, by another slope and curvature
  if (!isProbit(spec))
    it('are fitted by steps that never fall, to one maximum by every method', async () => {
      const fit = await fitTrials(trials, spec, { startFrom: randomFit(spec, trials, 4) });
      for (const method of spec.weights.kind === 'constant' ? everyMethod : everyMethod.slice(1)) {
        const startFrom = beside(fit, trials);
        const again = await fitTrials(trials, spec, { startFrom, method, tolerance: 1e-11, maxIterations: 5000 });
        for (const { trace } of [fit, again])
          for (let i = 1; i < trace.length; i++) expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1]);
        expect(logLikelihood(again, trials).total).toBeCloseTo(again.logLikelihood, 6);
        expect(Math.abs(again.logPosterior - fit.logPosterior)).toBeLessThan(1e-4);
      }
    });

  it('have one likelihood in every order of states, and survive JSON', () => {
    const fit = randomFit(spec, trials, 5);
    const { numStates } = spec;
    const permuted = permuteStates(fit, numStates === 1 ? [0] : [1, 0]);
    expect(logLikelihood(permuted, trials).total).toBeCloseTo(logLikelihood(fit, trials).total, 9);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
  });

  it('of rates 0 are the model without lapses', () => {
    const { params } = randomFit(spec, trials, 6);
    const none = fitFrom(glmHmm({ ...optionsOf(spec), lapses: { kind: 'none' } }), { ...params, lapses: null }, trials);
    const zero = fitFrom(spec, { ...params, lapses: null }, trials);
    expect(logLikelihood(zero, trials).total).toBe(logLikelihood(none, trials).total);
    expect(predict(zero, trials)).toEqual(predict(none, trials));
  });
});

function optionsOf({ kind, ...options }: GlmHmmSpec): GlmHmmOptions {
  return options;
}

const one = glmHmm({ numStates: 1, lapses: classLapses() });
const alone = glmHmm({ numStates: 1, lapses: historyLapses() });

/** Three classes by one feature, in sessions of a hundred trials. */
function designOf(numTrials: number): Trials {
  const lengths = new Array<number>(numTrials / 100).fill(100);
  return { ...randomTrials(3, { lengths, numFeatures: 1, values: 'any' }), classNames: ['a', 'b', 'c'] };
}

describe('lapses', () => {
  it('of binary classes are the guess and lapse rates of a psychometric curve', () => {
    const fit = fitFrom(one, { weights: [[0.3, 2, -1]], lapses: [[0.05, 0.12]] }, design);
    const means = predict(fit, design).perState.data;
    for (let t = 0; t < design.numTrials; t++) {
      const [bias, x0, x1] = design.features.data.subarray(3 * t, 3 * t + 3);
      const curve = 1 / (1 + Math.exp(-(0.3 * bias + 2 * x0 - x1)));
      expect(means[t]).toBeCloseTo(0.12 + (1 - 0.12 - 0.05) * curve, 12);
    }
  });

  it('of history know the previous choice of the session, hidden or not, and nothing across its border', () => {
    const fit = fitFrom(alone, { weights: [[0, 0, 0]], lapses: [[0.2, 0.1]] }, design);
    const expected = Array.from(design.choices, (_, t) => {
      const before = design.sessionStarts.includes(t) ? -1 : design.choices[t - 1];
      return before < 0 ? 0.5 : 0.7 * 0.5 + (before === 1 ? 0.2 : 0.1);
    });
    expect(new Set(expected).size).toBe(3);
    expect(largestDifference(predict(fit, design).average, expected)).toBeLessThan(1e-12);
    const hidden = hideTrials(design, (t) => t % 3 === 0);
    expect(largestDifference(predict(fit, hidden).average, expected)).toBeLessThan(1e-12);
    const { perTrial } = logLikelihood(fit, design);
    expected.forEach((p, t) => {
      if (design.observed[t]) expect(perTrial[t]).toBeCloseTo(Math.log(design.choices[t] === 1 ? p : 1 - p), 12);
    });
  });

  it('of history are drawn from the simulated choice before', () => {
    const like = randomTrials(5, { lengths: [3000, 3000] });
    const fit = fitFrom(
      glmHmm({ numStates: 1, lapses: historyLapses({ max: 0.5 }) }),
      { weights: [[0, 0]], lapses: [[0.5, 0]] },
      like,
    );
    const { trials, rates } = simulate(fit, { like, seed: 2 });
    expect(largestDifference(rates.data, Array.from(predict(fit, trials).perState.data))).toBe(0);
    let repeats = 0;
    for (let t = 1; t < 3000; t++) repeats += Number(trials.choices[t] === trials.choices[t - 1]);
    // a repeat by a lapse, or by a draw at even odds: 0.75, with a standard error of 0.008
    expect(Math.abs(repeats / 2999 - 0.75)).toBeLessThan(0.03);
  });

  it('that nobody makes are fitted as 0, and those beyond the bound at it, both without standard error', async () => {
    const like = randomTrials(11, { lengths: new Array<number>(20).fill(100), values: 'any' });
    const spec = glmHmm({ numStates: 1, lapses: classLapses({ max: 0.05 }) });
    const truth = fitFrom(
      glmHmm({ numStates: 1, lapses: classLapses() }),
      { weights: [[0, 3]], lapses: [[0, 0.2]] },
      like,
    );
    const { trials } = simulate(truth, { like, seed: 3 });
    const fit = await fitTrials(trials, spec);
    expect(fit.converged).toBe(true);
    const [never, often] = fit.params.lapses!.data;
    expect(never).toBeLessThan(1e-6);
    expect(often).toBeGreaterThan(0.05 - 1e-7);
    expect(often).toBeLessThanOrEqual(0.05);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    expect([...errors.atBoundary.lapses]).toEqual([1, 1]);
    expect([...errors.lapses!.data]).toEqual([0, 0]);
    for (const error of errors.weights.data) expect(error).toBeGreaterThan(0);
  });

  it('can be turned off by a tiny max', async () => {
    const trials = trialsOf(one);
    const without = await fitTrials(trials, glmHmm({ numStates: 1 }));
    const tiny = await fitTrials(trials, glmHmm({ numStates: 1, lapses: classLapses({ max: 1e-9 }) }));
    expect(tiny.logLikelihood).toBeCloseTo(without.logLikelihood, 5);
    expect(largestDifference(tiny.params.weights.data, Array.from(without.params.weights.data))).toBeLessThan(1e-4);
  });

  it.each(Object.entries(modes))(
    'of mode %s are stepped by their information together with weights',
    async (_, lapses) => {
      const like = {
        ...randomTrials(3, { lengths: new Array<number>(200).fill(100), numFeatures: 3 }),
        classNames: ['a', 'b', 'c'],
      };
      const alternatives = { evidence: ['x0', 'x1', 'x2'] };
      const spec = glmHmm({
        numStates: 1,
        observation: softmax({ numClasses: 3, reference: 1, alternatives }),
        lapses,
      });
      const evidence = (c: number): number[] => [c === 0 ? 0.5 : 0, ...[0, 1, 2].map((d) => (d === c ? 2 : 0))];
      const rates = new Array<number>(lapses.kind === 'historyByChoice' ? 6 : lapses.kind === 'class' ? 3 : 2).fill(
        0.1,
      );
      const truth = fitFrom(spec, { weights: [[0, 1, 2].map(evidence)], lapses: [rates] }, like);
      const { trials } = simulate(truth, { like, seed: 6 });
      const problem = glmHmmProblem(spec, trials);
      const point = pointAt(problem, thetaFromParams(problem, (await fitTrials(trials, spec)).params));
      const { matrix, shared } = observedInformation(problem, point.theta, new Uint8Array(problem.size));
      const metric = completeDataMetric(problem);
      factorMetric(metric, point);
      const isLapseOrWeight = (place: number): boolean => place < problem.layout.size || place >= problem.lapsesAt;
      for (const [c, place] of shared.entries()) {
        if (!isLapseOrWeight(place)) continue;
        const column = new Float64Array(problem.size);
        for (const [r, other] of shared.entries()) if (isLapseOrWeight(other)) column[other] = matrix.corner.get(r, c);
        const unit = column.slice();
        solveMetric(metric, column, unit);
        for (const other of shared)
          if (isLapseOrWeight(other)) expect(Math.abs(unit[other] - Number(other === place))).toBeLessThan(0.2);
      }
    },
  );

  it('start at a quarter of the most they can be, and go on from the state of a step', () => {
    const trials = trialsOf(one);
    expect([...startingValues(trials, one).params.lapses!.data]).toEqual([0.05, 0.05]);
    const first = fitSteps(trials, one, { seed: 1 }).next();
    if (first.done) throw new Error('no step');
    const { state } = JSON.parse(JSON.stringify(first.value)) as { state: FitState };
    expect(state.params.lapses).toEqual([[expect.closeTo(0.05, 12), expect.closeTo(0.05, 12)]]);
    const again = fitSteps(trials, one, { startFrom: state }).next();
    if (again.done) throw new Error('no step');
    expect(again.value.logPosterior).toBeCloseTo(first.value.logPosterior, 9);
  });

  it('reach one maximum from every start', async () => {
    const like = randomTrials(3, { lengths: new Array<number>(20).fill(200) });
    for (const lapses of Object.values(modes)) {
      const spec = glmHmm({ numStates: 2, lapses });
      const size = lapses.kind === 'historyByChoice' ? 4 : 2;
      const truth = fitFrom(
        spec,
        {
          weights: [
            [0, 4],
            [1, 0.5],
          ],
          transitionMatrix: [
            [0.98, 0.02],
            [0.03, 0.97],
          ],
          lapses: [0, 1].map(() => new Array<number>(size).fill(0.06)),
        },
        like,
      );
      const { trials } = simulate(truth, { like, seed: 1 });
      const { restarts } = await fitTrials(trials, spec, { restarts: 5 });
      for (const { converged, logPosterior } of restarts) {
        expect(converged).toBe(true);
        expect(logPosterior).toBeCloseTo(restarts[0].logPosterior, 3);
      }
    }
  });

  it('count as parameters, and a fit without them can be the start of one with', async () => {
    const trials = trialsOf(one);
    const without = await fitTrials(trials, glmHmm({ numStates: 1 }));
    const fit = await fitTrials(trials, one, { startFrom: without });
    expect(fit.logLikelihood).toBeGreaterThan(without.logLikelihood);
    expect(informationCriteria(fit, trials).numParameters).toMatchObject({ weights: 3, lapses: 2, total: 5 });
  });

  it.each(Object.entries(modes))(
    'of mode %s are recovered from 20,000 choices among three classes',
    async (_, lapses) => {
      const like = designOf(20_000);
      const spec = glmHmm({ numStates: 2, observation: softmax({ numClasses: 3 }), lapses });
      const rates = {
        class: [
          [0.05, 0.1, 0.02],
          [0.15, 0.03, 0.1],
        ],
        history: [
          [0.15, 0.05],
          [0.02, 0.2],
        ],
        historyByChoice: [
          [0.1, 0.05, 0.02, 0.15, 0.1, 0.1],
          [0.15, 0.02, 0.1, 0.05, 0.05, 0.12],
        ],
        none: [],
      }[lapses.kind];
      const truth = fitFrom(
        spec,
        {
          weights: [
            [
              [0, 0],
              [0, 3],
              [0, -3],
            ],
            [
              [0, 0],
              [2, 0],
              [-1, 1],
            ],
          ],
          transitionMatrix: [
            [0.98, 0.02],
            [0.03, 0.97],
          ],
          lapses: rates,
        },
        like,
      );
      const { trials } = simulate(truth, { like, seed: 4 });
      const fit = await fitTrials(trials, spec, {
        startFrom: fitFrom(spec, { ...truth.params, lapses: rates.map((row) => row.map(() => 0.05)) }, like),
      });
      expect(fit.converged).toBe(true);
      const errors = standardErrors(fit, trials);
      if (errors.kind === 'none') throw new Error(errors.reason);
      for (const name of ['lapses', 'weights', 'transitionMatrix'] as const)
        errors[name]!.data.forEach((error, i) => {
          const miss = Math.abs(fit.params[name]!.data[i] - truth.params[name]!.data[i]);
          expect(miss).toBeLessThanOrEqual(3.5 * error);
        });
    },
  );
});
