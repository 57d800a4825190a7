import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { completeDataMetric, factorMetric } from '../../../src/models/glmHmm/metric.ts';
import { fullStep } from '../../../src/models/glmHmm/mStep.ts';
import { evaluate } from '../../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../../src/models/glmHmm/parameters.ts';
import { emptyPoint, type GlmHmmPoint } from '../../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { sessionChains } from '../../../src/models/inference/sessionChains.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../../src/models/presets.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { allPaths } from '../../support/allPaths.ts';
import { largestDifference } from '../../support/golden.ts';
import { permutations } from '../../support/models.ts';
import { randomParams, randomTrials, startedAt } from '../../support/randomTrials.ts';

const count = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20, noNaN: true }));
const vector = fc.array(count, { minLength: 3, maxLength: 3 });
const matrix = fc.array(vector, { minLength: 3, maxLength: 3 });
const repeat = <T>(value: T): T[] => [value, value, value];

function at(spec: GlmHmmSpec, trials: Trials, seed: number): GlmHmmPoint {
  const problem = glmHmmProblem(spec, trials);
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, randomParams(seed, spec.numStates, 2)));
  evaluate(problem, point);
  return point;
}

/** Log posterior and gradient of random parameters of three states. */
function seen(options: Omit<GlmHmmOptions, 'numStates'>, trials: Trials, seed: number): number[] {
  const { value, gradient } = at(glmHmm({ numStates: 3, ...options }), trials, seed);
  return [value, ...gradient];
}

/** Expected numbers of sessions that begin in each state, then of transitions, by enumerating every path. */
function expectedCounts(spec: GlmHmmSpec, trials: Trials, seed: number): { first: number[]; moves: number[][] } {
  const K = spec.numStates;
  const first = new Array<number>(K).fill(0);
  const moves = Array.from({ length: K }, () => new Array<number>(K).fill(0));
  for (const chain of sessionChains(fitFrom(spec, randomParams(seed, K, 2), trials), trials)) {
    const paths = allPaths(chain).map(({ path, logJoint }) => ({ path, joint: Math.exp(logJoint) }));
    const total = paths.reduce((sum, { joint }) => sum + joint, 0);
    for (const { path, joint } of paths) {
      first[path[0]] += joint / total;
      for (let t = 1; t < path.length; t++) moves[path[t - 1]][path[t]] += joint / total;
    }
  }
  return { first, moves };
}

const toShares = (values: readonly number[]): number[] => values.map((one) => one / values.reduce((a, b) => a + b));

describe('a prior on probabilities', () => {
  it('adds pseudo-counts times log probabilities to the objective', () => {
    fc.assert(
      fc.property(vector, matrix, fc.nat(1000), (first, moves, seed) => {
        const trials = randomTrials(seed, { lengths: [5, 1, 4] });
        const options = { initialPrior: dirichlet({ counts: first }), transitionPrior: dirichlet({ counts: moves }) };
        const { logPrior, probabilities } = at(glmHmm({ numStates: 3, ...options }), trials, seed);
        const expected = [...moves.flat(), ...first].reduce((sum, one, i) => sum + one * Math.log(probabilities[i]), 0);
        expect(logPrior).toBeCloseTo(expected, 9);
      }),
    );
  });

  it('adds its pseudo-counts to what every path expects in an EM step', () => {
    fc.assert(
      fc.property(vector, matrix, fc.nat(1000), (first, moves, seed) => {
        const trials = randomTrials(seed, { lengths: [4, 1, 5], missing: 0.2 });
        const spec = glmHmm({
          numStates: 3,
          penalty: ridge(1),
          initialPrior: dirichlet({ counts: first }),
          transitionPrior: dirichlet({ counts: moves }),
        });
        const problem = glmHmmProblem(spec, trials);
        const [here, next] = [at(spec, trials, seed), emptyPoint(problem)];
        const metric = completeDataMetric(problem);
        factorMetric(metric, here);
        fullStep(problem, metric, here, next.theta);
        evaluate(problem, next);
        const found = expectedCounts(spec, trials, seed);
        const add = (counts: readonly number[], expected: readonly number[]): number[] =>
          toShares(counts.map((one, k) => one + expected[k]));
        expect(largestDifference(next.initial, add(first, found.first))).toBeLessThan(1e-9);
        expect(
          largestDifference(
            next.transitions,
            moves.map((row, i) => add(row, found.moves[i])),
          ),
        ).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same as a vector and as a matrix of equal rows, as stay and leave and as their matrix, as 0 and as none', () => {
    fc.assert(
      fc.property(vector, count, count, fc.nat(1000), (counts, stay, leave, seed) => {
        const trials = randomTrials(seed, { lengths: [12, 1, 8] });
        const same = (one: Omit<GlmHmmOptions, 'numStates'>, other: Omit<GlmHmmOptions, 'numStates'>): void =>
          expect(largestDifference(seen(one, trials, seed), seen(other, trials, seed))).toBeLessThan(1e-9);
        same({ transitionPrior: dirichlet({ counts }) }, { transitionPrior: dirichlet({ counts: repeat(counts) }) });
        same(
          { transitionPrior: dirichlet({ stay, leave }) },
          {
            transitionPrior: dirichlet({
              counts: [
                [stay, leave, leave],
                [leave, stay, leave],
                [leave, leave, stay],
              ],
            }),
          },
        );
        const nothing = dirichlet({ counts: [0, 0, 0] });
        same({ initialPrior: nothing, transitionPrior: nothing }, {});
      }),
    );
  });

  it('goes with the states when they are permuted: the log posterior stays as it is', () => {
    fc.assert(
      fc.property(vector, fc.oneof(vector, matrix), fc.nat(1000), (first, moves, seed) => {
        const trials = randomTrials(seed, { lengths: [12, 1, 8] });
        const transitionPrior = Array.isArray(moves[0])
          ? dirichlet({ counts: moves as number[][] })
          : dirichlet({ counts: moves as number[] });
        const spec = glmHmm({ numStates: 3, initialPrior: dirichlet({ counts: first }), transitionPrior });
        const fit = fitFrom(spec, randomParams(seed, 3, 2), trials);
        for (const order of permutations(3)) {
          const other = permuteStates(fit, order);
          const problem = glmHmmProblem(other.spec, trials);
          const point = emptyPoint(problem);
          point.theta.set(thetaFromParams(problem, other.params));
          evaluate(problem, point);
          expect(point.value).toBeCloseTo(at(spec, trials, seed).value, 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has the fitted initial probabilities between the pseudo-counts and the sessions', async () => {
    const trials = randomTrials(3);
    const fitted = async (counts: number[]): Promise<number[]> => {
      const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1), initialPrior: dirichlet({ counts }) });
      const fit = await fitTrials(trials, spec, { startFrom: startedAt(spec, 1) });
      expect(fit.converged).toBe(true);
      return Array.from(fit.params.initialProbs.data);
    };
    expect(largestDifference(await fitted([3e6, 1e6]), [0.75, 0.25])).toBeLessThan(1e-5);
    const [weak, strong] = [await fitted([1, 0]), await fitted([100, 0])];
    expect(strong[0]).toBeGreaterThan(weak[0]);
    expect(weak[0]).toBeGreaterThan((await fitted([0, 1]))[0]);
  });

  it('lets a first state go that the start held impossible', async () => {
    const trials = randomTrials(4);
    const spec = staticGlmHmm({
      numStates: 2,
      penalty: ridge(1),
      initialPrior: dirichlet({ counts: [1, 1] }),
    });
    const start = startedAt(spec, 1);
    start.params.initialProbs.data.set([1, 0]);
    const fit = await fitTrials(trials, spec, { startFrom: start });
    expect(fit.params.initialProbs.data[1]).toBeGreaterThan(0.1);
  });

  it('changes nothing where there is one state', async () => {
    const trials = randomTrials(5);
    const penalty = ridge(1);
    const prior = dirichlet({ counts: [7] });
    const plain = await fitTrials(trials, glm({ penalty }));
    const fit = await fitTrials(trials, glmHmm({ numStates: 1, penalty, initialPrior: prior, transitionPrior: prior }));
    expect(fit.logPosterior).toBe(plain.logPosterior);
    expect(Array.from(fit.params.weights.data)).toEqual(Array.from(plain.params.weights.data));
  });

  it('on the first state goes with a matrix for each session', () => {
    const trials = randomTrials(6);
    const center = repeat([0.2, 0.3, 0.5]);
    const options = { transitions: perSession({ alpha: 2, center }) };
    const prior = { initialPrior: dirichlet({ counts: [1, 2, 3] }) };
    const [without, withPrior] = [{ ...options }, { ...options, ...prior }].map((one) =>
      at(glmHmm({ numStates: 3, ...one }), trials, 2),
    );
    const expected = without.initial.reduce((sum, p, k) => sum + (k + 1) * Math.log(p), 0);
    expect(withPrior.value - without.value).toBeCloseTo(expected, 9);
  });
});
