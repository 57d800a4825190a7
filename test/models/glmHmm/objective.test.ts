import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import { observedInformation } from '../../../src/models/glmHmm/information.ts';
import { completeDataMetric, factorMetric, solveMetric } from '../../../src/models/glmHmm/metric.ts';
import { evaluate } from '../../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../../src/models/glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { emptySmoothedChain, smoothSession } from '../../../src/models/hmm/smoothing.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { type GlmHmmSpec, glmHmm } from '../../../src/models/specs.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import { randomWalk } from '../../../src/models/weightModels.ts';
import { random } from '../../../src/numerics/random.ts';
import { randomParams, randomTrials } from '../../support/randomTrials.ts';

const center = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const specs: Readonly<Record<string, GlmHmmSpec>> = {
  'one state': glmHmm({ numStates: 1, penalty: ridge(0.3) }),
  static: glmHmm({
    numStates: 2,
    transitionPrior: dirichlet({ stay: 3, leave: 1 }),
    penalty: ridge(0.5, { includeBias: true }),
  }),
  'three states, initial probabilities given': glmHmm({ numStates: 3, initialProbs: [0.2, 0.3, 0.5] }),
  walk: glmHmm({ numStates: 2, weights: randomWalk({ sigma: 0.4 }), penalty: ridge(2) }),
  'walk of one feature in one state': glmHmm({
    numStates: 2,
    weights: randomWalk({ sigma: [{ bias: 0, x0: 0.5 }, 0] }),
  }),
  dynamic: glmHmm({
    numStates: 2,
    weights: randomWalk({ sigma: [0.3, { bias: 0.2, x0: 0 }] }),
    transitions: perSession({ alpha: 4, center }),
  }),
  'prior on the first state and on the next one': glmHmm({
    numStates: 3,
    initialPrior: dirichlet({ counts: [2, 0, 0.5] }),
    transitionPrior: dirichlet({ counts: [0.1, 3, 1] }),
  }),
  'matrices per session, prior on the first state': glmHmm({
    numStates: 2,
    transitions: perSession({ alpha: 4, center }),
    initialPrior: dirichlet({ counts: [3, 1] }),
  }),
  'matrices that follow each other': glmHmm({
    numStates: 3,
    transitions: perSession({ alpha: 6, center: 'consecutive' }),
    transitionPrior: dirichlet({ stay: 2, leave: 1 }),
  }),
  'matrices that follow each other, weights that walk': glmHmm({
    numStates: 2,
    weights: randomWalk({ sigma: [{ bias: 0, x0: 0.5 }, 0.2] }),
    transitions: perSession({ alpha: 0.7, center: 'consecutive' }),
  }),
  'constant weights, matrices per session': glmHmm({ numStates: 2, transitions: perSession({ alpha: 1.5, center }) }),
};

function somewhere(problem: GlmHmmProblem, seed: number, spread = 0.5): Float64Array {
  const draw = random(seed);
  const theta = thetaFromParams(problem, randomParams(seed, problem.layout.numStates, problem.layout.numFeatures));
  return theta.map((value) => value + spread * draw.normal());
}

function valueAt(problem: GlmHmmProblem, theta: Float64Array): number {
  const point = emptyPoint(problem);
  point.theta.set(theta);
  evaluate(problem, point);
  return point.value;
}

describe.each(Object.entries(specs))('the log posterior, %s', (_, spec) => {
  const trials = randomTrials(11, { missing: 0.1 });
  const problem = glmHmmProblem(spec, trials);

  it('has the gradient of central differences', () => {
    const point = emptyPoint(problem);
    point.theta.set(somewhere(problem, 3));
    evaluate(problem, point);
    for (let i = 0; i < problem.size; i++) {
      const along = (step: number) =>
        valueAt(
          problem,
          point.theta.map((value, j) => (i === j ? value + step : value)),
        );
      const numeric = (along(1e-5) - along(-1e-5)) / 2e-5;
      expect(Math.abs(point.gradient[i] - numeric)).toBeLessThan(1e-6 * Math.max(1, Math.abs(numeric)));
    }
  });

  it('has the observed information of second differences', () => {
    const theta = somewhere(problem, 4, 0.1);
    const { matrix, local, shared } = observedInformation(problem, theta, new Uint8Array(problem.size));
    const second = (i: number, j: number) => {
      const h = 1e-3;
      const at = (a: number, b: number) =>
        valueAt(
          problem,
          theta.map((value, q) => value + (q === i ? a * h : 0) + (q === j ? b * h : 0)),
        );
      return -(at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h);
    };
    const requireClose = (found: number, i: number, j: number) =>
      expect(Math.abs(found - second(i, j))).toBeLessThan(2e-3);
    const draw = random(5);
    const some = (length: number) => Math.floor(length * draw.uniform());
    for (let n = 0; n < 12; n++) {
      if (local.length > 0) {
        const [s, a, b] = [some(problem.numSessions), some(local.length), some(local.length)];
        requireClose(matrix.blocks[s].get(a, b), local[a][s], local[b][s]);
        if (s > 0) expect(matrix.couplings[s - 1].get(a, b)).toBeCloseTo(-second(local[a][s - 1], local[b][s]), 2);
        if (shared.length > 0) {
          const c = some(shared.length);
          requireClose(matrix.cross[s].get(a, c), local[a][s], shared[c]);
        }
      }
      if (shared.length > 0) {
        const [a, b] = [some(shared.length), some(shared.length)];
        requireClose(matrix.corner.get(a, b), shared[a], shared[b]);
      }
    }
  });

  it('has the log-likelihood of exact smoothing', () => {
    const point = emptyPoint(problem);
    point.theta.set(somewhere(problem, 6));
    evaluate(problem, point);
    expect(point.logLikelihood).toBeCloseTo(exactLogLikelihood(problem, point), 9);
  });

  it('is the same for merged rows and for a row a trial', () => {
    const theta = somewhere(problem, 7);
    expect(valueAt(glmHmmProblem(spec, trials, { merge: false }), theta)).toBeCloseTo(valueAt(problem, theta), 9);
  });

  it('keeps a finite value and gradient where the scaled recursion runs out of range', () => {
    const point = emptyPoint(problem);
    point.theta.set(somewhere(problem, 8).map((value, i) => (i < problem.transitionsAt ? 900 * value : value)));
    evaluate(problem, point);
    expect(point.logLikelihood / exactLogLikelihood(problem, point)).toBeCloseTo(1, 12);
    expect(point.gradient.every(Number.isFinite)).toBe(true);
  });
});

function exactLogLikelihood(problem: GlmHmmProblem, point: ReturnType<typeof emptyPoint>): number {
  const { trials, layout, numMatrices, family } = problem;
  const [K, D] = [layout.numStates, layout.numFeatures];
  const all = emptySmoothedChain(trials.numTrials, K, numMatrices);
  for (let s = 0; s < problem.numSessions; s++) {
    const [start, end] = [trials.sessionStarts[s], trials.sessionStarts[s + 1]];
    const block = layout.numBlocks > 1 ? s : 0;
    const logLikelihoods = Float64Array.from({ length: end * K }, (_, cell) => {
      const [t, k] = [Math.floor(cell / K), cell % K];
      if (t < start || !trials.observed[t]) return 0;
      let eta = 0;
      for (let d = 0; d < D; d++) eta += point.weights[(block * K + k) * D + d] * trials.features.data[t * D + d];
      return family.logProbability(trials.choices[t], Float64Array.of(eta), 0, 1);
    });
    const transitionsOffset = numMatrices > 1 ? s * K * K : 0;
    smoothSession(
      {
        numStates: K,
        initialProbs: point.initial,
        transitions: point.transitions,
        transitionsOffset,
        logLikelihoods,
        start,
        end,
      },
      all,
    );
  }
  return all.logNormalizers.reduce((sum, one) => sum + one, 0);
}

describe('the metric', () => {
  it('is the curvature of one state, whose path is known', () => {
    const problem = glmHmmProblem(specs['one state'], randomTrials(2));
    const point = emptyPoint(problem);
    point.theta.set(somewhere(problem, 1));
    evaluate(problem, point);
    const { matrix } = observedInformation(problem, point.theta, new Uint8Array(problem.size));
    const metric = completeDataMetric(problem);
    factorMetric(metric, point);
    fc.assert(
      fc.property(
        fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
        ([a, b]) => {
          const v = new Float64Array(problem.size);
          v.set([
            matrix.corner.get(0, 0) * a + matrix.corner.get(0, 1) * b,
            matrix.corner.get(1, 0) * a + matrix.corner.get(1, 1) * b,
          ]);
          const out = new Float64Array(problem.size);
          solveMetric(metric, v, out);
          expect(out[0]).toBeCloseTo(a, 6);
          expect(out[1]).toBeCloseTo(b, 6);
        },
      ),
    );
  });
});
