import { describe, expect, it } from 'vitest';
import { behaviorOf, checkedBehavior } from '../../../src/models/behavior/behaviors.ts';
import { type LogisticRegressionOptions, logisticRegression } from '../../../src/models/behavior/logisticRegression.ts';
import { plainArithmetic } from '../../../src/numerics/differentiation/plainArithmetic.ts';
import { random } from '../../../src/numerics/random.ts';
import {
  expectExactDerivatives,
  expectMissingToBeRemoved,
  expectNotesToAddUp,
  expectScoresAboutZero,
  naturalAt,
  simulated,
} from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfColumns } from '../../support/goldenBehavior.ts';

const trials = ({ X, Y }: { X: number[][]; Y: number[] }) =>
  trialsOfColumns({ choice: Y, ...Object.fromEntries(X[0].map((_, i) => [`b${i}`, X.map((row) => row[i])])) });

const predictors = ['b0', 'b1', 'b2'];
const task = { numBlocks: 3, numTrials: 10 };

const kinds: readonly (readonly [LogisticRegressionOptions, readonly number[]])[] = [
  [{ predictors: ['a', 'b'] }, [0.3, 1.1, -0.6]],
  [{ predictors: ['a', 'b'], decay: 1 }, [0.3, 1.1, -0.6, 0.4]],
  [{ predictors: ['a', 'b'], intercept: false, decay: 4 }, [1.1, -0.6, 0.7]],
  [{ predictors: [] }, [0.3]],
];

describe('logisticRegression', () => {
  it.each([
    ['logit', logisticRegression({ predictors, intercept: false })],
    ['logit_decay', logisticRegression({ predictors, intercept: false, decay: 2 })],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec) => {
    const { compared } = expectGoldenModel(id, spec, trials, 'clip');
    expect(compared).toBe(60);
  });

  it.each(kinds)('%j: derivatives are exact', (options, x) => {
    const spec = logisticRegression(options);
    const source = random(3);
    for (let repeat = 0; repeat < 3; repeat++)
      expectExactDerivatives(
        spec,
        simulated(spec, naturalAt(spec, x), task, source),
        x.map((value) => value + 0.5 * source.normal()),
      );
  });

  it.each(kinds)('%j: a missing choice is no trial, and trials add up', (options, x) => {
    const spec = logisticRegression(options);
    const subject = simulated(spec, naturalAt(spec, x), task, random(4));
    expectMissingToBeRemoved(spec, subject, x, 'choice');
    expectNotesToAddUp(spec, subject, naturalAt(spec, x));
  });

  it.each(kinds)('%j: simulates what its likelihood says', (options, x) => {
    const spec = logisticRegression(options);
    expectScoresAboutZero(spec, naturalAt(spec, x), { task, subjects: 300 });
  });

  it('tells the probability of choice 1', () => {
    const told: unknown[] = [];
    behaviorOf(logisticRegression({ predictors: ['a'] })).logLikelihood(
      { intercept: 1, a: -0.5 },
      trialsOfColumns({ a: [2, 2], choice: [0, Number.NaN] }),
      plainArithmetic,
      (...note) => told.push(note),
    );
    expect(told).toEqual([
      ['probability', 0, 0.5],
      ['logLikelihood', 0, -Math.log(2)],
    ]);
  });

  it('is the same spec after a round trip through JSON', () => {
    for (const [options] of kinds) {
      const spec = logisticRegression(options);
      expect(checkedBehavior(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it.each([
    [{ predictors: 'a' }, /^predictors of logisticRegression\(\) must be a list of names of columns, but is "a"\.$/],
    [{ predictors: ['choice'] }, /must be names other than "choice"/],
    [{ predictors: ['decay'], decay: 1 }, /must be names other than "decay"/],
    [{ predictors: ['a'], noise: 'fitted' }, /"noise" is not an option of logisticRegression/],
  ])('refuses %j', (options, message) => {
    expect(() => logisticRegression(options as LogisticRegressionOptions)).toThrow(message);
  });
});
