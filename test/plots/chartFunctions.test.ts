import { describe, expect, it } from 'vitest';
import { type Column, rowsOf, type Table, table } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import { accuracyChart } from '../../src/plots/accuracyChart.ts';
import { changeTriggeredChart } from '../../src/plots/changeTriggeredChart.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { dwellTimesChart } from '../../src/plots/dwellTimesChart.ts';
import { lapsesChart } from '../../src/plots/lapsesChart.ts';
import { likelihoodRatiosChart } from '../../src/plots/likelihoodRatiosChart.ts';
import { modelsChart } from '../../src/plots/modelsChart.ts';
import { objectiveChart } from '../../src/plots/objectiveChart.ts';
import { occupancyChart } from '../../src/plots/occupancyChart.ts';
import { posteriorChart } from '../../src/plots/posteriorChart.ts';
import { psychometricChart } from '../../src/plots/psychometricChart.ts';
import { sessionChart } from '../../src/plots/sessionChart.ts';
import { subjectsChart } from '../../src/plots/subjectsChart.ts';
import { switchesChart } from '../../src/plots/switchesChart.ts';
import { trajectoriesChart } from '../../src/plots/trajectoriesChart.ts';
import { transitionsChart } from '../../src/plots/transitionsChart.ts';
import { transitionWeightsChart } from '../../src/plots/transitionWeightsChart.ts';
import { weightsChart } from '../../src/plots/weightsChart.ts';
import {
  accuracies,
  choices,
  dwellTimes,
  objectives,
  occupancies,
  ofClasses,
  posteriors,
  psychometrics,
  runningAway,
  sessionWeights,
  staticWeights,
  timed,
  transitions,
  transitionWeights,
} from '../charts/cases.ts';
import { experiments } from '../charts/experiments.ts';
import { lapses, models, ratios } from '../charts/models.ts';
import { switches, traces, trajectories, triggered } from '../charts/paths.ts';
import { accuracyOfSubjects, weightsOfSubjects } from '../charts/subjects.ts';

const usual = experiments.usual!;
const drawn: Record<string, { make: (from: Table) => Chart; from: Table; needed: string[] }> = {
  'weightsChart over sessions': {
    make: weightsChart,
    from: sessionWeights(usual),
    needed: ['state', 'feature', 'weight'],
  },
  weightsChart: { make: weightsChart, from: staticWeights(usual), needed: ['state', 'feature', 'weight'] },
  'transitionsChart over sessions': {
    make: transitionsChart,
    from: transitions(usual, 'session'),
    needed: ['from', 'to', 'probability'],
  },
  transitionsChart: {
    make: transitionsChart,
    from: transitions(usual, 'experiment'),
    needed: ['from', 'to', 'probability'],
  },
  posteriorChart: {
    make: posteriorChart,
    from: posteriors(usual),
    needed: ['session', 'trial', 'state', 'probability'],
  },
  accuracyChart: { make: accuracyChart, from: accuracies(usual), needed: ['session', 'state', 'accuracy'] },
  occupancyChart: { make: occupancyChart, from: occupancies(usual), needed: ['session', 'state', 'occupancy'] },
  dwellTimesChart: { make: dwellTimesChart, from: dwellTimes(usual), needed: ['state', 'from', 'to', 'empirical'] },
  psychometricChart: {
    make: psychometricChart,
    from: psychometrics(usual),
    needed: ['state', 'value', 'choice', 'chosen', 'lower', 'upper', 'predicted', 'numTrials'],
  },
  transitionWeightsChart: {
    make: transitionWeightsChart,
    from: transitionWeights(usual),
    needed: ['from', 'to', 'input', 'weight'],
  },
  lapsesChart: { make: lapsesChart, from: lapses(usual), needed: ['state', 'lapse', 'rate'] },
  likelihoodRatiosChart: {
    make: likelihoodRatiosChart,
    from: ratios(usual),
    needed: ['regressor', 'chi2', 'df', 'p'],
  },
  sessionChart: { make: sessionChart, from: posteriors(usual), needed: ['session', 'trial', 'state', 'probability'] },
  switchesChart: { make: switchesChart, from: switches(usual), needed: ['session', 'switches'] },
  changeTriggeredChart: {
    make: changeTriggeredChart,
    from: triggered(usual),
    needed: ['direction', 'trial', 'state', 'probability'],
  },
  trajectoriesChart: { make: trajectoriesChart, from: trajectories(usual), needed: ['trial', 'state', 'probability'] },
  objectiveChart: { make: objectiveChart, from: objectives(), needed: ['restart', 'evaluation', 'logPosterior'] },
};

const withColumns = (from: Table, change: (column: Column) => Column): Table => table(from.columns.map(change));
const textOf = (chart: Chart) => JSON.stringify(chart.title);

describe.each(Object.entries(drawn))('%s', (_, { make, from, needed }) => {
  it('refuses an empty table', () => {
    expect(() => make(withColumns(from, (column) => ({ ...column, values: [] })))).toThrow(/has no rows/);
  });

  it.each(needed)('names the column %s when it is missing', (name) => {
    const without = table(from.columns.filter((column) => column.name !== name));
    expect(() => make(without)).toThrow(DataError);
    expect(() => make(without)).toThrow(`There is no column "${name}"`);
  });

  it.each(needed)('names column %s and the row of a cell that it cannot draw', (name) => {
    const number = from.columns.find((column) => column.name === name)?.type === 'number';
    const wrong = withColumns(from, (column) =>
      column.name === name
        ? { ...column, values: column.values.map((value, row) => (row === 1 ? (number ? 'oops' : null) : value)) }
        : column,
    );
    expect(() => make(wrong)).toThrow(new RegExp(`Column "${name}" .* row 1 `));
  });

  it('says that a column has no number at all', () => {
    const last = needed.at(-1);
    const blank = withColumns(from, (column) =>
      column.name === last ? { ...column, values: column.values.map(() => Number.NaN) } : column,
    );
    expect(() => make(blank)).toThrow(`Column "${last}" has no finite number`);
  });
});

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

describe('sessionChart', () => {
  const ofTrials = (correct: readonly (boolean | null)[]) => {
    const values = correct.map((_, t) => t + 1);
    const column = (name: string, cells: readonly (string | number | boolean | null)[]): Column => ({
      name,
      type: typeof cells[0] === 'string' ? 'string' : typeof cells[0] === 'number' ? 'number' : 'boolean',
      values: cells,
    });
    const one = correct.map(() => 1);
    return {
      states: table([
        column('session', one),
        column('trial', values),
        column(
          'state',
          correct.map(() => 'a'),
        ),
        column('probability', one),
      ]),
      trials: table([
        column('session', one),
        column('trial', values),
        column(
          'choice',
          correct.map(() => 'left'),
        ),
        column('correct', correct),
        column(
          'observed',
          correct.map(() => true),
        ),
      ]),
    };
  };
  const shares = (correct: readonly (boolean | null)[], options: object) => {
    const { states, trials } = ofTrials(correct);
    const { vconcat } = sessionChart(states, { trials, ...options }) as unknown as {
      vconcat: { title?: { text: string }; data: { values: { trial: number; value: number | null }[] } }[];
    };
    return vconcat.find(({ title }) => title?.text === 'Correct choices')?.data.values.map(({ value }) => value);
  };

  it('takes the share of correct choices around each trial, as far as the session goes and the choices tell', () => {
    const correct = [true, false, null, true, true];
    expect(shares(correct, { smoothing: 1 })).toEqual([1, 0, null, 1, 1]);
    expect(shares(correct, { smoothing: 2 })).toEqual([0.5, 0.5, 0, 1, 1]);
    expect(shares(correct, { smoothing: 3 })).toEqual([0.5, 0.5, 0.5, 1, 1]);
    expect(shares(correct, { smoothing: 2, firstTrial: 3 })).toEqual([0, 1, 1]);
    expect(shares([null, null], {})).toBeUndefined();
    expect(() => shares(correct, { smoothing: 0 })).toThrow(SpecError);
  });

  it('has a part a feature, all on one axis of trials that zooms', () => {
    const chart = sessionChart(posteriors(usual), { trials: choices(usual), traces: traces(usual) });
    const { vconcat } = chart as unknown as { vconcat: Chart[] };
    expect(vconcat.slice(-2).map(({ title }) => (title as { text: string }).text)).toEqual(usual.features);
    expect(JSON.stringify(chart).match(/"name":"closer"/g)).toHaveLength(vconcat.length);
    expect(vconcat.map((part) => JSON.stringify(part).includes('"title":"Trial","axis":{'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
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

describe('switchesChart', () => {
  const ofCounts = (...counts: readonly (number | null)[]) =>
    table([
      { name: 'session', type: 'number', values: counts.map((_, i) => i + 1) },
      { name: 'switches', type: 'number', values: counts },
    ]);
  const bars = (from: Table) =>
    (switchesChart(from) as unknown as { layer: { data: { values: Record<string, unknown>[] } }[] }).layer[0].data
      .values;

  it('counts sessions by their number of switches, without those of which it is not known', () => {
    expect(bars(ofCounts(2, 0, 2, null)).map(({ switches, sessions }) => [switches, sessions])).toEqual([
      ['0', 1],
      ['1', 0],
      ['2', 2],
    ]);
    expect(textOf(switchesChart(ofCounts(2, 0, 2, null)))).toContain('3 sessions. Line: their mean, 1.3.');
  });

  it('has at most 20 bars of a round width', () => {
    expect(bars(ofCounts(19))).toHaveLength(20);
    expect(bars(ofCounts(20)).at(-1)).toMatchObject({ switches: '20 to 21', from: 19.5, to: 21.5 });
    expect(bars(ofCounts(3, 999))).toHaveLength(20);
  });
});

describe('changeTriggeredChart', () => {
  it('leaves out a direction without switches and says so', () => {
    const chart = changeTriggeredChart(triggered({ ...usual, gaps: [1] }), { state: 'engaged' });
    expect(textOf(chart)).toContain('No switch out of engaged.');
    expect(JSON.stringify(chart.facet)).toContain('["into engaged, 40 switches"]');
  });
});

describe('trajectoriesChart', () => {
  const trialsOf = (chart: Chart) =>
    new Set((chart as unknown as { data: { values: { trial: number }[] } }).data.values.map(({ trial }) => trial));

  it('draws the trials that half of the sessions have, or as many as are asked for', () => {
    expect(Math.max(...trialsOf(trajectoriesChart(trajectories(usual))))).toBe(379);
    expect(textOf(trajectoriesChart(trajectories(usual)))).toContain('Trials that at least 10 sessions have.');
    expect(Math.max(...trialsOf(trajectoriesChart(trajectories(usual), { minSessions: 1 })))).toBe(400);
    expect(() => trajectoriesChart(trajectories(usual), { minSessions: 21 })).toThrow(SpecError);
  });

  it('draws one trial in several of a long session, and says so', () => {
    const long = trajectoriesChart(trajectories(experiments.sixStates!));
    expect(3 * 6 * trialsOf(long).size).toBeLessThanOrEqual(5000 + 18);
    expect(textOf(long)).toContain('One trial in 7 is drawn.');
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

describe('accuracyChart and occupancyChart', () => {
  const renamed = (from: Table, name: string, to: string) =>
    withColumns(from, (column) => (column.name === name ? { ...column, name: to } : column));

  it('draw the column that is asked for and say what it is', () => {
    const hard = accuracyChart(renamed(accuracies(usual), 'accuracy', 'hardAccuracy'), { column: 'hardAccuracy' });
    expect(textOf(hard)).toContain('where the state is the most likely one');
    const soft = occupancyChart(renamed(occupancies(usual), 'occupancy', 'soft'), { column: 'soft' });
    expect(textOf(soft)).toContain('Mean posterior probability');
  });

  it('refuse a column that they do not know', () => {
    // @ts-expect-error there is no such column
    expect(() => accuracyChart(accuracies(usual), { column: 'speed' })).toThrow(SpecError);
    // @ts-expect-error there is no such column
    expect(() => occupancyChart(occupancies(usual), { column: 'speed' })).toThrow(SpecError);
  });
});

describe('posteriorChart', () => {
  const long = { ...usual, numTrials: 3200 };

  it('shows the first 1,500 trials of a longer session and says so', () => {
    expect(textOf(posteriorChart(posteriors(long)))).toContain('Trials 1 to 1,500 of 3,200.');
    expect(textOf(posteriorChart(posteriors(usual)))).not.toContain('Trials');
  });

  it('shows fewer trials of many states, so that the areas have at most 5,000 corners', () => {
    const six = { ...long, states: experiments.sixStates!.states };
    expect(textOf(posteriorChart(posteriors(six)))).toContain('Trials 1 to 833 of 3,200.');
    expect(textOf(posteriorChart(posteriors(six), { maxTrials: 1500 }))).toContain('Trials 1 to 1,500 of 3,200.');
  });

  it('draws lines that are not stacked, each from trial to trial', () => {
    const text = (as: 'areas' | 'lines') => JSON.stringify(posteriorChart(posteriors(usual), { as }));
    expect(text('areas')).toContain('"stack":"zero"');
    expect(text('lines')).not.toContain('"stack":"zero"');
    expect(text('lines')).toContain('"order":{"field":"trial"');
    expect(text('lines')).toContain('Line: probability of the state.');
  });

  it('shows the window that is asked for', () => {
    const chart = posteriorChart(posteriors(long), { firstTrial: 3001, maxTrials: 500, trials: choices(long) });
    expect(textOf(chart)).toContain('Trials 3,001 to 3,200 of 3,200.');
  });

  it('refuses a session or a window that is not there', () => {
    expect(() => posteriorChart(posteriors(usual), { session: 9 })).toThrow('The table has no session 9. It has: 1.');
    expect(() => posteriorChart(posteriors(usual), { firstTrial: 401 })).toThrow(SpecError);
  });

  it('stands over time, with its unit, where each trial has a time of its own', () => {
    const small = { ...usual, numTrials: 40 };
    const chart = posteriorChart(timed(posteriors(small)), { firstTrial: 21, trials: timed(choices(small)) });
    const text = JSON.stringify(chart);
    expect(text).toContain('"title":"Time (s)"');
    expect(text).not.toContain('"title":"Trial","axis"');
    // trials 21 and 40 are at 10.5 and 40 s, half a second from their neighbours
    expect(text.match(/"domain":\[10.25,40.25\]/g)).toHaveLength(3);
    expect(textOf(chart)).toContain('Trials 21 to 40 of 40.');
    const atOnce = withColumns(timed(posteriors(small)), (column) =>
      column.name === 'time' ? { ...column, values: column.values.map(() => 3) } : column,
    );
    expect(JSON.stringify(posteriorChart(atOnce))).toContain('"title":"Trial","axis"');
    expect(() => posteriorChart(timed(posteriors(small)), { trials: choices(small) })).toThrow('no column "time"');
  });

  it('gives choices that were not made a row of their own', () => {
    const gaps = { ...usual, gaps: [1] };
    expect(JSON.stringify(posteriorChart(posteriors(gaps), { trials: choices(gaps) }))).toContain('"choice":"none"');
  });
});

describe('dwellTimesChart', () => {
  const without = (...names: string[]): Table =>
    table(dwellTimes(usual).columns.filter(({ name }) => !names.includes(name)));

  it('says in the subtitle only what it shows', () => {
    expect(textOf(dwellTimesChart(dwellTimes(usual)))).toMatch(/Points.*Line and band.*Dotted: geometric/);
    expect(textOf(dwellTimesChart(without('geometric')))).not.toContain('Dotted');
    expect(textOf(dwellTimesChart(without('simulatedLower')))).toContain('Line: in simulated sessions.');
    expect(textOf(dwellTimesChart(without('simulated', 'simulatedLower')))).not.toContain('Line');
  });

  it('draws every closed bin, and no state without runs', () => {
    const ofEngaged = withColumns(dwellTimes(usual), (column) =>
      column.name === 'empirical' ? { ...column, values: column.values.map((v, i) => (i < 13 ? v : null)) } : column,
    );
    const { data } = dwellTimesChart(ofEngaged) as unknown as { data: { values: { state: string; dwell: number }[] } };
    expect(data.values.map(({ state }) => state)).toEqual(new Array(12).fill('engaged'));
    expect(data.values.map(({ dwell }) => dwell).slice(0, 3)).toEqual([3, 8, 13]);
  });

  it('refuses a table of open bins', () => {
    const open = withColumns(dwellTimes(usual), (column) =>
      column.name === 'to' ? { ...column, values: column.values.map((_, i) => (i === 0 ? 5 : null)) } : column,
    );
    const none = withColumns(open, (column) =>
      column.name === 'empirical' ? { ...column, values: column.values.map((v, i) => (i === 0 ? null : v)) } : column,
    );
    expect(() => dwellTimesChart(none)).toThrow(DataError);
    expect(() => dwellTimesChart(none)).toThrow('"empirical"');
  });
});

describe('psychometricChart', () => {
  it('draws the share of a guess where it is asked to', () => {
    const text = (options?: { chance: number }) => JSON.stringify(psychometricChart(psychometrics(usual), options));
    expect(text({ chance: 0.25 })).toContain('"datum":0.25');
    expect(text()).not.toContain('"datum":0.25');
  });

  it('shows all trials in grey beside several states only', () => {
    expect(textOf(psychometricChart(psychometrics(usual)))).toContain('Grey: all trials.');
    const one = psychometricChart(psychometrics({ ...usual, states: usual.states.slice(0, 1) }));
    expect(textOf(one)).not.toContain('Grey');
    const drawnRows = JSON.stringify(one.data);
    expect(drawnRows).toContain('engaged');
    expect(drawnRows).not.toContain('all trials');
    expect(JSON.stringify(one)).not.toMatch(/"domain":\[0,2\d\d/);
  });

  it('labels values of a log-like axis that have room, and says what it is', () => {
    const text = JSON.stringify(psychometricChart(psychometrics(usual), { scale: 'symlog', feature: 'Contrast' }));
    expect(text).toContain('"title":"Contrast (log-like axis)"');
    expect(text).toContain('"values":[-1,-0.25,0,0.25,1]');
    expect(text).toContain('"type":"symlog","constant":0.0625');
  });

  it('has a panel a choice where there are several', () => {
    const text = JSON.stringify(psychometricChart(psychometrics(usual, [0, 1])));
    expect(text).toContain('"facet":{"field":"panel","type":"nominal","sort":["Choice 0","Choice 1"]}');
  });
});

describe('objectiveChart', () => {
  it('counts the starts that reach the best', () => {
    expect(textOf(objectiveChart(objectives({ spread: 12 })))).toContain(
      'starts end within 0.01 nats of the best, −6,399.',
    );
  });

  it('has another sentence for a single start', () => {
    expect(textOf(objectiveChart(objectives({ numRestarts: 1 })))).toMatch(/One start: −6,399\.\d\d after 19 steps\./);
  });
});
