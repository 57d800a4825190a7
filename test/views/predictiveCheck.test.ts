import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bias, column, lag, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { type Cell, rowsOf } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { poisson } from '../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { splitSeed } from '../../src/numerics/random.ts';
import {
  type ChoiceStatistic,
  choiceAutocorrelation,
  choiceRuns,
  choiceSwitches,
  type OwnStatistic,
  psychometric,
} from '../../src/views/choiceStatistics.ts';
import { measureChoices } from '../../src/views/measureChoices.ts';
import { predictiveCheck } from '../../src/views/predictiveCheck.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';
import { randomTrials } from '../support/randomTrials.ts';

const valuesOf = (statistic: ChoiceStatistic, trials: Trials): readonly (number | null)[] =>
  measureChoices(statistic, trials).valuesOf(trials);

/** Two sessions with a missing and a hidden choice; in the second nothing repeats but at its end. */
const trials = hideTrials(
  trialsOf({
    choices: [1, 1, 0, 0, 0, -1, 0, 1, 0, 1, 1, 1],
    features: { bias: new Array<number>(12).fill(1), x: [1, -1, 1, 1, -1, 0, 0, 2, 2, 0, -1, 1] },
    sessionStarts: [0, 7, 12],
  }),
  (t) => t === 11,
);

describe('statistics of choices', () => {
  it('count switches from an observed trial to the next in the session', () => {
    // 1 1 0 0 0 . 0 | 1 0 1 1 .
    expect(valuesOf(choiceSwitches(), trials)).toEqual([1 + 2]);
  });

  it('share out runs, which sessions and unobserved trials end', () => {
    // of length 2, 3, 1 | 1, 1, 2
    expect(valuesOf(choiceRuns({ longest: 4 }), trials)).toEqual([3 / 6, 2 / 6, 1 / 6, 0]);
    expect(valuesOf(choiceRuns({ longest: 2 }), trials)).toEqual([3 / 6, 3 / 6]);
    expect(valuesOf(choiceRuns({ longest: 1 }), trials)).toEqual([1]);
  });

  it('correlate choices of two classes as numbers', () => {
    const seen = [0, 1, 2, 3, 4, 6, 7, 8, 9, 10];
    const y = Array.from(trials.choices);
    const mean = seen.reduce((sum, t) => sum + y[t], 0) / seen.length;
    const variance = seen.reduce((sum, t) => sum + (y[t] - mean) ** 2, 0) / seen.length;
    const oracle = [1, 2, 3, 4, 5, 6, 7].map((by) => {
      const products = seen.flatMap((t) =>
        seen.includes(t - by) && t < 7 === t - by < 7 ? [(y[t] - mean) * (y[t - by] - mean)] : [],
      );
      return products.length === 0 ? null : products.reduce((sum, one) => sum + one, 0) / products.length / variance;
    });
    const found = valuesOf(choiceAutocorrelation({ lags: 7 }), trials);
    expect(oracle[6]).toBeNull();
    found.forEach((value, i) => {
      if (oracle[i] === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(oracle[i], 12);
    });
  });

  it('correlate choices of several classes by the sum over their indicators', () => {
    const choices = [0, 2, 1, 1, 0, 2, 2, 0, 1, 2, 0, 0];
    const several = trialsOf({ choices, features: { x: choices }, classNames: ['C', 'L', 'R'] });
    const shares = [0, 1, 2].map((c) => choices.filter((one) => one === c).length / 12);
    const variance = shares.reduce((sum, p) => sum + p * (1 - p), 0);
    for (const by of [1, 2, 3]) {
      let sum = 0;
      for (let t = by; t < 12; t++)
        for (let c = 0; c < 3; c++)
          sum += (Number(choices[t] === c) - shares[c]) * (Number(choices[t - by] === c) - shares[c]);
      expect(valuesOf(choiceAutocorrelation({ lags: 3 }), several)[by - 1]).toBeCloseTo(sum / (12 - by) / variance, 12);
    }
    expect(
      valuesOf(choiceAutocorrelation({ lags: 1 }), trialsOf({ choices: [1, 1], features: { x: [0, 0] } })),
    ).toEqual([null]);
  });

  it('share out choices over the values of a feature', () => {
    const { points, valuesOf: at } = measureChoices(psychometric('x'), trials);
    expect(points).toEqual([-1, 0, 1, 2].map((value) => ({ at: value, choice: 1 })));
    expect(at(trials)).toEqual([2 / 3, 1 / 2, 1 / 3, 1 / 2]);
    const named = { ...trials, classNames: ['L', 'R'] };
    const left = measureChoices(psychometric('x', { bins: 2, choice: 'L' }), named);
    expect(left.points.map(({ choice }) => choice)).toEqual(['L', 'L']);
    expect(left.valuesOf(named)).toEqual([2 / 5, 3 / 5]);
  });

  it('keep the bins of the recorded trials for others, whose values may lie elsewhere', () => {
    const { valuesOf: at } = measureChoices(psychometric('x'), trials);
    const other = trialsOf({ choices: [1, 0, 1, 1], features: { bias: [1, 1, 1, 1], x: [-9, 0.5, 1, 9] } });
    expect(at(other)).toEqual([1, null, 1 / 2, 1]);
  });

  it('say each class of several, and values in the unit of the data', () => {
    const rows = { choice: ['C', 'L', 'R', 'C'], x: [10, 20, 10, 20] };
    const read = readTrials(rows, { choice: 'choice', features: { x: standardized('x') }, classes: ['C', 'L', 'R'] });
    const { points, valuesOf: at } = measureChoices(psychometric('x'), read);
    expect(points.map(({ at, choice }) => [at, choice])).toEqual(
      [10, 20].flatMap((value) => ['C', 'L', 'R'].map((choice) => [value, choice])),
    );
    expect(at(read)).toEqual([0.5, 0, 0.5, 0.5, 0.5, 0]);
  });

  it('add up: runs to 1, and switches are what runs leave', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ trials: some }) => {
        const shares = valuesOf(choiceRuns({ longest: 30 }), some);
        if (!some.observed.includes(1)) {
          expect(shares.every((share) => share === null)).toBe(true);
          return;
        }
        expect(shares.reduce<number>((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 12);
        const numSeen = some.observed.reduce((sum, one) => sum + one, 0);
        const meanLength = shares.reduce<number>((sum, share, i) => sum + Number(share) * (i + 1), 0);
        const gaps = Array.from(some.observed).filter(
          (one, t) => one && (some.sessionStarts.includes(t) || !some.observed[t - 1]),
        ).length;
        expect(numSeen / meanLength).toBeCloseTo(Number(valuesOf(choiceSwitches(), some)[0]) + gaps, 9);
      }),
    );
  });
});

describe('predictiveCheck', () => {
  const data = randomTrials(4, { lengths: [20, 15], missing: 0.1 });
  const fit = fitFrom(
    staticGlmHmm({ numStates: 2 }),
    {
      weights: [
        [0, 2],
        [1, 0],
      ],
      transitionMatrix: [
        [0.8, 0.2],
        [0.3, 0.7],
      ],
    },
    data,
  );

  it('sets what is observed beside what simulations give, draw by draw', () => {
    const share: OwnStatistic = ({ choices, observed }) => {
      const seen = Array.from(choices).filter((_, t) => observed[t]);
      return seen.filter((choice) => choice === 1).length / seen.length;
    };
    const [row] = rowsOf(predictiveCheck(fit, data, { statistics: { share }, draws: 41, seed: 9 }));
    const drawn = Array.from({ length: 41 }, (_, i) =>
      Number(share(simulate(fit, { like: data, seed: splitSeed(9, i) }).trials)),
    );
    const observed = Number(share(data));
    const sorted = [...drawn].sort((a, b) => a - b);
    expect(row).toMatchObject({ statistic: 'share', at: null, choice: null, observed, numDraws: 41 });
    expect(row.mean).toBeCloseTo(drawn.reduce((sum, one) => sum + one, 0) / 41, 12);
    // 2.5 % of 40 steps is the second smallest, 97.5 % the second largest
    expect([row.lower, row.upper]).toEqual([sorted[1], sorted[39]]);
    const below = drawn.filter((one) => one < observed).length + drawn.filter((one) => one === observed).length / 2;
    expect(row.position).toBeCloseTo(below / 41, 12);
  });

  it('checks switches, runs and autocorrelation unless told otherwise, the same for the same seed', () => {
    const made = predictiveCheck(fit, data, { draws: 10 });
    expect(rowsOf(made).map(({ statistic, at }) => [statistic, at])).toEqual([
      ['switches', null],
      ...['run lengths', 'autocorrelation'].flatMap((name) =>
        Array.from({ length: 10 }, (_, i): [string, Cell] => [name, i + 1]),
      ),
    ]);
    expect(predictiveCheck(fit, data, { draws: 10, seed: 1 })).toEqual(made);
    expect(predictiveCheck(fit, data, { draws: 10, seed: 2 })).not.toEqual(made);
  });

  it('finds data where they are when the fit made them, and at the end when it did not', () => {
    const stubborn = fitFrom(glm(), { weights: [[0, 0]] }, data);
    const long = randomTrials(4, { lengths: [600] });
    const [own] = rowsOf(
      predictiveCheck(stubborn, simulate(stubborn, { like: long, seed: 3 }).trials, {
        statistics: { switches: choiceSwitches() },
        draws: 100,
      }),
    );
    expect(Number(own.observed)).toBeGreaterThan(Number(own.lower) - 1);
    expect(Number(own.observed)).toBeLessThan(Number(own.upper) + 1);
    const repeating = { ...long, choices: long.choices.map((_, t) => Math.floor(t / 50) % 2) };
    const [other] = rowsOf(
      predictiveCheck(stubborn, repeating, { statistics: { switches: choiceSwitches() }, draws: 100 }),
    );
    expect(other).toMatchObject({ observed: 11, position: 0 });
  });

  it('gives lists their places, and leaves out draws without a value', () => {
    const rows = rowsOf(
      predictiveCheck(fit, data, {
        statistics: {
          list: ({ choices }) => [choices[0], Number.NaN, null],
          odd: ({ choices }) => (choices[0] === 1 ? 1 : null),
        },
        draws: 30,
      }),
    );
    expect(rows.map(({ statistic, at, numDraws }) => [statistic, at, numDraws])).toEqual([
      ['list', 1, 30],
      ['list', 2, 0],
      ['list', 3, 0],
      ['odd', null, expect.any(Number)],
    ]);
    expect(rows[1]).toMatchObject({ observed: null, mean: null, lower: null, upper: null, position: null });
    expect(Number(rows[3].numDraws)).toBeGreaterThan(0);
    expect(Number(rows[3].numDraws)).toBeLessThan(30);
    expect(rows[3]).toMatchObject({ mean: 1, lower: 1, upper: 1 });
  });

  it('asks statistics of responses only from the user', () => {
    const counts = readTrials(
      { y: [1, 2, 0, 4], x: [0, 1, 2, 3] },
      { y: 'y', features: { bias: bias(), x: column() } },
    );
    const ofCounts = fitFrom(glm({ observation: poisson() }), { weights: [[0, 0.3]] }, counts);
    const total: OwnStatistic = ({ responses }) => responses?.data.reduce((sum, one) => sum + one, 0) ?? null;
    const [row] = rowsOf(predictiveCheck(ofCounts, counts, { statistics: { total }, draws: 5 }));
    expect(row).toMatchObject({ observed: 7, numDraws: 5 });
  });
});

describe('the closed loop of a check', () => {
  const rows = {
    choice: [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0],
    x: [1, -1, 0.5, -2, 1, 0, 0, -1, 1, 2, 0.5, -1],
    reward: [1, 0, 2, 1, 0, 0, 1, 1, 0, 0, 1, 2],
  };
  const read = (features: Parameters<typeof readTrials>[1]['features'], outcomes: string[] = []): Trials =>
    readTrials(rows, { choice: 'choice', features, outcomes });
  const lagged = read({ bias: bias(), x: column(), before: lag('choice') });
  const fit = fitFrom(glm(), { weights: [[0, 1, 3]] }, lagged);
  const featuresOf = (options: Parameters<typeof predictiveCheck>[2]): Cell[] => [
    ...new Set(rowsOf(predictiveCheck(fit, lagged, { draws: 5, ...options })).map(({ features }) => features)),
  ];

  it('says which features are made again and which stay as recorded', () => {
    expect(featuresOf({})).toEqual(['made again: before; as recorded: bias, x']);
    expect(featuresOf({ openLoop: true })).toEqual(['as recorded: bias, x, before']);
  });

  it('puts choices against a feature that is made again by its simulated values', () => {
    const rowsOfCheck = rowsOf(predictiveCheck(fit, lagged, { statistics: { p: psychometric('before') }, draws: 50 }));
    expect(rowsOfCheck.map(({ at }) => at)).toEqual([-1, 0, 1]);
    // the weight of 3 is much of what is chosen: P is about logistic(-3) and logistic(3), whatever was recorded
    expect(Number(rowsOfCheck[0].mean)).toBeLessThan(0.25);
    expect(Number(rowsOfCheck[2].mean)).toBeGreaterThan(0.75);
  });

  it('needs a rule for outcomes that features remember, and says so', () => {
    const rewarded = read({ bias: bias(), reward: lag('reward') }, ['reward']);
    const ofReward = fitFrom(glm(), { weights: [[0, 1]] }, rewarded);
    expect(() => predictiveCheck(ofReward, rewarded)).toThrow(DataError);
    expect(() => predictiveCheck(ofReward, rewarded)).toThrow(/Give outcome: .* or keep all features as recorded/);
    const [row] = rowsOf(predictiveCheck(ofReward, rewarded, { outcome: ({ choice }) => choice, draws: 4 }));
    expect(row.features).toBe('made again: reward; as recorded: bias');
  });
});
