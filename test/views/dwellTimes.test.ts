import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, type Table } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { numSessions, type Trials } from '../../src/models/trials.ts';
import { splitSeed } from '../../src/numerics/random.ts';
import { wilsonInterval } from '../../src/numerics/wilsonInterval.ts';
import { dwellTimeDistributionTable } from '../../src/views/dwellTimeDistributionTable.ts';
import { dwellTimeTable } from '../../src/views/dwellTimeTable.ts';
import { switchTable } from '../../src/views/switchTable.ts';
import { type FitView, viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';

/** Weights so strong that each choice tells its state: the path is what the choices are. */
const telling = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [[-9], [9]],
    transitionMatrix: [
      [0.8, 0.2],
      [0.4, 0.6],
    ],
  },
  { featureNames: ['bias'] },
);
const choices = [0, 0, 1, 1, 1, 0, 1, 0, 0, 0];
const starts = [0, 6, 7, 10];
const ones = (length: number): number[] => new Array<number>(length).fill(1);
const trials = trialsOf({ choices, features: { bias: ones(10) }, sessionStarts: starts });
const view = viewFit(telling, trials, { names: ['left', 'right'] });

/** The state of each trial, by its own definition. */
function pathOf({ fit, trials: of }: Pick<FitView, 'fit' | 'trials'>, kind: 'viterbi' | 'argmax'): number[] {
  if (kind === 'viterbi') return Array.from(mostLikelyStates(fit, of));
  const { data } = posterior(fit, of).smoothed;
  const K = fit.spec.numStates;
  return Array.from({ length: of.numTrials }, (_, t) => {
    const own = Array.from(data.slice(t * K, t * K + K));
    return own.indexOf(Math.max(...own));
  });
}

/** Runs written out: the path of each session as text, cut where the letter changes. */
function runsOf(
  path: readonly number[],
  of: Trials,
): { session: number; state: number; dwell: number; last: boolean }[] {
  return Array.from({ length: numSessions(of) }, (_, s) => {
    const text = path.slice(of.sessionStarts[s], of.sessionStarts[s + 1]).join('');
    const runs = text.match(/(\d)\1*/g) ?? [];
    return runs.map((run, i) => ({
      session: s + 1,
      state: Number(run[0]),
      dwell: run.length,
      last: i === runs.length - 1,
    }));
  }).flat();
}

const kinds = fc.constantFrom('viterbi' as const, 'argmax' as const);
const column = (from: Table, name: string) => rowsOf(from).map((row) => row[name]);

describe('switchTable', () => {
  it('counts within sessions only', () => {
    expect(rowsOf(switchTable(view))).toEqual([
      { session: 1, trials: 6, switches: 2 },
      { session: 2, trials: 1, switches: 0 },
      { session: 3, trials: 3, switches: 0 },
    ]);
  });

  it('is what a walk along the path counts, whatever the model and the path', () => {
    fc.assert(
      fc.property(modelsAndTrials(), kinds, ({ fit, trials: of }, path) => {
        const runs = runsOf(pathOf({ fit, trials: of }, path), of);
        expect(column(switchTable(viewFit(fit, of), { path }), 'switches')).toEqual(
          of.sessionNames.map((_, s) => runs.filter(({ session }) => session === s + 1).length - 1),
        );
      }),
    );
  });
});

describe('dwellTimeTable', () => {
  it('has a row a run, and says which ones a session began or cut', () => {
    const row = (session: number, trial: number, state: string, dwell: number, first: boolean, censored: boolean) => ({
      session,
      trial,
      state,
      dwell,
      first,
      censored,
    });
    expect(rowsOf(dwellTimeTable(view))).toEqual([
      row(1, 1, 'left', 2, true, false),
      row(1, 3, 'right', 3, false, false),
      row(1, 6, 'left', 1, false, true),
      row(2, 1, 'right', 1, true, true),
      row(3, 1, 'left', 3, true, true),
    ]);
  });

  it('is what cutting the path into runs gives, whatever the model and the path', () => {
    fc.assert(
      fc.property(modelsAndTrials(), kinds, ({ fit, trials: of }, path) => {
        const runs = runsOf(pathOf({ fit, trials: of }, path), of);
        expect(
          rowsOf(dwellTimeTable(viewFit(fit, of), { path })).map(({ session, state, dwell, censored }) => ({
            session,
            state: Number(String(state).slice(6)) - 1,
            dwell,
            last: censored,
          })),
        ).toEqual(runs);
      }),
    );
  });
});

describe('dwellTimeDistributionTable', () => {
  it('has the shares of runs that no session cut', () => {
    const rows = rowsOf(dwellTimeDistributionTable(view, { draws: 1 }));
    expect(rows.map(({ state, from, to, empirical, numRuns }) => [state, from, to, empirical, numRuns])).toEqual([
      ['left', 1, 1, 0, 1],
      ['left', 2, 2, 1, 1],
      ['left', 3, 3, 0, 1],
      ['left', 4, null, 0, 1],
      ['right', 1, 1, 0, 1],
      ['right', 2, 2, 0, 1],
      ['right', 3, 3, 1, 1],
      ['right', 4, null, 0, 1],
    ]);
    const wide = rowsOf(dwellTimeDistributionTable(view, { draws: 1, binWidth: 2 }));
    expect(wide.map(({ from, to, empirical }) => [from, to, empirical])).toEqual([
      [1, 2, 1],
      [3, 4, 0],
      [5, null, 0],
      [1, 2, 0],
      [3, 4, 1],
      [5, null, 0],
    ]);
  });

  it('has the geometric distribution of staying, summed over each bin', () => {
    const rows = rowsOf(dwellTimeDistributionTable(view, { draws: 1, binWidth: 2 }));
    const geometric = (p: number, from: number, to: number): number => {
      let sum = 0;
      for (let d = from; d <= to; d++) sum += (1 - p) * p ** (d - 1);
      return sum;
    };
    const expected = [0.8, 0.6].flatMap((p) => [geometric(p, 1, 2), geometric(p, 3, 4), geometric(p, 5, 999)]);
    rows.forEach((row, i) => {
      expect(row.geometric).toBeCloseTo(expected[i], 12);
    });
  });

  it('is what counting runs of the data and of each simulation gives', () => {
    fc.assert(
      fc.property(modelsAndTrials(), kinds, fc.nat(1000), ({ fit, trials: of }, path, seed) => {
        const draws = 5;
        const rows = rowsOf(dwellTimeDistributionTable(viewFit(fit, of), { path, seed, draws, binWidth: 2 }));
        const simulations = Array.from({ length: draws }, (_, i) =>
          simulate(fit, { like: of, seed: splitSeed(seed, i) }),
        );
        const inferred = simulations.map((one) => runsOf(pathOf({ fit, trials: one.trials }, path), of));
        const drawn = simulations.flatMap((one) => runsOf(Array.from(one.states), of));
        for (const row of rows) {
          const own = (runs: ReturnType<typeof runsOf>) =>
            runs.filter(({ state, last }) => !last && row.state === `state ${state + 1}`);
          const within = (runs: ReturnType<typeof runsOf>) => {
            const all = own(runs);
            const some = all.filter(
              ({ dwell }) => dwell >= (row.from as number) && dwell <= ((row.to ?? 99) as number),
            );
            return all.length === 0 ? null : some.length / all.length;
          };
          const close = (found: unknown, wanted: number | null) =>
            wanted === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(wanted, 12);
          close(row.empirical, within(runsOf(pathOf({ fit, trials: of }, path), of)));
          expect(row.numRuns).toBe(own(runsOf(pathOf({ fit, trials: of }, path), of)).length);
          close(row.simulated, within(inferred.flat()));
          close(row.drawn, within(drawn));
          const shares = inferred.map(within).filter((one) => one !== null);
          // 2.5 % of the way from the smallest to the largest, and from the largest to the smallest
          const sorted = [...shares].sort((one, other) => one - other);
          const between = (from: number[], way: number): number | null => {
            if (from.length === 0) return null;
            const [low, high] = [from[Math.floor(way)], from[Math.ceil(way)]];
            return low + (way - Math.floor(way)) * (high - low);
          };
          close(row.simulatedLower, between(sorted, 0.025 * (sorted.length - 1)));
          close(row.simulatedUpper, between(sorted.reverse(), 0.025 * (sorted.length - 1)));
          const interval =
            row.empirical === null ? null : wilsonInterval(row.empirical as number, row.numRuns as number);
          expect([row.lower, row.upper]).toEqual(interval ?? [null, null]);
          expect(row.geometric === null).toBe(fit.spec.transitions.kind === 'perSession');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('sums to 1 over the bins of a state, in every column of shares', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials: of }) => {
        const one = viewFit(fit, of);
        const rows = rowsOf(dwellTimeDistributionTable(one, { draws: 2 }));
        for (const { name } of one.states)
          for (const share of ['empirical', 'simulated', 'drawn', 'geometric']) {
            const shares = rows.filter((row) => row.state === name).map((row) => row[share] as number | null);
            if (shares.includes(null)) expect(new Set(shares).size).toBe(1);
            else expect(shares.reduce<number>((sum, next) => sum + (next ?? 0), 0)).toBeCloseTo(1, 10);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('draws the geometric distribution in long sessions, where ends cut little', () => {
    const long = trialsOf({ choices: new Array<number>(20_000).fill(0), features: { bias: ones(20_000) } });
    for (const row of rowsOf(dwellTimeDistributionTable(viewFit(telling, long), { draws: 2, binWidth: 2 })))
      expect(Math.abs((row.drawn as number) - (row.geometric as number))).toBeLessThan(0.03);
  });

  it('has no runs of one state, which never ends, and none in sessions of one trial', () => {
    const alone = viewFit(fitFrom(glm(), { weights: [[0.5]] }, trials), trials);
    for (const row of rowsOf(dwellTimeDistributionTable(alone, { draws: 2 })))
      expect(row).toMatchObject({
        empirical: null,
        lower: null,
        simulated: null,
        simulatedLower: null,
        drawn: null,
        numRuns: 0,
      });
    const short = trialsOf({ choices: [0, 1, -1], features: { bias: ones(3) }, sessionStarts: [0, 1, 2, 3] });
    const rows = rowsOf(dwellTimeDistributionTable(viewFit(telling, short), { draws: 2 }));
    expect(rows.map(({ from, to, empirical, drawn }) => [from, to, empirical, drawn])).toEqual([
      [1, 1, null, null],
      [2, null, null, null],
      [1, 1, null, null],
      [2, null, null, null],
    ]);
  });

  it('takes wider bins for longer runs, of a round number of trials', () => {
    const widths = [20, 21, 41, 101, 201].map((longest) => {
      const long = [...new Array<number>(longest).fill(0), 1];
      const of = trialsOf({ choices: long, features: { bias: ones(longest + 1) } });
      return rowsOf(dwellTimeDistributionTable(viewFit(telling, of), { draws: 1 }))[0].to;
    });
    expect(widths).toEqual([1, 2, 5, 10, 20]);
  });
});
