import { describe, expect, it } from 'vitest';
import { columns, type FeatureBuilders, group, matrix } from '../../src/data/featureSets.ts';
import { bias, column, contrast, lag, product, standardized } from '../../src/data/features.ts';
import { featuresOf } from '../../src/data/featuresOf.ts';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { cumulative, ewma, lags, previousOutcome, trace, winStayLoseSwitch } from '../../src/data/histories.ts';
import { oneHot, sessionIndicators } from '../../src/data/indicators.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { weightedSum } from '../../src/data/weightedSum.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { rebuiltFeatures } from '../../src/models/simulation/rebuiltFeatures.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import type { Trials } from '../../src/models/trials.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { featureValues } from '../support/featureValues.ts';

const table = {
  day: ['mon', 'mon', 'mon', 'mon', 'tue', 'tue', 'tue', 'tue'],
  choice: ['L', 'R', null, 'R', 'R', 'L', 'L', 'R'],
  rewarded: [1, 0, null, 1, 1, 1, 0, 0],
  c: [0.5, -0.25, 1, 0, -1, 0.25, 0.5, -0.5],
  side: ['a', 'b', 'b', 'a', 'c', 'a', 'b', 'c'],
  left: [1, null, 0.5, 0, null, 0.25, 1, 0],
  right: [null, 1, null, 0.5, 1, 0, 0, 0.25],
  late: [0, 1, 0, 1, 0, 0, 1, 1],
};
const roles = { session: 'day', choice: 'choice', classes: ['L', 'R'], outcomes: ['late'] };
const basis = table.c.map((c) => [c, c * c]);
const fitOf = (trials: Trials): Fit =>
  fitFrom(glm(), { weights: [trials.featureNames.map((_, d) => d / 8 - 1)] }, trials);

const first = fitOf(readTrials(table, { ...roles, features: { z: standardized('c'), ...lags('choice', 2) } }));

const everything: FeatureBuilders = {
  bias: bias(),
  own: column('late', { allowSameTrial: true }),
  ...columns(['c']),
  z: standardized('c'),
  zDay: standardized('c', { over: 'session', deviation: 'sample' }),
  zAll: standardized('c', { over: 'pooled' }),
  seen: contrast({ left: 'left', right: 'right' }, { p: 3 }),
  size: contrast('c', { unsigned: true }),
  ...matrix('basis', basis),
  ...lags('choice', 2, { of: 'L' }),
  ...group('past', { previous: lag('choice'), late: lag('late', { by: 2 }) }),
  pastC: ewma('c', { halfLife: 2 }),
  outcome: previousOutcome('rewarded'),
  wsls: winStayLoseSwitch('choice', 'rewarded'),
  wslsL: winStayLoseSwitch('choice', 'rewarded', { of: 'L' }),
  average: ewma({ column: 'choice', of: 'R' }, { halfLife: 3, onMissing: 'zero' }),
  trace: trace(['choice', { not: 'rewarded' }], { tau: 1.5 }),
  window: trace('choice', { tau: 1.5, kernel: 3 }),
  sum: cumulative('rewarded', { per: 10 }),
  ...oneHot('side', { values: ['a', 'b', 'c'], reference: 'b' }),
  ...oneHot('c', { bins: [0, 0.3, Infinity], signed: true, reference: 0 }),
  ...sessionIndicators(),
  both: product('z', 'previous'),
  weighted: weightedSum(first, ['z', 'choiceLag2']),
};

describe('featuresOf', () => {
  const trials = readTrials(table, { ...roles, features: everything });
  const fit = fitOf(trials);

  it('makes of the same table the same features by the same recipes, also after JSON', () => {
    const saved = fitFromJson(fitToJson(fit));
    expect(saved).toEqual(fit);
    const features = { ...featuresOf(saved), ...matrix('basis', basis) };
    const again = readTrials(table, { ...roles, features });
    expect(again.featureNames).toEqual(trials.featureNames);
    expect(again.recipes).toEqual(trials.recipes);
    expect(again.features).toEqual(trials.features);
    expect(again.fixedParts).toEqual(trials.fixedParts);
    expect(again.outcomes).toEqual(trials.outcomes);
  });

  it('is read from a file with all checks, and left out where a file of an earlier version has none', () => {
    const text = fitToJson(first);
    expect(() => fitFromJson(text.replace('"kind":"lag"', '"kind":"lead"'))).toThrow('recipes[1].kind must be one of');
    expect(() => fitFromJson(text.replace('"by":2', '"by":-2'))).toThrow('recipes[2].by must be a whole number');
    const { recipes: _, ...rest } = JSON.parse(text);
    expect(fitFromJson(JSON.stringify(rest))).not.toHaveProperty('recipes');
  });

  it('scales other data by the mean and deviation of the data of the fit', () => {
    const scaled = {
      z: standardized('c'),
      zDay: standardized('c', { over: 'session' }),
      seen: contrast('c'),
      both: product('z', 'z'),
    };
    const { featureNames, recipes } = readTrials(table, { ...roles, features: scaled });
    const mean = table.c.reduce((sum, x) => sum + x, 0) / 8;
    const deviation = Math.sqrt(table.c.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 8);
    const t = table.c.map((x) => Math.tanh(5 * x) / Math.tanh(5));
    const meanT = t.reduce((sum, x) => sum + x, 0) / 8;
    const deviationT = Math.sqrt(t.reduce((sum, x) => sum + (x - meanT) ** 2, 0) / 8);
    const other = readTrials(
      { choice: ['L', 'L'], c: [1, 0.5] },
      { choice: 'choice', classes: ['L', 'R'], features: featuresOf({ featureNames, recipes }) },
    );
    const z = [(1 - mean) / deviation, (0.5 - mean) / deviation];
    const close = (values: readonly number[]) => values.map((x) => expect.closeTo(x, 12));
    expect(featureValues(other, 'z')).toEqual(close(z));
    expect(featureValues(other, 'zDay')).toEqual([1, -1]);
    expect(featureValues(other, 'seen')).toEqual(close([1 / deviationT, Math.tanh(2.5) / Math.tanh(5) / deviationT]));
    expect(featureValues(other, 'both')).toEqual(close(z.map((x) => x * x)));
  });

  it('finds scales anew where those of the fit differ between subjects', () => {
    const mice = { mouse: ['A', 'A', 'B', 'B'], choice: [1, 0, 1, 0], x: [1, 3, 10, 30] };
    const pooled = { subject: 'mouse', subjects: 'pooled', choice: 'choice' } as const;
    const { featureNames, recipes } = readTrials(mice, { ...pooled, features: { x: standardized('x') } });
    const features = featuresOf({ featureNames, recipes });
    const other = readTrials({ choice: [1, 0], x: [5, 9] }, { choice: 'choice', features });
    expect(featureValues(other, 'x')).toEqual([-1, 1]);
  });

  it('a fit keeps how its features were made', async () => {
    const simple = readTrials(table, { ...roles, features: { bias: bias(), z: standardized('c') } });
    expect((await fitTrials(simple, glm())).recipes).toEqual(simple.recipes);
  });
});

describe('weightedSum', () => {
  const features = { sum: weightedSum(first, ['z', 'choiceLag2']) };
  const trials = readTrials(table, { ...roles, features });

  it('adds features of a fit with its weights', () => {
    const parts = readTrials(table, { ...roles, features: featuresOf(first) });
    const [z, second] = [featureValues(parts, 'z'), featureValues(parts, 'choiceLag2')];
    expect(featureValues(trials, 'sum')).toEqual(z.map((value, t) => expect.closeTo(-value - 0.75 * second[t], 12)));
    expect(trials.recipes[0]).toMatchObject({
      kind: 'weightedSum',
      names: ['z', 'choiceLag2'],
      weights: [-1, -0.75],
      dataHash: null,
    });
  });

  it('takes the weights of a state, and the hash of what they were fitted to', async () => {
    const parameters = {
      weights: [[1], [7]],
      transitionMatrix: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    };
    const simple = readTrials(table, { ...roles, features: { c: column() } });
    const states = fitFrom(staticGlmHmm({ numStates: 2 }), parameters, simple);
    const read = (sum: ReturnType<typeof weightedSum>) => readTrials(table, { ...roles, features: { sum } });
    expect(featureValues(read(weightedSum(states, ['c'], { state: 1 })), 'sum')).toEqual(table.c.map((c) => 7 * c));
    const fit = await fitTrials(simple, glm());
    expect(read(weightedSum(fit, ['c'])).recipes[0]).toMatchObject({ dataHash: fit.dataHash });
  });

  it('takes the weights of a response', () => {
    const responses = readTrials(
      { a: [1, 2], b: [3, 4], x: [5, 6] },
      { y: ['a', 'b'], features: { bias: bias(), x: column() } },
    );
    const fit: Fit = fitFrom(
      glm(),
      {
        weights: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
      responses,
    );
    const features = { sum: weightedSum(fit, ['x'], { output: 1 }) };
    expect(featureValues(readTrials({ a: [0, 0], x: [5, 6] }, { y: 'a', features }), 'sum')).toEqual([20, 24]);
  });

  it('takes the weights of a class', () => {
    const observation = softmax({ numClasses: 3 });
    const counts = readTrials({ choice: [0, 1, 2], x: [5, 6, 7] }, { choice: 'choice', features: { x: column() } });
    const fit = fitFrom(glm({ observation }), { weights: [[[0], [2], [-3]]] }, counts);
    const features = { sum: weightedSum(fit, ['x'], { output: 2 }) };
    const other = readTrials({ choice: [0, 1], x: [1, 2] }, { choice: 'choice', features });
    expect(featureValues(other, 'sum')).toEqual([-3, -6]);
  });

  it('is made again from simulated choices', () => {
    expect(rebuiltFeatures(trials, trials)).toMatchObject([{ feature: 0 }]);
    const simulated = simulate(fitFrom(glm(), { weights: [[0]] }, trials), { like: trials, seed: 3 }).trials;
    const again = { ...table, choice: Array.from(simulated.choices, (choice) => ['L', 'R'][choice] ?? null) };
    expect(again.choice).not.toEqual(table.choice);
    expect(readTrials(again, { ...roles, features }).features).toEqual(simulated.features);
  });
});
