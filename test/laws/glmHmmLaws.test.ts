import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { largestDifference } from '../support/golden.ts';
import { randomParams, randomTrials, startedAt } from '../support/randomTrials.ts';

const names = ['bias', 'x0'];
/** The same trials, with rows taken in another way. */
function rearranged(trials: Trials, rows: readonly number[], session: (row: number) => unknown): Trials {
  return readTrials(
    rows.map((t) => ({
      session: session(t),
      choice: trials.observed[t] ? trials.choices[t] : null,
      x0: trials.features.data[2 * t + 1],
    })),
    { session: 'session', choice: 'choice', features: { bias: bias(), x0: column() } },
  );
}

const sessionOf = (trials: Trials, t: number): number => trials.sessionStarts.findIndex((start) => start > t) - 1;

describe('a fit', () => {
  it('has its states permuted when its start has', async () => {
    const trials = randomTrials(1);
    const spec = staticGlmHmm({
      numStates: 3,
      penalty: ridge(1),
      transitionPrior: dirichlet({
        counts: [
          [4, 1, 0.5],
          [2, 3, 0],
          [1, 1, 6],
        ],
      }),
      initialPrior: dirichlet({ counts: [2, 0, 1] }),
    });
    const startFrom = startedAt(spec, 4);
    const order = [2, 0, 1];
    const fit = await fitTrials(trials, spec, { startFrom });
    const permuted = permuteStates(startFrom, order);
    const other = await fitTrials(trials, permuted.spec, { startFrom: permuted });
    const expected = permuteStates(fit, order);
    expect(other.logPosterior).toBeCloseTo(fit.logPosterior, 7);
    expect(largestDifference(other.params.weights.data, Array.from(expected.params.weights.data))).toBeLessThan(1e-3);
    expect(
      largestDifference(other.params.transitionMatrix.data, Array.from(expected.params.transitionMatrix.data)),
    ).toBeLessThan(1e-3);
  });

  it('does not change with the order of equal fits: the same seed gives the same bits', async () => {
    const trials = randomTrials(2);
    const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1) });
    const [one, two] = [
      await fitTrials(trials, spec, { restarts: 3, seed: 5 }),
      await fitTrials(trials, spec, { restarts: 3, seed: 5 }),
    ];
    expect(Array.from(one.params.weights.data)).toEqual(Array.from(two.params.weights.data));
    expect(one.requestHash).toBe(two.requestHash);
  });

  it('of one state counts a repeated trial twice, and does not mind a session that is split', async () => {
    const trials = randomTrials(3, { lengths: [60] });
    const rows = Array.from({ length: 60 }, (_, t) => t);
    const spec = glm();
    const once = await fitTrials(trials, spec);
    const twice = await fitTrials(
      rearranged(
        trials,
        rows.flatMap((t) => [t, t]),
        () => 1,
      ),
      spec,
    );
    const split = await fitTrials(
      rearranged(trials, rows, (t) => (t < 20 ? 'a' : 'b')),
      spec,
    );
    expect(twice.logLikelihood).toBeCloseTo(2 * once.logLikelihood, 7);
    expect(split.logLikelihood).toBeCloseTo(once.logLikelihood, 7);
    expect(largestDifference(twice.params.weights.data, Array.from(once.params.weights.data))).toBeLessThan(1e-5);
    expect(largestDifference(split.params.weights.data, Array.from(once.params.weights.data))).toBeLessThan(1e-5);
  });

  it('of a static HMM counts a repeated session twice', async () => {
    const trials = randomTrials(4, { lengths: [50, 40] });
    const rows = Array.from({ length: 90 }, (_, t) => t);
    const copies = readTrials(
      [0, 1].flatMap((copy) =>
        rows.map((t) => ({
          session: `${copy} ${sessionOf(trials, t)}`,
          choice: trials.choices[t],
          x0: trials.features.data[2 * t + 1],
        })),
      ),
      { session: 'session', choice: 'choice', features: { bias: bias(), x0: column() } },
    );
    const spec = staticGlmHmm({ numStates: 2 });
    const startFrom = startedAt(spec, 1);
    const [once, twice] = [await fitTrials(trials, spec, { startFrom }), await fitTrials(copies, spec, { startFrom })];
    expect(twice.logLikelihood).toBeCloseTo(2 * once.logLikelihood, 5);
  });

  it('of a walk tends to the static one as sigma goes to 0, with the same penalty', async () => {
    const trials = randomTrials(5, { lengths: [60, 50, 40] });
    const shared = {
      numStates: 2,
      penalty: ridge(1, { includeBias: true }),
      transitionPrior: dirichlet({ stay: 4, leave: 1 }),
    };
    const still = await fitTrials(trials, staticGlmHmm(shared), { seed: 3 });
    const slow = await fitTrials(trials, partialGlmHmm({ ...shared, sigma: 1e-4 }), { startFrom: still });
    const none = await fitTrials(trials, partialGlmHmm({ ...shared, sigma: 0 }), { startFrom: still });
    expect(slow.logPosterior).toBeCloseTo(still.logPosterior, 4);
    expect(none.logPosterior).toBeCloseTo(still.logPosterior, 7);
    const repeated = [still, still, still].flatMap(({ params }) => Array.from(params.weights.data));
    expect(largestDifference(slow.params.weights.data, repeated)).toBeLessThan(1e-3);
    expect(largestDifference(none.params.weights.data, repeated)).toBeLessThan(1e-3);
  });

  it('of a walk tends to independent sessions as sigma grows', async () => {
    const trials = randomTrials(6, { lengths: [80, 70] });
    const wide = await fitTrials(trials, glm({ weights: randomWalk({ sigma: 1e4 }) }));
    for (const s of [0, 1]) {
      const rows = Array.from({ length: trials.numTrials }, (_, t) => t).filter((t) => sessionOf(trials, t) === s);
      const alone = await fitTrials(
        rearranged(trials, rows, () => s),
        glm(),
      );
      expect(
        largestDifference(wide.params.weights.data.subarray(2 * s, 2 * s + 2), Array.from(alone.params.weights.data)),
      ).toBeLessThan(1e-4);
    }
  });

  it('of matrices per session tends to their center as alpha grows', async () => {
    const trials = randomTrials(7, { lengths: [60, 50] });
    const center = [
      [0.9, 0.1],
      [0.25, 0.75],
    ];
    const spec = glmHmm({ numStates: 2, penalty: ridge(1), transitions: perSession({ alpha: 1e9, center }) });
    const fit = await fitTrials(trials, spec, { restarts: 2 });
    expect(fit.diagnostics.filter(({ code }) => code === 'notConverged')).toEqual([]);
    expect(largestDifference(fit.params.transitionMatrix.data, [center, center])).toBeLessThan(1e-6);
  });

  it('keeps a weight of sigma 0 the same in all sessions while others walk', async () => {
    const trials = randomTrials(8, { lengths: [60, 50, 40, 30] });
    const { params } = await fitTrials(
      trials,
      partialGlmHmm({
        numStates: 2,
        sigma: [
          { bias: 0, x0: 0.5 },
          { bias: 0.5, x0: 0 },
        ],
        penalty: ridge(0.1),
      }),
    );
    const weight = (s: number, k: number, d: number) => params.weights.data[(s * 2 + k) * 2 + d];
    for (const s of [1, 2, 3]) {
      expect(weight(s, 0, 0)).toBe(weight(0, 0, 0));
      expect(weight(s, 1, 1)).toBe(weight(0, 1, 1));
      expect(weight(s, 0, 1)).not.toBe(weight(0, 0, 1));
      expect(weight(s, 1, 0)).not.toBe(weight(0, 1, 0));
    }
  });

  it('puts the weights of a session without observed trials between its neighbours, and its matrix at the center', async () => {
    const trials = hideTrials(randomTrials(9, { lengths: [60, 20, 50] }), (_, session) => session === 1);
    const walking = await fitTrials(trials, glm({ weights: randomWalk({ sigma: 0.3 }) }));
    for (const d of [0, 1]) {
      const [before, here, after] = [0, 1, 2].map((s) => walking.params.weights.data[2 * s + d]);
      expect(here).toBeCloseTo((before + after) / 2, 6);
    }
    const center = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 2, center, penalty: ridge(1) });
    const { params } = await fitTrials(trials, spec, { restarts: 2 });
    expect(largestDifference(params.transitionMatrix.data.subarray(4, 8), center)).toBeLessThan(1e-9);
  });

  it('is that of the trials without one that is unobserved at the end of its session', async () => {
    const trials = randomTrials(10, { lengths: [50, 40] });
    const last = trials.sessionStarts[1] - 1;
    const rows = Array.from({ length: trials.numTrials }, (_, t) => t).filter((t) => t !== last);
    const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1) });
    const startFrom = startedAt(spec, 2);
    const hidden = await fitTrials(
      hideTrials(trials, (t) => t === last),
      spec,
      { startFrom, tolerance: 1e-12 },
    );
    const removed = await fitTrials(
      rearranged(trials, rows, (t) => sessionOf(trials, t)),
      spec,
      { startFrom, tolerance: 1e-12 },
    );
    expect(hidden.logLikelihood).toBeCloseTo(removed.logLikelihood, 6);
  });

  it('starts from a fit with fewer freedoms, and from one with more', async () => {
    const trials = randomTrials(12, { lengths: [80, 70, 60] });
    const still = await fitTrials(trials, staticGlmHmm({ numStates: 2, penalty: ridge(1) }));
    const walking = await fitTrials(trials, partialGlmHmm({ numStates: 2, sigma: 0.3, penalty: ridge(1) }), {
      startFrom: still,
    });
    const dynamic = await fitTrials(trials, dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 5, penalty: ridge(1) }), {
      startFrom: walking,
    });
    const back = await fitTrials(trials, still.spec, { startFrom: dynamic });
    expect(dynamic.spec.transitions).toEqual({
      kind: 'perSession',
      alpha: 5,
      center: [0, 1].map((i) => Array.from(walking.params.transitionMatrix.data.subarray(2 * i, 2 * i + 2))),
    });
    expect(back.logPosterior).toBeCloseTo(still.logPosterior, 3);
  });
});

describe('given parameters', () => {
  it('have the same log-likelihood in every order of their states', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (seed, order) => {
        const trials = randomTrials(seed, { lengths: [8, 5] });
        const spec = staticGlmHmm({ numStates: 3 });
        const value = (fit: Fit) => {
          const problem = glmHmmProblem(fit.spec, trials);
          const point = emptyPoint(problem);
          point.theta.set(thetaFromParams(problem, fit.params));
          evaluate(problem, point);
          return point.value;
        };
        const { weights, transitionMatrix, initialProbs } = randomParams(seed, 3, 2);
        const fit = fitFrom(spec, { weights, transitionMatrix, initialProbs }, { featureNames: names });
        expect(value(permuteStates(fit, order))).toBeCloseTo(value(fit), 10);
      }),
      { numRuns: 50 },
    );
  });
});
