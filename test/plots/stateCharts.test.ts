import { describe, expect, it } from 'vitest';
import { type Column, type Table, table } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import { accuracyChart } from '../../src/plots/accuracyChart.ts';
import { changeTriggeredChart } from '../../src/plots/changeTriggeredChart.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { dwellTimesChart } from '../../src/plots/dwellTimesChart.ts';
import { occupancyChart } from '../../src/plots/occupancyChart.ts';
import { posteriorChart } from '../../src/plots/posteriorChart.ts';
import { sessionChart } from '../../src/plots/sessionChart.ts';
import { switchesChart } from '../../src/plots/switchesChart.ts';
import { trajectoriesChart } from '../../src/plots/trajectoriesChart.ts';
import { accuracies, choices, dwellTimes, occupancies, posteriors, timed } from '../charts/cases.ts';
import { experiments } from '../charts/experiments.ts';
import { traces, trajectories, triggered } from '../charts/paths.ts';

const usual = experiments.usual!;
const withColumns = (from: Table, change: (column: Column) => Column): Table => table(from.columns.map(change));
const textOf = (chart: Chart) => JSON.stringify(chart.title);

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
