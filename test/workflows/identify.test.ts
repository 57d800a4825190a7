import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import { type HierarchicalSpec, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { real } from '../../src/models/hierarchical/scales.ts';
import { uniformTruths } from '../../src/models/hierarchical/truths/truths.ts';
import { confusionChart } from '../../src/plots/confusionChart.ts';
import { confusionTable, identificationTable } from '../../src/views/identificationTable.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import type { Identification } from '../../src/workflows/identification.ts';
import { identify } from '../../src/workflows/identify.ts';
import { indexOfBest, measureModel } from '../../src/workflows/modelCriteria.ts';
import { summarizeIdentification } from '../../src/workflows/summarizeIdentification.ts';
import { golden } from '../support/golden.ts';
import { learners, subjectsFrom } from '../support/learners.ts';

const models = {
  RW1: hierarchical(rescorlaWagner()),
  RW2: hierarchical(rescorlaWagner({ learningRates: 2 })),
};

describe('the round of the reference', () => {
  it('has the same winners', async () => {
    const { data, table } = golden('pyem/identify_one_round');
    for (const [m, simulated] of ['RW1', 'RW2'].entries()) {
      const subjects = subjectsFrom(data[simulated].choices_B1, data[simulated].rewards);
      const evidence: (number | null)[] = [];
      const bic: (number | null)[] = [];
      for (const spec of Object.values(models)) {
        const { scores } = await measureModel(subjects, spec, ['pyemLogModelEvidence', 'integratedBicPyem'], {
          draws: 20,
          maxIterations: 25,
        });
        evidence.push(scores.pyemLogModelEvidence);
        bic.push(scores.integratedBicPyem);
      }
      expect(indexOfBest(evidence, 'higher')).toBe(m);
      expect(indexOfBest(bic, 'lower')).toBe(m);
      // the reference: simulated, fitted, mean LME, ...
      for (const n of [0, 1]) expect(Math.abs(Number(evidence[n]) - table.rows[2 * m + n][2])).toBeLessThan(1);
    }
  }, 60_000);
});

describe('means, wins and matrices', () => {
  it('are counted over rounds, the first model winning ties', () => {
    const values = [
      [
        [
          [1, 2],
          [5, 5],
        ],
        [
          [3, 1],
          [null, 4],
        ],
        [
          [3, 2],
          [null, null],
        ],
      ],
    ];
    const { pairs, matrices } = summarizeIdentification(['a', 'b'], ['logEvidence'], values);
    expect(pairs.map(({ wins }) => wins)).toEqual([2, 1, 1, 1]);
    expect(pairs.map(({ mean }) => mean)).toEqual([7 / 3, 5 / 3, 5, 4.5]);
    // by hand
    expect(matrices[0].confusion).toEqual([
      [2 / 3, 1 / 3],
      [1 / 2, 1 / 2],
    ]);
    const [a, b] = [2 / 3 + 1 / 2, 1 / 3 + 1 / 2];
    matrices[0].inversion.forEach((row, m) => {
      expect(row[0]).toBeCloseTo([2 / 3 / a, 1 / 2 / a][m], 14);
      expect(row[1]).toBeCloseTo([1 / 3 / b, 1 / 2 / b][m], 14);
    });
  });

  it('are empty where nothing wins, and take lower values as better where they are', () => {
    const nothing = summarizeIdentification(
      ['a', 'b'],
      ['logEvidence'],
      [
        [
          [
            [null, null],
            [1, 0],
          ],
        ],
      ],
    );
    expect(nothing.matrices[0].confusion).toEqual([
      [null, null],
      [1, 0],
    ]);
    expect(nothing.matrices[0].inversion).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(nothing.pairs[0].mean).toBeNull();
    const lower = summarizeIdentification(
      ['a', 'b'],
      ['integratedBic'],
      [
        [
          [
            [9, 8],
            [1, 0],
          ],
        ],
      ],
    );
    expect(lower.matrices[0].confusion).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

describe('identify', () => {
  const options = { rounds: 2, numSubjects: 12, criteria: ['pyemLogModelEvidence', 'bic'], maxIterations: 60 } as const;
  let found: Identification;
  const seen: string[] = [];
  beforeAll(async () => {
    found = await identify(models, {
      ...options,
      onProgress: ({ stage, fit, numFits, done }) => seen.push(`${stage} ${fit}/${numFits} ${done}`),
    });
  }, 60_000);

  it('fits every model to what every model simulates', () => {
    expect(found).toMatchObject({ kind: 'identification', rounds: 2, numSubjects: 12, modelNames: ['RW1', 'RW2'] });
    expect(found.values.flat(3)).toHaveLength(16);
    expect(found.values.flat(3).every((value) => Number.isFinite(value))).toBe(true);
    for (const { confusion } of found.matrices)
      for (const row of confusion) expect(row.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12);
    // all subjects pay BIC for their own parameters
    expect(found.matrices[1].confusion[0][0]).toBe(1);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(seen[0]).toBe('round 1, RW1 simulated, RW1: group 1/8 false');
    expect(seen.at(-1)).toBe('undefined 8/8 true');
  });

  it('finds the same again, and another with another seed', async () => {
    const short = { ...options, rounds: 1, criteria: ['bic'] } as const;
    const [same, other] = [await identify(models, short), await identify(models, { ...short, seed: 2 })];
    expect(same.values[0][0]).toEqual(found.values[1][0]);
    expect(other.values[0][0]).not.toEqual(found.values[1][0]);
  });

  it('makes tables, as the chart takes them', () => {
    const rows = rowsOf(identificationTable(found));
    expect(rows).toHaveLength(8);
    expect(rows[1]).toEqual({ ...found.pairs[1], metric: 'Log model evidence (pyEM)' });
    const shares = rowsOf(confusionTable(found));
    expect(shares).toHaveLength(16);
    expect(shares[5]).toEqual({
      simulated: 'RW1',
      fitted: 'RW2',
      share: found.matrices[0].inversion[0][1],
      metric: 'Log model evidence (pyEM)',
      kind: 'inversion',
    });
    expect(() => confusionChart(confusionTable(found))).not.toThrow();
  });

  it('draws true values from distributions, fits, or takes them as given', async () => {
    const like = simulateSubjects(rescorlaWagner(), {
      parameters: Array.from({ length: 6 }, (_, s) => [2 + s, 0.1 + 0.1 * s]),
      task: { numTrials: 12 },
    });
    const fit = await fitSubjects(like, models.RW1, { maxIterations: 5 });
    const from = await identify(models, {
      rounds: 1,
      like,
      criteria: ['bic'],
      parameters: { RW1: fit, RW2: { learningRatePositive: uniformTruths(0.1, 0.2) } },
    });
    expect(from.numSubjects).toBe(6);
    expect(from.dataHash).toBe(fit.dataHash);
    expect(from.settings.truths.map(({ kind }) => kind)).toEqual(['fit', 'distributions']);
    const given = await identify(models, {
      rounds: 1,
      criteria: ['bic'],
      parameters: { RW1: { inverseTemperature: [2, 3, 4], learningRate: [0.2, 0.4, 0.3] } },
    });
    expect(given.numSubjects).toBe(3);
  });

  it('goes on where a model breaks down, and says so', async () => {
    const coin = (name: string, broken: boolean): HierarchicalSpec =>
      hierarchical(
        ownBehavior({
          name,
          parameters: { bias: real() },
          columns: { y: { role: 'response', numClasses: 2 } },
          logLikelihood: ({ bias }, { columns }, math) => {
            let total = math.multiply(0, bias);
            for (const y of columns.y) total = math.add(total, math.logLogistic(math.multiply(y === 1 ? 1 : -1, bias)));
            return broken ? math.add(total, Number.NaN) : total;
          },
          design: () => ({ numTrials: 20, blockStarts: Int32Array.of(0), columns: {} }),
          simulate: ({ bias }, { numTrials }, random) => ({
            y: Float64Array.from({ length: numTrials }, () => Number(random.uniform() < 1 / (1 + Math.exp(-bias)))),
          }),
        }),
      );
    const { problems, matrices } = await identify([coin('coin', false), coin('torn', true)], {
      rounds: 1,
      numSubjects: 4,
      criteria: ['logEvidence'],
    });
    expect(problems.map(({ simulated, fitted }) => [simulated, fitted])).toEqual([
      ['coin', 'torn'],
      ['torn', 'torn'],
    ]);
    expect(problems[0].message).toMatch('is not a number');
    expect(matrices[0].confusion).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });

  it('refuses options that are impossible or do not go together', async () => {
    const like = learners('compare_rw1_rw2', 4);
    await expect(identify(models, { rounds: 0 })).rejects.toThrow('rounds must be a whole number');
    await expect(identify(models, { criteria: ['lme'] } as object)).rejects.toThrow('criteria lists "lme"');
    await expect(identify(models, { criteria: [] })).rejects.toThrow('at least one of');
    await expect(identify(models, { parameters: { RW3: {} } })).rejects.toThrow('go by the names of models');
    await expect(identify(models, { like, numSubjects: 4 })).rejects.toThrow('Leave one of them out');
    await expect(identify(models, { numSubjects: 4, parameters: { RW1: [[2, 0.2]] } })).rejects.toThrow('Give as many');
    await expect(identify(models, { nrounds: 4 } as object)).rejects.toThrow('not an option of identify');
    await expect(identify(models, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});
