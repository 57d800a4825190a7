import { describe, expect, it } from 'vitest';
import { type Cell, type Table, table, valuesOf } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { comparisonChart } from '../../src/plots/comparisonChart.ts';
import { confusionChart } from '../../src/plots/confusionChart.ts';
import { exceedanceChart } from '../../src/plots/exceedanceChart.ts';
import { groupTraceChart } from '../../src/plots/groupTraceChart.ts';
import { latentsChart } from '../../src/plots/latentsChart.ts';
import { parameterDistributionsChart } from '../../src/plots/parameterDistributionsChart.ts';
import { posteriorPredictiveChart } from '../../src/plots/posteriorPredictiveChart.ts';
import { recoveryChart } from '../../src/plots/recoveryChart.ts';
import {
  cohorts,
  comparisons,
  confusions,
  densities,
  estimates,
  exceedances,
  groupTraces,
  latents,
  predictions,
  recoveries,
} from '../charts/cohorts.ts';
import { tableOf } from '../charts/experiments.ts';

const usual = cohorts.usual!;
const textOf = (chart: Chart): string => JSON.stringify(chart.title);
const panelsOf = (chart: Chart): Chart[] => chart.concat as Chart[];
const changed = (from: Table, name: string, change: (cell: Cell, row: number) => Cell): Table =>
  table(
    from.columns.map((column) => (column.name === name ? { ...column, values: column.values.map(change) } : column)),
  );
const pairs = (rows: readonly (readonly [truth: number, estimate: number])[]): Table =>
  tableOf(rows.map(([truth, estimate], s) => ({ parameter: 'rate', subject: `S${s}`, truth, estimate })));

describe('recoveryChart', () => {
  it('writes the correlation of each parameter, by hand 0.8 for these four subjects', () => {
    const chart = recoveryChart(
      pairs([
        [1, 2],
        [2, 1],
        [3, 4],
        [4, 3],
        [5, 5],
      ]),
    );
    expect(JSON.stringify(panelsOf(chart))).toContain('"r = 0.80"');
  });

  it('writes a negative correlation with a minus sign', () => {
    const chart = recoveryChart(
      pairs([
        [1, 3],
        [2, 2],
        [3, 1],
      ]),
    );
    expect(JSON.stringify(panelsOf(chart))).toContain('"r = −1.00"');
  });

  it('has no correlation of two subjects, nor of values that do not vary', () => {
    const two = JSON.stringify(
      recoveryChart(
        pairs([
          [1, 3],
          [2, 2],
        ]),
      ),
    );
    expect(two).toContain('too few subjects for r');
    const same = JSON.stringify(
      recoveryChart(
        pairs([
          [1, 3],
          [1, 2],
          [1, 4],
        ]),
      ),
    );
    expect(same).toContain('values do not vary');
  });

  it('gives x and y of a parameter the same ends, and each parameter its own', () => {
    const domains = panelsOf(recoveryChart(recoveries(usual))).map((panel) => [
      ...new Set(JSON.stringify(panel).match(/"domain":\[[^\]]*\]/g)),
    ]);
    expect(domains.map((ends) => ends.length)).toEqual([1, 1, 1]);
    expect(new Set(domains.flat()).size).toBe(3);
  });

  it('gives all cells of a grid of one parameter the same ends', () => {
    const grid = [50, 400].map((numTrials) => ({ numTrials }));
    const chart = recoveryChart(recoveries({ ...usual, parameters: ['rate'] }, grid));
    expect(panelsOf(chart)).toHaveLength(2);
    expect(new Set(JSON.stringify(chart).match(/"domain":\[[^\]]*\]/g)).size).toBe(1);
    expect(JSON.stringify(chart)).toMatch(/50 trials.*400 trials/);
  });

  it('counts what it leaves out, and draws a thousand of many subjects', () => {
    expect(textOf(recoveryChart(recoveries(cohorts.gaps!)))).toContain('Left out: 18 without a number.');
    const many = recoveryChart(recoveries(cohorts.manySubjects!));
    expect(textOf(many)).toContain('At most 1,000 subjects are drawn');
    expect((panelsOf(many)[0] as { data: { values: unknown[] } }).data.values).toHaveLength(1000);
  });
});

describe('confusionChart', () => {
  it('keeps the order of the models, and has a panel a kind and metric', () => {
    const chart = confusionChart(
      confusions({ ...usual, models: ['z', 'a', 'm'] }, ['confusion', 'inversion'], ['AIC', 'BIC']),
    );
    expect(panelsOf(chart)).toHaveLength(4);
    expect(JSON.stringify(chart)).toContain('"domain":["z","a","m"]');
    expect(JSON.stringify(chart)).toMatch(/rows sum to 1.*columns sum to 1/);
  });

  it('writes each number once, in the ink of its half', () => {
    const text = JSON.stringify(confusionChart(confusions(usual)));
    expect(text).toContain('datum.share < 0.5');
    expect(text).toContain('datum.share >= 0.5');
  });

  it('leaves cells that are not defined empty, and says so', () => {
    const chart = confusionChart(confusions(cohorts.gaps!));
    expect(textOf(chart)).toContain('Empty: not defined.');
    expect((panelsOf(chart)[0] as { data: { values: unknown[] } }).data.values).toHaveLength(6);
  });

  it('refuses another kind', () => {
    const wrong = changed(confusions(usual, ['confusion', 'inversion']), 'kind', (cell, row) =>
      row === 2 ? 'x' : cell,
    );
    expect(() => confusionChart(wrong)).toThrow(DataError);
    expect(() => confusionChart(wrong)).toThrow(/"kind" must hold 'confusion' or 'inversion' .* row 2 holds "x"/);
  });
});

describe('parameterDistributionsChart', () => {
  type Bar = { density: number; from: number; to: number; count: number };
  const barsOf = (panel: Chart): Bar[] =>
    (panel.layer as { mark: { type: string }; data: { values: Bar[] } }[]).find(({ mark }) => mark.type === 'bar')?.data
      .values ?? [];

  it('has bars that hold all subjects and an area of 1', () => {
    for (const panel of panelsOf(parameterDistributionsChart(estimates(usual), densities(usual)))) {
      const bars = barsOf(panel);
      expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(usual.numSubjects);
      expect(bars.reduce((sum, { density, from, to }) => sum + density * (to - from), 0)).toBeCloseTo(1, 4);
    }
  });

  it('draws a tick a subject where they are few, or lines of several groups cross', () => {
    const few = parameterDistributionsChart(estimates(cohorts.fewSubjects!), densities(usual));
    expect(textOf(few)).toContain('Ticks: 4 subjects.');
    const groups = parameterDistributionsChart(estimates(cohorts.groups!), densities(cohorts.groups!));
    expect(textOf(groups)).toContain('Ticks: 40 subjects. Line: distribution of each group.');
    expect(JSON.stringify(groups)).toContain('"values":["controls","patients","relatives"]');
  });

  it('has no line without a group', () => {
    const chart = parameterDistributionsChart(estimates(usual));
    expect(textOf(chart)).not.toContain('Line');
    expect(JSON.stringify(chart)).not.toContain('"type":"line"');
  });
});

describe('comparisonChart', () => {
  const labelsOf = (chart: Chart, panel: number): string[] =>
    (panelsOf(chart)[panel] as unknown as { data: { values: { label: string }[] } }).data.values.map(
      ({ label }) => label,
    );

  it('marks the best of each criterion and writes the distance of the others', () => {
    const from = tableOf([
      { model: 'a', criterion: 'log evidence', value: -100, difference: 12.34, better: 'higher' },
      { model: 'b', criterion: 'log evidence', value: -87.66, difference: 0, better: 'higher' },
      { model: 'c', criterion: 'log evidence', value: -87.7, difference: 0.04, better: 'higher' },
    ]);
    expect(labelsOf(comparisonChart(from), 0)).toEqual(['12.3', 'best', '0.04']);
  });

  it('has a log-like axis only for large distances, and says so', () => {
    const text = panelsOf(comparisonChart(comparisons(usual))).map((panel) => JSON.stringify(panel));
    expect(text.map((panel) => panel.includes('"type":"symlog"'))).toEqual([false, false, true]);
    expect(text.map((panel) => panel.includes('Distance (nats), log-like axis'))).toEqual([false, false, true]);
  });

  it('refuses a direction that it does not know, and a model better than the best', () => {
    const direction = changed(comparisons(usual), 'better', (cell, row) => (row === 1 ? 'more' : cell));
    expect(() => comparisonChart(direction)).toThrow(/"better" must hold 'higher' or 'lower' .* row 1 holds "more"/);
    const negative = changed(comparisons(usual), 'difference', (cell, row) => (row === 1 ? -3 : cell));
    expect(() => comparisonChart(negative)).toThrow(/"difference" must hold differences of at least 0 .* holds -3/);
  });
});

describe('exceedanceChart', () => {
  it('has a point and a ring, or a point where no probability is protected', () => {
    expect(textOf(exceedanceChart(exceedances(usual)))).toContain('point: protected, ring: not');
    const bare = table(exceedances(usual).columns.filter(({ name }) => name !== 'protectedExceedance'));
    for (const from of [bare, exceedances(cohorts.gaps!)]) expect(textOf(exceedanceChart(from))).not.toContain('ring');
  });

  it('shows the share that each of like models would have', () => {
    expect(JSON.stringify(exceedanceChart(exceedances(usual)))).toContain('"datum":0.333333');
  });
});

describe('groupTraceChart', () => {
  it('has a panel a quantity in their order, and few points of many iterations', () => {
    const chart = groupTraceChart(groupTraces({ ...usual, numSteps: 2000 }));
    expect(panelsOf(chart)).toHaveLength(7);
    expect(textOf(chart)).toContain('2,000 iterations.');
    for (const panel of panelsOf(chart))
      expect((panel as unknown as { data: { values: unknown[] } }).data.values.length).toBeLessThanOrEqual(302);
  });
});

describe('posteriorPredictiveChart', () => {
  it('counts the subjects whose interval covers the observed value', () => {
    const from = predictions({ ...usual, parameters: ['a'], numSubjects: 8 });
    const some = changed(from, 'covered', (_, row) => (row === 7 ? null : row < 3));
    expect(textOf(posteriorPredictiveChart(some))).toContain('3 of 7 covered (43 %).');
  });

  it('refuses what is neither true nor false', () => {
    const wrong = changed(predictions(usual), 'covered', (cell, row) => (row === 4 ? 'yes' : cell));
    expect(() => posteriorPredictiveChart(wrong)).toThrow(/"covered" must hold true, false .* row 4 holds "yes"/);
    const without = table(predictions(usual).columns.filter(({ name }) => name !== 'covered'));
    expect(() => posteriorPredictiveChart(without)).toThrow('There is no column "covered"');
  });
});

describe('latentsChart', () => {
  it('puts blocks that count their own trials one after the other, with a rule where each starts', () => {
    const chart = latentsChart(latents({ ...usual, numSteps: 20 }, 3));
    expect(textOf(chart)).toContain('60 trials.');
    expect(JSON.stringify(chart)).toContain('"values":[{"at":20.5},{"at":40.5}]');
  });

  it('leaves trials that count on where they are', () => {
    const from = latents({ ...usual, numSteps: 20 }, 2);
    const blocks = valuesOf(from, 'block');
    const on = changed(from, 'trial', (cell, row) => Number(cell) + (blocks[row] === 2 ? 30 : 0));
    expect(JSON.stringify(latentsChart(on))).toContain('"values":[{"at":30.5}]');
  });

  it('refuses a trial that comes twice, as in a table of two subjects', () => {
    const bare = table(latents(usual, 2).columns.filter(({ name }) => name !== 'block'));
    expect(() => latentsChart(bare)).toThrow(/trial 1 of "expected value 1" once more.*one subject/);
  });
});
