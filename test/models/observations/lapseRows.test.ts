import { describe, expect, it } from 'vitest';
import { classLapses, historyLapses } from '../../../src/models/lapses.ts';
import { familyOf } from '../../../src/models/observations/families.ts';
import { lapsedLogProbability, lapseMixtureOf } from '../../../src/models/observations/lapseMixture.ts';
import { bernoulli, softmax } from '../../../src/models/observations/observationSpecs.ts';
import { emptyTables, fillRows } from '../../../src/models/observations/rowTables.ts';

const cases = [classLapses(), historyLapses(), historyLapses({ by: 'choice' })].flatMap((lapses) =>
  [bernoulli(), bernoulli({ link: 'probit' }), softmax({ numClasses: 3, reference: 1 })].map((observation) => ({
    name: `${lapses.kind}, ${observation.kind}`,
    lapses,
    observation,
  })),
);

describe.each(cases)('mixRows: $name', ({ lapses, observation }) => {
  const family = familyOf(observation);
  const mixture = lapseMixtureOf(lapses, observation)!;
  const { numClasses: C, size, mostAtOnce: A } = mixture;
  const { numPredictors: P } = family;
  // a row for each choice after each previous one, none at first
  const situations = Array.from({ length: C + 1 }, (_, s) => s - 1);
  const previous = Int32Array.from(situations.flatMap((before) => new Array<number>(C).fill(before)));
  const responses = Float64Array.from(previous, (_, row) => row % C);
  const rates = Float64Array.from({ length: size }, (_, i) => 0.02 + 0.025 * (i % 6));
  const weights = Float64Array.from([0.8, -1.1].slice(0, P));
  const rows = {
    numFeatures: 1,
    numOutputs: 1,
    features: new Float64Array(previous.length).fill(1),
    responses,
    previous,
  };
  const tables = emptyTables(family, previous.length, 1, 1, mixture);
  fillRows(family, rows, 0, previous.length, weights, 0, new Float64Array(), 1, tables, mixture, rates);

  it('makes probabilities that sum to 1 over what could be chosen, and are those of one trial alone', () => {
    for (let row = 0; row < previous.length; row += C) {
      const own = tables.probability.subarray(row, row + C).map((p, y) => p * Math.exp(tables.shift[row + y]));
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
      own.forEach((p, y) => {
        const alone = family.logProbability(y, weights, 0, 1);
        expect(Math.log(p)).toBeCloseTo(lapsedLogProbability(mixture, alone, y, previous[row], rates, 0), 13);
      });
    }
  });

  it('gives scores of mean 0, whose products have the curvatures as their means', () => {
    const width = P + A;
    const scoreOf = (row: number, i: number): number =>
      i < P ? tables.slope[row * P + i] : tables.lapseSlope[row * A + i - P];
    const curvatureOf = (row: number, i: number, j: number): number => {
      const pair = (a: number, b: number): number => (a * (a + 1)) / 2 + b;
      if (i < P) return tables.curvature[(row * P * (P + 1)) / 2 + pair(i, j)];
      if (j < P) return tables.lapseCross[(row * A + i - P) * P + j];
      return tables.lapseCurvature[(row * A * (A + 1)) / 2 + pair(i - P, j - P)];
    };
    for (let row = 0; row < previous.length; row += C) {
      if (previous[row] < 0 && mixture.readsPrevious) continue;
      const mean = (value: (at: number) => number): number =>
        Array.from({ length: C }, (_, y) => y).reduce(
          (sum, y) => sum + tables.probability[row + y] * value(row + y),
          0,
        );
      for (let i = 0; i < width; i++) {
        expect(mean((at) => scoreOf(at, i))).toBeCloseTo(0, 13);
        for (let j = 0; j <= i; j++)
          for (let y = 0; y < C; y++)
            expect(curvatureOf(row + y, i, j)).toBeCloseTo(
              mean((at) => scoreOf(at, i) * scoreOf(at, j)),
              13,
            );
      }
    }
  });
});
