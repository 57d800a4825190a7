import { describe, expect, it } from 'vitest';
import { type Column, rowsOf, type Table, table } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { likelihoodRatiosChart } from '../../src/plots/likelihoodRatiosChart.ts';
import { modelsChart } from '../../src/plots/modelsChart.ts';
import { subjectsChart } from '../../src/plots/subjectsChart.ts';
import { transitionsChart } from '../../src/plots/transitionsChart.ts';
import { weightsChart } from '../../src/plots/weightsChart.ts';
import { accuracies, ofClasses, runningAway, sessionWeights, staticWeights, transitions } from '../charts/cases.ts';
import { experiments } from '../charts/experiments.ts';
import { models } from '../charts/models.ts';
import { accuracyOfSubjects, weightsOfSubjects } from '../charts/subjects.ts';

const usual = experiments.usual!;
const withColumns = (from: Table, change: (column: Column) => Column): Table => table(from.columns.map(change));
const textOf = (chart: Chart) => JSON.stringify(chart.title);

describe('weightsChart', () => {
  it('says in the subtitle only what it shows', () => {
    expect(textOf(weightsChart(sessionWeights(usual)))).toContain('Line: fit. Band: ±1 s.e. Dashed: true weights.');
    const bare = table(sessionWeights(usual).columns.filter(({ name }) => !['lower', 'upper', 'truth'].includes(name)));
    expect(textOf(weightsChart(bare))).not.toMatch(/Band|Dashed/);
  });

  it.each([
    ['over sessions', sessionWeights(usual)],
    ['of all sessions', staticWeights(usual)],
  ])('%s shows weights that run to infinity at the edge of an axis for the others', (_, weights) => {
    const text = JSON.stringify(weightsChart(runningAway(weights)));
    const domains = new Set(text.match(/"domain":\[[-\d.,]+\],"nice":false,"clamp":true/g));
    expect(domains.size).toBe(1);
    const [low, high] = JSON.parse(/\[.*\]/.exec([...domains][0])?.[0] ?? '');
    const own = rowsOf(weights).filter(({ state }) => state === 'engaged');
    const ends = rowsOf(weights).map(({ truth }) => Number(truth));
    for (const { lower, upper } of own) ends.push(Number(lower), Number(upper));
    expect(low).toBeLessThan(Math.min(...ends));
    expect(high).toBeGreaterThan(Math.max(...ends));
    expect(high - low).toBeLessThan(1.2 * (Math.max(...ends) - Math.min(...ends)));
    expect(text).toContain('At the edge: beyond the axis.');
    expect(text).toContain('"weight":3000');
  });

  it('shows all of the bands of weights that are small and uncertain', () => {
    const faint = withColumns(staticWeights({ ...usual, truth: false }), (column) => {
      const value: Record<string, number> = { weight: 0.02, lower: -0.4, upper: 0.44 };
      return column.name in value ? { ...column, values: column.values.map(() => value[column.name]) } : column;
    });
    expect(JSON.stringify(weightsChart(faint))).not.toMatch(/clamp|edge/);
  });

  it('draws a value between two gaps as a point', () => {
    const text = JSON.stringify(weightsChart(sessionWeights({ ...usual, gaps: [4, 6] })));
    expect(text.match(/"lonely":true/g)).toHaveLength(usual.states.length * usual.features.length);
  });
});

describe('weightsChart of classes', () => {
  const classes = ['left', 'right', 'no choice'];

  it('has a panel a class, and over sessions a row of panels a feature', () => {
    expect(JSON.stringify(weightsChart(ofClasses(staticWeights(usual), classes)))).toContain(
      '"facet":{"field":"class","type":"nominal","sort":["left","right","no choice"]},"columns":3',
    );
    expect(JSON.stringify(weightsChart(ofClasses(sessionWeights(usual), classes)))).toContain(
      '"sort":["bias, left","bias, right","bias, no choice","stimulus, left","stimulus, right","stimulus, no choice"]},"columns":3',
    );
  });
});

describe('subjectsChart', () => {
  const options = { column: 'accuracy', axis: 'Correct choices', title: 'Accuracy' };
  type Row = { subject?: string; state: string; panel: string; value: number; lower: number; upper: number };
  const rowsOf = (chart: Chart) => (chart as unknown as { data: { values: Row[] } }).data.values;

  it('has one value a subject and state, their mean over sessions, and the mean of the subjects', () => {
    const from = table([
      { name: 'subject', type: 'string', values: ['A', 'A', 'B', 'B'] },
      { name: 'session', type: 'number', values: [1, 2, 1, 2] },
      { name: 'state', type: 'string', values: ['a', 'a', 'a', 'a'] },
      { name: 'accuracy', type: 'number', values: [0.5, 0.7, 0.8, null] },
    ]);
    const rows = rowsOf(subjectsChart(from, options));
    expect(rows.map(({ subject, value }) => [subject, value])).toEqual([
      ['A', 0.6],
      ['B', 0.8],
      [undefined, 0.7],
    ]);
    expect(rows[2]).toMatchObject({ lower: 0.6, upper: 0.8 });
  });

  it('says how many subjects there are, and of one has no bar', () => {
    expect(textOf(subjectsChart(accuracyOfSubjects(usual), options))).toMatch(/7 in all.*Bar: ±1 s.e./);
    const weights = { column: 'weight', axis: 'Weight', title: 'Weights', panels: ['feature'], rule: 0 };
    const alone = textOf(subjectsChart(weightsOfSubjects({ ...usual, numSessions: 1 }), weights));
    expect(alone).toContain('1 in all.');
    expect(alone).not.toMatch(/Bar|chance/);
  });

  it('joins states that differ over subjects by a bracket with stars, and no others', () => {
    const subjects = ['A', 'B', 'C', 'D', 'E', 'F'];
    const values = {
      a: [0.9, 0.91, 0.88, 0.92, 0.9, 0.89],
      b: [0.5, 0.52, 0.49, 0.5, 0.51, 0.5],
      c: [0.5, 0.49, 0.52, 0.53, 0.48, 0.5],
    };
    const all = Object.entries(values).flatMap(([state, shares]) =>
      shares.map((accuracy, i) => ({ subject: subjects[i], state, accuracy })),
    );
    const from = table([
      { name: 'subject', type: 'string', values: all.map(({ subject }) => subject) },
      { name: 'state', type: 'string', values: all.map(({ state }) => state) },
      { name: 'accuracy', type: 'number', values: all.map(({ accuracy }) => accuracy) },
    ]);
    const chart = subjectsChart(from, options);
    const brackets = rowsOf(chart).filter((row) => 'stars' in row) as unknown as {
      one: string;
      other: string;
      stars: string;
      value: number;
    }[];
    expect(brackets.map(({ one, other, stars }) => [one, other, stars])).toEqual([
      ['a', 'b', '***'],
      ['a', 'c', '***'],
    ]);
    expect(Math.min(...brackets.map(({ value }) => value))).toBeGreaterThan(0.92);
    expect(brackets[1].value).toBeGreaterThan(brackets[0].value);
    expect(textOf(chart)).toContain('Bracket: paired t test');
    expect(
      textOf(subjectsChart(accuracyOfSubjects({ ...usual, states: usual.states.slice(0, 1) }), options)),
    ).not.toContain('Bracket');
  });

  it('refuses a table without subjects, or without the column', () => {
    expect(() => subjectsChart(accuracies(usual), options)).toThrow(/"subject"/);
    expect(() => subjectsChart(accuracyOfSubjects(usual), { ...options, column: 'speed' })).toThrow(/"speed"/);
  });
});

describe('modelsChart', () => {
  const rowsOfPart = (chart: Chart, part: number) =>
    (chart as unknown as { hconcat: { data: { values: { name: string; value: number; best: boolean }[] } }[] }).hconcat[
      part
    ].data.values;

  it('marks the best of each measure, and takes criteria from the lowest', () => {
    const chart = modelsChart(models(usual));
    expect(rowsOfPart(chart, 0).map(({ best }) => best)).toEqual([false, true]);
    expect(rowsOfPart(chart, 1).map(({ value, best }) => value === 0 && best)).toEqual([false, true, false, true]);
  });

  it('names the models without criteria, and leaves out what no model has', () => {
    expect(textOf(modelsChart(models({ ...usual, gaps: [1] })))).toContain('Without AIC and BIC: 2 states');
    const without = (...names: string[]) => table(models(usual).columns.filter(({ name }) => !names.includes(name)));
    expect(textOf(modelsChart(without('aic', 'bic')))).not.toMatch(/AIC|Left/);
    expect(textOf(modelsChart(without('bitsPerTrial', 'bic')))).not.toMatch(/Gain|ring/);
    expect(() => modelsChart(without('bitsPerTrial', 'aic', 'bic'))).toThrow(DataError);
  });
});

describe('likelihoodRatiosChart', () => {
  it('writes each test at the right, and marks those below the level', () => {
    const chart = likelihoodRatiosChart(
      table([
        { name: 'regressor', type: 'string', values: ['stimulus', 'bias'] },
        { name: 'chi2', type: 'number', values: [123.4, 2.71] },
        { name: 'df', type: 'number', values: [3, 1] },
        { name: 'p', type: 'number', values: [1e-20, 0.0997] },
      ]),
      { level: 0.01 },
    );
    const text = JSON.stringify(chart);
    expect(text).toContain('χ²(3) = 123, p < 0.001');
    expect(text).toContain('χ²(1) = 2.7, p = 0.100');
    expect(text).toMatch(/"name":"stimulus","value":123.4,"measure":"χ²","best":true/);
    expect(textOf(chart)).toContain('p < 0.01');
  });
});

describe('transitionsChart', () => {
  it('opens the axis below 0.8 only for a state that is left more often', () => {
    const low = withColumns(transitions(usual, 'session'), (column) =>
      ['probability', 'lower'].includes(column.name)
        ? { ...column, values: column.values.map((value) => (typeof value === 'number' ? value * 0.7 : value)) }
        : column,
    );
    expect(JSON.stringify(transitionsChart(transitions(usual, 'session')))).toContain('"domain":[0.8,1]');
    expect(JSON.stringify(transitionsChart(low))).toContain('"domain":[0.6,1]');
  });

  it('refuses an unknown choice of pairs', () => {
    // @ts-expect-error there are two
    expect(() => transitionsChart(transitions(usual, 'session'), { pairs: 'some' })).toThrow(SpecError);
  });
});
