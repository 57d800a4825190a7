import { describe, expect, it } from 'vitest';
import { behaviorOf, checkedBehavior } from '../../../src/models/behavior/behaviors.ts';
import { type LinearRegressionOptions, linearRegression } from '../../../src/models/behavior/linearRegression.ts';
import { subjectLikelihood } from '../../../src/models/behavior/subjectLikelihood.ts';
import { createDerivatives } from '../../../src/numerics/differentiation/derivatives.ts';
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
  trialsOfColumns({ y: Y, ...Object.fromEntries(X[0].map((_, i) => [`b${i}`, X.map((row) => row[i])])) });

const reference = { intercept: false, noise: 'aboutMean' } as const;
const two = ['a', 'b'];
const task = { numBlocks: 3, numTrials: 8 };

const kinds: readonly (readonly [LinearRegressionOptions, readonly number[]])[] = [
  [{ predictors: two }, [0.4, -0.3, 0.9, 0.2]],
  [{ predictors: two, decay: 2, noise: 'profile' }, [0.4, -0.3, 0.9, 0.2]],
  [{ predictors: two, autoregressive: true, noise: 'aboutMean' }, [0.4, -0.3, 0.9, 0.5]],
  [{ predictors: two, decay: 1, autoregressive: true }, [0.4, -0.3, 0.9, 0.2, 0.5, -0.4]],
  [{ predictors: [], autoregressive: true }, [0.4, 1.02, -0.4]],
];

describe('linearRegression', () => {
  it.each([
    ['glm', linearRegression({ predictors: ['b0', 'b1', 'b2'], ...reference }), 60],
    ['glm_decay', linearRegression({ predictors: ['b0', 'b1', 'b2'], decay: 2, ...reference }), 60],
    ['glm_ar', linearRegression({ predictors: ['b0', 'b1'], autoregressive: true, ...reference }), 33],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec, possible) => {
    const { compared } = expectGoldenModel(id, spec, trials, 'none');
    expect(compared).toBe(possible);
  });

  it.each(kinds)('%j: derivatives are exact', (options, x) => {
    const spec = linearRegression(options);
    const source = random(3);
    for (let repeat = 0; repeat < 3; repeat++)
      expectExactDerivatives(
        spec,
        simulated(spec, naturalAt(spec, x), task, source),
        x.map((value) => value + 0.2 * source.normal()),
      );
  });

  it.each(kinds)('%j: a missing response is no trial, and trials add up', (options, x) => {
    const spec = linearRegression(options);
    const subject = simulated(spec, naturalAt(spec, x), task, random(4));
    expectMissingToBeRemoved(spec, subject, x, 'y');
    expectNotesToAddUp(spec, subject, naturalAt(spec, x));
  });

  it.each(kinds.filter(([{ noise = 'fitted' }]) => noise === 'fitted'))(
    '%j: simulates what its likelihood says',
    (options, x) => {
      const spec = linearRegression(options);
      expectScoresAboutZero(spec, naturalAt(spec, x), { task, subjects: 300 });
    },
  );

  it('has at the best weights the same likelihood with the profiled and the best fitted noise', () => {
    const profile = linearRegression({ predictors: two, noise: 'profile' });
    const subject = simulated(profile, { intercept: 1, a: -0.5, b: 0.3 }, task, random(5));
    const at = (x: readonly number[], noise: 'profile' | 'fitted') =>
      subjectLikelihood(behaviorOf(linearRegression({ predictors: two, noise }))).value(subject, Float64Array.from(x));
    const weights = [0.9, -0.4, 0.2];
    const best = at(weights, 'profile');
    const { y, a, b } = subject.columns;
    const meanSquare = y.reduce((sum, value, t) => sum + (value - 0.9 + 0.4 * a[t] - 0.2 * b[t]) ** 2 / y.length, 0);
    const logSd = Math.log(meanSquare) / 2;
    expect(at([...weights, logSd], 'fitted')).toBeCloseTo(best, 10);
    for (const by of [-0.05, 0.05]) expect(at([...weights, logSd + by], 'fitted')).toBeLessThan(best);
  });

  it('agrees about noise, profiled or about the mean, where residuals have mean 0, and punishes an offset harder about the mean', () => {
    const subject = trialsOfColumns({ y: [1, 3, 2, 6], a: [0, 0, 0, 0] });
    const at = (intercept: number, noise: 'profile' | 'aboutMean') =>
      behaviorOf(linearRegression({ predictors: ['a'], noise })).logLikelihood(
        { intercept, a: 0 },
        subject,
        plainArithmetic,
      );
    expect(at(3, 'aboutMean')).toBeCloseTo(at(3, 'profile'), 12);
    expect(at(1, 'aboutMean')).toBeLessThan(at(1, 'profile') - 0.1);
  });

  it('stays finite at a perfect fit, and is 0 without any response', () => {
    const out = createDerivatives(2);
    for (const noise of ['profile', 'aboutMean'] as const) {
      const likelihood = subjectLikelihood(behaviorOf(linearRegression({ predictors: ['a'], noise })));
      likelihood.evaluate(trialsOfColumns({ y: [1, 3, 5], a: [0, 1, 2] }), Float64Array.of(1, 2), out);
      expect(out.value).toBeCloseTo(-3 * (Math.log(1e-8) + 0.5 * Math.log(2 * Math.PI)), 8);
      expect(out.hessian.every(Number.isFinite)).toBe(true);
      likelihood.evaluate(trialsOfColumns({ y: [Number.NaN], a: [1] }), Float64Array.of(1, 2), out);
      expect(Math.abs(out.value)).toBe(0);
    }
  });

  it('reaches back neither past the start of a block nor further than its decay', () => {
    const spec = linearRegression({ predictors: ['a'], intercept: false, decay: 2, autoregressive: true });
    const predictions: number[] = [];
    behaviorOf(spec).logLikelihood(
      { a: 1, decay: 0.5, autoregression: 0.1, noiseSd: 1 },
      {
        numTrials: 6,
        blockStarts: Int32Array.of(0, 4),
        columns: { a: Float64Array.of(8, 0, 0, 0, 4, 2), y: Float64Array.of(10, 20, 30, 40, 50, 60) },
      },
      plainArithmetic,
      (latent, _, value) => {
        if (latent === 'prediction') predictions.push(value);
      },
    );
    expect(predictions).toEqual([8, 4 + 1, 2 + 2, 0 + 3, 4, 2 + 2 + 5]);
  });

  it('is the same spec after a round trip through JSON', () => {
    for (const [options] of kinds) {
      const spec = linearRegression(options);
      expect(checkedBehavior(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it.each([
    [{}, /^predictors of linearRegression\(\) must be a list of names of columns, but is undefined\.$/],
    [{ predictors: [], intercept: false }, /must be at least one name without an intercept/],
    [{ predictors: ['a', 'a'] }, /must be different names/],
    [{ predictors: ['a', '1'] }, /must be names that are not whole numbers/],
    [{ predictors: ['y'] }, /must be names other than "y", which linearRegression\(\) has a meaning for/],
    [{ predictors: ['intercept'] }, /must be names other than "intercept"/],
    [{ predictors: ['a'], decay: -1 }, /^decay must be a whole number of at least 0/],
    [{ predictors: ['a'], intercept: 1 }, /^intercept .* must be true or false, but is 1\.$/],
    [{ predictors: ['a'], autoregressive: 1 }, /^autoregressive .* must be true or false, but is 1\.$/],
    [{ predictors: ['a'], noise: 'none' }, /^noise .* must be 'fitted', 'profile' or 'aboutMean', but is "none"\.$/],
    [{ predictor: ['a'] }, /"predictor" is not an option of linearRegression/],
  ])('refuses %j', (options, message) => {
    expect(() => linearRegression(options as LinearRegressionOptions)).toThrow(message);
  });

  it('refuses a noise for the task when it is a parameter, and simulating when nothing says how large it is', () => {
    const fitted = behaviorOf(linearRegression({ predictors: ['a'] }));
    expect(() => fitted.design({ noiseSd: 2 }, random(1))).toThrow(/"noiseSd" is not an option of the task/);
    const profile = behaviorOf(linearRegression({ predictors: ['a'], noise: 'profile' }));
    expect(() => profile.design({ noiseSd: 0 }, random(1))).toThrow(/noiseSd must be a finite number above 0/);
    const design = fitted.design({}, random(1));
    expect(() => profile.simulate({ intercept: 0, a: 1 }, design, random(1))).toThrow(
      /no standard deviation to simulate/,
    );
  });
});
