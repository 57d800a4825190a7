import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureBuilders } from '../../src/data/featureSets.ts';
import { type FeatureBuilder, lag } from '../../src/data/features.ts';
import { cumulative, ewma, lags, previousOutcome, trace, winStayLoseSwitch } from '../../src/data/histories.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { SignalSource } from '../../src/data/signalTerms.ts';
import { featureValues } from '../support/featureValues.ts';
import { earlierInSession, type HistoryTable, historyTables } from '../support/historyTables.ts';

function valuesOf(table: HistoryTable, x: FeatureBuilder): number[] {
  return featureValues(readTrials({ ...table }, { session: 'day', choice: 'choice', features: { x } }), 'x');
}

type Signals = readonly (number | null)[];
const signed = (choices: Signals): Signals =>
  choices.map((choice) => choice && (choice === 1 ? 1 : -1)).map((c, t) => (choices[t] === 0 ? -1 : c));
const times = (a: Signals, b: Signals): Signals =>
  a.map((value, t) => (value === null || b[t] === null ? null : value * (b[t] as number)));

const signals: readonly [SignalSource, (table: HistoryTable) => Signals][] = [
  ['choice', ({ choice }) => signed(choice)],
  ['rewarded', ({ rewarded }) => rewarded],
  [{ not: 'rewarded' }, ({ rewarded }) => rewarded.map((value) => (value === null ? null : 1 - value))],
  [{ signed: 'rewarded' }, ({ rewarded }) => signed(rewarded)],
  [{ column: 'choice', of: 1 }, ({ choice }) => choice],
  [
    ['choice', { not: 'rewarded' }],
    ({ choice, rewarded }) =>
      times(
        signed(choice),
        rewarded.map((value) => (value === null ? null : 1 - value)),
      ),
  ],
];
const present = (values: Signals): number[] => values.filter((value) => value !== null);
const orZero = (values: Signals): number[] => values.map((value) => value ?? 0);

describe.each(signals)('of the signal %j', (source, signalOf) => {
  it.each(['carry', 'zero'] as const)('ewma forgets half in a half-life, onMissing %s', (onMissing) => {
    fc.assert(
      fc.property(historyTables, fc.double({ min: 0.3, max: 20, noNaN: true }), (table, halfLife) => {
        const expected = earlierInSession(table, signalOf(table)).map((latest) => {
          const known = onMissing === 'carry' ? present(latest) : orZero(latest);
          return known.reduce((sum, s, l) => sum + s * (1 - 0.5 ** (1 / halfLife)) * 0.5 ** (l / halfLife), 0);
        });
        valuesOf(table, ewma(source, { halfLife, onMissing })).forEach((value, t) => {
          expect(value).toBeCloseTo(expected[t], 12);
        });
      }),
      { numRuns: 40 },
    );
  });

  it.each(['carry', 'zero'] as const)('trace adds exp(-lag / tau), onMissing %s', (onMissing) => {
    fc.assert(
      fc.property(historyTables, fc.double({ min: 0.3, max: 20, noNaN: true }), (table, tau) => {
        const earlier = earlierInSession(table, signalOf(table)).map((latest) =>
          onMissing === 'carry' ? present(latest) : orZero(latest),
        );
        const infinite = valuesOf(table, trace(source, { tau, onMissing }));
        const finite = valuesOf(table, trace(source, { tau, kernel: 3, onMissing }));
        const norm = Math.exp(-1 / tau) + Math.exp(-2 / tau) + Math.exp(-3 / tau);
        earlier.forEach((latest, t) => {
          let all = 0;
          let three = 0;
          latest.forEach((s, l) => {
            all += s * Math.exp(-l / tau);
            if (l < 3) three += (s * Math.exp(-(l + 1) / tau)) / norm;
          });
          expect(infinite[t]).toBeCloseTo(all, 12);
          expect(finite[t]).toBeCloseTo(three, 12);
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('histories', () => {
  it('lags are the lag of each trial back, in a group', () => {
    const table = { day: ['a', 'a', 'a', 'a', 'b'], choice: [1, 0, null, 1, 1] };
    const read = (features: FeatureBuilders) => readTrials(table, { session: 'day', choice: 'choice', features });
    const trials = read(lags('choice', 3));
    expect(trials.featureGroups).toEqual({ choiceLag: ['choiceLag1', 'choiceLag2', 'choiceLag3'] });
    expect(featureValues(trials, 'choiceLag1')).toEqual([0, 1, -1, 0, 0]);
    expect(featureValues(trials, 'choiceLag2')).toEqual([0, 0, 1, -1, 0]);
    expect(featureValues(trials, 'choiceLag3')).toEqual([0, 0, 0, 1, 0]);
    expect(trials.recipes).toEqual([1, 2, 3].map((by) => ({ kind: 'lag', column: 'choice', of: 'choice', by })));
    const ofClass = read(lags('choice', 2, { of: 0 }));
    expect(ofClass.featureNames).toEqual(['choiceLag1=0', 'choiceLag2=0']);
    expect(featureValues(ofClass, 'choiceLag1=0')).toEqual([0, 0, 1, 0, 0]);
  });

  it('previousOutcome and winStayLoseSwitch are signed, 0 at session starts and where something is missing', () => {
    const table = {
      day: ['a', 'a', 'a', 'a', 'a', 'a', 'b'],
      choice: [1, 1, 0, 0, null, 1, 1],
      rewarded: [1, 0, 1, 0, 1, null, 1],
    };
    const features = {
      before: previousOutcome('rewarded'),
      wsls: winStayLoseSwitch('choice', 'rewarded'),
      wsls0: winStayLoseSwitch('choice', 'rewarded', { of: 0 }),
    };
    const trials = readTrials(table, { session: 'day', choice: 'choice', features });
    expect(featureValues(trials, 'before')).toEqual([0, 1, -1, 1, -1, 1, 0]);
    expect(featureValues(trials, 'wsls')).toEqual([0, 1, -1, -1, 1, 0, 0]);
    expect(featureValues(trials, 'wsls0')).toEqual([0, 0, 0, 1, -1, 0, 0]);
    const minus = { ...table, rewarded: table.rewarded.map((value) => (value === 0 ? -1 : value)) };
    expect(readTrials(minus, { session: 'day', choice: 'choice', features }).features).toEqual(trials.features);
  });

  it('cumulative adds up what came before in the session', () => {
    const table = { day: ['a', 'a', 'a', 'a', 'b', 'b'], choice: [1, 1, 1, 1, 1, 1], reward: [3, null, 1, 1, 2, 0] };
    const features = { sum: cumulative('reward'), tens: cumulative('reward', { per: 10 }) };
    const trials = readTrials(table, { session: 'day', choice: 'choice', features });
    expect(featureValues(trials, 'sum')).toEqual([0, 3, 3, 4, 0, 2]);
    featureValues(trials, 'tens').forEach(
      (value, t) => void expect(value).toBeCloseTo([0, 0.3, 0.3, 0.4, 0, 0.2][t], 14),
    );
  });

  it('outcomes that features name are outcomes of the trials, each once', () => {
    const table = { choice: [1, 0], rewarded: [1, 0], reward: [2, 0], late: [1, 1] };
    const { outcomes, recipes } = readTrials(table, {
      choice: 'choice',
      outcomes: ['late', 'reward'],
      features: { wsls: winStayLoseSwitch('choice', 'rewarded'), sum: cumulative('reward'), late: lag('late') },
    });
    expect(outcomes.map(({ name }) => name)).toEqual(['late', 'reward', 'rewarded']);
    expect(recipes[0]).toEqual({
      kind: 'history',
      signal: [
        { column: 'choice', of: 'choice' },
        { column: 'rewarded', of: 'outcome', as: 'signed' },
      ],
      kernel: { kind: 'lag', by: 1 },
      onMissing: 'zero',
    });
  });

  it('remembers the past of a column that no choice changes', () => {
    const table = { choice: [1, 0, 1], stimulus: [2, 4, 8] };
    const features = { past: ewma('stimulus', { halfLife: 1 }) };
    expect(featureValues(readTrials(table, { choice: 'choice', features }), 'past')).toEqual([0, 1, 2.5]);
  });
});
