import { describe, expect, it } from 'vitest';
import { rowsOf, valuesOf } from '../../src/data/table.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { signalDetection } from '../../src/models/behavior/signalDetection.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import { gaussianGroup } from '../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { truncatedNormalTruths, uniformTruths } from '../../src/models/hierarchical/truths/truths.ts';
import { recoveryChart } from '../../src/plots/recoveryChart.ts';
import { recoverySummaryTable } from '../../src/views/recoverySummaryTable.ts';
import { recoveryTable } from '../../src/views/recoveryTable.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { type RecoverOptions, recover } from '../../src/workflows/recover.ts';
import { golden } from '../support/golden.ts';
import { learners } from '../support/learners.ts';

const learner = hierarchical(rescorlaWagner());
const observer = hierarchical(signalDetection());
const quickStart: number[][] = golden('pyem/quickstart_rw1a1b').true_params;

describe('recover', () => {
  it('finds the true values of the quick start as well as the reference', async () => {
    const { correlation } = golden('pyem/recovery_rw1a1b');
    const { cells } = await recover(learner, { parameters: quickStart });
    expect(cells).toHaveLength(1);
    const [{ numSubjects, numTrials, numBlocks, summaries, converged, values }] = cells;
    expect([numSubjects, numTrials, numBlocks, converged]).toEqual([100, 96, 4, true]);
    for (const k of [0, 1]) expect(Math.abs(Number(summaries[k].correlation) - correlation[k])).toBeLessThan(0.1);
    expect(values.filter(({ parameter }) => parameter === 'learningRate').map(({ truth }) => truth)).toEqual(
      quickStart.map(([, rate]) => rate),
    );
  });

  it('says what it finds: means over the rows that it gives', async () => {
    const { cells } = await recover(observer, { parameters: { sensitivity: uniformTruths(0.5, 3) }, numSubjects: 12 });
    const [{ values, summaries }] = cells;
    expect(values).toHaveLength(24);
    for (const { parameter, bias, rmse, coverage, truthMeanX } of summaries) {
      const own = values.filter((value) => value.parameter === parameter);
      const mean = (of: (row: (typeof own)[number]) => number) =>
        own.reduce((sum, row) => sum + of(row), 0) / own.length;
      expect(bias).toBeCloseTo(
        mean(({ estimate, truth }) => Number(estimate) - truth),
        12,
      );
      expect(Number(rmse) ** 2).toBeCloseTo(
        mean(({ estimate, truth }) => (Number(estimate) - truth) ** 2),
        12,
      );
      expect(coverage).toBeCloseTo(
        mean(({ lower, upper, truth }) => Number(Number(lower) <= truth && truth <= Number(upper))),
        12,
      );
      if (parameter === 'criterion') expect(truthMeanX).toBeCloseTo(mean(({ truth }) => truth));
      for (const { lower, estimate, upper } of own) {
        expect(lower).toBeLessThan(Number(estimate));
        expect(upper).toBeGreaterThan(Number(estimate));
      }
    }
  });

  it('draws true values from a fit, whose group 300 simulated subjects give back, in intervals that hold 95 % of them', async () => {
    const fit = await fitSubjects(learners('quickstart_rw1a1b'), learner);
    const { cells, settings } = await recover(learner, { parameters: fit, numSubjects: 300 });
    expect(settings.truths).toEqual({ kind: 'fit', requestHash: fit.requestHash });
    cells[0].summaries.forEach(({ coverage, truthMeanX, groupMeanX, groupMeanErrorX }, k) => {
      const { coefficients, scale } = fit.group ?? {};
      const error = Number(scale?.data[k]) / Math.sqrt(300);
      expect(Math.abs(Number(truthMeanX) - Number(coefficients?.data[k]))).toBeLessThan(4 * error);
      expect(Number(groupMeanErrorX)).toBeGreaterThan(error);
      expect(Math.abs(Number(groupMeanX) - Number(coefficients?.data[k]))).toBeLessThan(4 * Number(groupMeanErrorX));
      expect(coverage).toBeGreaterThan(0.9);
      expect(coverage).toBeLessThan(0.98);
    });
  });

  it('goes over a grid, in which a cell is the same whatever the others are', async () => {
    const options = { parameters: { sensitivity: uniformTruths(0.5, 3) }, seed: 3 };
    const grid = { numTrials: [40, 160], numSubjects: [40, 10], numBlocks: [2] };
    const { cells } = await recover(observer, { ...options, grid });
    expect(cells.map(({ numSubjects, numTrials, numBlocks }) => [numSubjects, numTrials, numBlocks])).toEqual([
      [40, 80, 2],
      [40, 320, 2],
      [10, 80, 2],
      [10, 320, 2],
    ]);
    const truthsOf = (cell: number) => cells[cell].values.map(({ truth }) => truth);
    expect(truthsOf(1)).toEqual(truthsOf(0));
    expect(truthsOf(2)).toEqual(truthsOf(0).slice(0, 20));
    expect(cells[1].summaries[0].rmse).toBeLessThan(Number(cells[0].summaries[0].rmse));
    const alone = await recover(observer, { ...options, numSubjects: 10, task: { numTrials: 160, numBlocks: 2 } });
    expect(alone.cells).toEqual([cells[3]]);
    const reordered = await recover(observer, { ...options, grid: { ...grid, numTrials: [160, 40] } });
    expect(reordered.cells[0]).toEqual(cells[1]);
  });

  it('takes the first of given true values where the grid has fewer subjects', async () => {
    const { cells } = await recover(learner, { parameters: quickStart, grid: { numSubjects: [5, 20] } });
    expect(cells.map(({ values }) => values.length)).toEqual([10, 40]);
    expect(cells[0].values[9].truth).toBe(quickStart[4][1]);
  });

  it('takes over tasks, missing trials and covariates of other subjects', async () => {
    const made = simulateSubjects(rescorlaWagner(), { parameters: quickStart.slice(0, 20), seed: 4 });
    made.trials[0].columns.choice.fill(Number.NaN, 0, 90);
    const like = { ...made, covariates: { age: made.names.map((_, s) => s) } };
    const spec = hierarchical(rescorlaWagner(), { group: gaussianGroup({ covariates: ['age'] }) });
    const { cells, dataHash } = await recover(spec, {
      parameters: { inverseTemperature: truncatedNormalTruths({ mean: 4, standardDeviation: 1 }) },
      like,
    });
    expect(dataHash).toMatch(/^[0-9a-f]{64}$/);
    const [{ numSubjects, values, summaries }] = cells;
    expect(numSubjects).toBe(20);
    expect(summaries[0].groupMeanX).toBeNull();
    const widthOf = (row: number) => Number(values[row].upper) - Number(values[row].lower);
    expect(widthOf(0)).toBeGreaterThan(widthOf(2));
    await expect(recover(spec)).rejects.toThrow(/^The group depends on age, which simulated subjects have of other/);
  });

  it('leaves intervals out where the search keeps to a bound', async () => {
    const bounds = { sensitivity: [0.1, 1] } as const;
    const { cells } = await recover(hierarchical(signalDetection(), { prior: 'none', bounds }), {
      parameters: { sensitivity: uniformTruths(2, 3), criterion: uniformTruths(-0.2, 0.2) },
      numSubjects: 5,
    });
    const [{ values, summaries }] = cells;
    expect(values[0]).toMatchObject({ lower: null, upper: null });
    expect(values[0].estimate).toBeCloseTo(1, 10);
    expect(summaries[0]).toMatchObject({ correlation: null, coverage: null, groupMeanX: null });
  });

  it('is plain data after a round trip through JSON', async () => {
    const recovery = await recover(observer, { numSubjects: 4, grid: { numTrials: [20, 30] }, tolerance: 1e-6 });
    expect(JSON.parse(JSON.stringify(recovery))).toEqual(recovery);
    expect(recovery).toMatchObject({
      kind: 'recovery',
      seed: 1,
      parameterNames: ['sensitivity', 'criterion'],
      settings: { truths: { kind: 'distributions' }, grid: { numTrials: [20, 30] }, control: { tolerance: 1e-6 } },
      dataHash: null,
    });
  });

  it('tells its progress, and ends when it is aborted', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    const study = recover(observer, {
      numSubjects: 10,
      grid: { numTrials: [50, 60, 70] },
      signal: control.signal,
      onProgress: ({ fit, numFits, done }) => {
        seen.push(`${fit} of ${numFits}, ${done}`);
        if (fit === 2) control.abort();
      },
    });
    await expect(study).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(new Set(seen)).toEqual(new Set(['1 of 3, false', '2 of 3, false']));
    const whole: boolean[] = [];
    await recover(observer, {
      numSubjects: 5,
      grid: { numTrials: [20, 30] },
      onProgress: ({ done }) => whole.push(done),
    });
    expect(whole.filter((done) => done)).toHaveLength(1);
    expect(whole[whole.length - 1]).toBe(true);
  });

  it.each<[RecoverOptions, RegExp]>([
    [
      { parameters: quickStart, numSubjects: 99 },
      /^parameters hold true values of 100 subjects, but numSubjects is 99\./,
    ],
    [
      { parameters: quickStart, grid: { numSubjects: [50, 101] } },
      /^parameters hold true values of 100 subjects, but grid\.numSubjects is 101\./,
    ],
    [{ parameters: { learningRate: uniformTruths(0.5, 2) } }, /^max of the true values of "learningRate" is 2/],
    [{ parameters: { rate: uniformTruths(0, 1) } }, /^parameters names "rate"\./],
    [{ parameters: [[3]] }, /^parameters of subject 0 \(counted from 0\) must be 2 natural values/],
    [{ grid: { numTrials: [] } }, /^grid\.numTrials must be a list of different whole numbers, at least one\.$/],
    [{ grid: { numTrials: [24, 24] } }, /^grid\.numTrials must be a list of different whole numbers/],
    [{ grid: { numTrials: [0] } }, /^grid\.numTrials must be a whole number of at least 1, but is 0\.$/],
    [{ grid: { trials: [1] } as object }, /^"trials" is not an option of grid\./],
    [{ numSubjects: 2.5 }, /^numSubjects must be a whole number of at least 1, but is 2\.5\.$/],
    [{ task: { numTrial: 3 } }, /^"numTrial" is not an option of the task of rescorlaWagner\(\)\./],
    [{ seed: -1 }, /^seed must be a whole number of at least 0, but is -1\.$/],
    [{ maxIterations: 0 }, /^maxIterations must be a whole number of at least 1, but is 0\.$/],
    [{ subjects: 3 } as object, /^"subjects" is not an option of recover\./],
    [
      { like: learners('quickstart_rw1a1b', 4), task: {} },
      /^task and like both say how large the cohort or its task is\./,
    ],
    [{ like: learners('quickstart_rw1a1b', 4), grid: { numTrials: [3] } }, /^numTrials and like both say how large/],
    [{ like: learners('quickstart_rw1a1b', 4), parameters: quickStart }, /100 subjects, but like is 4\./],
  ])('refuses what cannot be: %#', async (options, message) => {
    await expect(recover(learner, options)).rejects.toThrow(message);
  });
});

describe('tables of recovery', () => {
  it('have a row for each value, and sizes where they differ', async () => {
    const { cells, ...rest } = await recover(observer, { numSubjects: 4, grid: { numTrials: [20, 30] } });
    const both = recoveryTable({ cells, ...rest });
    expect(both.columns.map(({ name }) => name)).toEqual([
      'parameter',
      'subject',
      'truth',
      'estimate',
      'lower',
      'upper',
      'numTrials',
    ]);
    expect(both.numRows).toBe(16);
    expect(rowsOf(both)[11]).toEqual({ ...cells[1].values[3], numTrials: 30 });
    const one = recoveryTable({ cells: [cells[0]], ...rest });
    expect(one.columns).toHaveLength(6);
    for (const table of [both, one]) expect(recoveryChart(table).title).toBeDefined();
  });

  it('sum up each parameter of each cohort', async () => {
    const recovery = await recover(observer, { numSubjects: 4, grid: { numTrials: [20], numBlocks: [1, 2] } });
    const table = recoverySummaryTable(recovery);
    expect(table.columns.map(({ name }) => name)).toEqual([
      'parameter',
      'correlation',
      'rankCorrelation',
      'bias',
      'rmse',
      'coverage',
      'numTrials',
      'numSubjects',
      'numBlocks',
    ]);
    expect(valuesOf(table, 'numTrials')).toEqual([20, 20, 40, 40]);
    expect(valuesOf(table, 'numBlocks')).toEqual([1, 1, 2, 2]);
    expect(valuesOf(table, 'rmse')).toEqual(
      recovery.cells.flatMap(({ summaries }) => summaries.map(({ rmse }) => rmse)),
    );
  });
});
