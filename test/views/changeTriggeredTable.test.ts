import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { numSessions } from '../../src/models/trials.ts';
import { changeTriggeredTable } from '../../src/views/changeTriggeredTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';

const fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [[-9], [9]],
    transitionMatrix: [
      [0.8, 0.2],
      [0.2, 0.8],
    ],
  },
  { featureNames: ['bias'] },
);
const viewOf = (choices: readonly number[], sessionStarts: readonly number[]) =>
  viewFit(fit, trialsOf({ choices, features: { bias: choices.map(() => 1) }, sessionStarts }), {
    names: ['left', 'right'],
  });

describe('changeTriggeredTable', () => {
  it('averages over switches within their own sessions', () => {
    const view = viewOf([0, 1, 1, 0, 0, 1], [0, 4, 6]);
    const p = (t: number) => posterior(fit, view.trials).smoothed.data[2 * t];
    const rows = rowsOf(changeTriggeredTable(view, { state: 'left', window: 2 })).filter(
      ({ state }) => state === 'left',
    );
    const [a, b] = [p(0), p(4)];
    const out = rows.filter(({ direction }) => direction === 'out of');
    expect(out.map(({ trial, numSwitches }) => [trial, numSwitches])).toEqual([
      [-1.5, 0],
      [-0.5, 2],
      [0.5, 2],
      [1.5, 1],
    ]);
    expect(out[1].probability).toBeCloseTo((a + b) / 2, 14);
    expect(out[1].standardError).toBeCloseTo(Math.abs(a - b) / 2, 14);
    expect(out[1].upper).toBeCloseTo((a + b) / 2 + Math.abs(a - b) / 2, 14);
    expect(out[0]).toMatchObject({ probability: null, standardError: null, lower: null, upper: null, note: null });
    expect(out[3]).toMatchObject({ probability: p(2), standardError: null, lower: null, upper: null });
    const into = rows.filter(({ direction }) => direction === 'into');
    expect(into.map(({ trial, probability }) => [trial, probability])).toEqual([
      [-1.5, p(1)],
      [-0.5, p(2)],
      [0.5, p(3)],
      [1.5, null],
    ]);
  });

  it('is what plain loops over sessions, switches and trials give', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.integer({ min: 1, max: 3 }), fc.nat(2), (of, window, which) => {
        const view = viewFit(of.fit, of.trials);
        const K = view.states.length;
        const chosen = which % K;
        const path = mostLikelyStates(of.fit, of.trials);
        const { data } = posterior(of.fit, of.trials).smoothed;
        for (const row of rowsOf(changeTriggeredTable(view, { state: view.states[chosen].name, window }))) {
          const shown = Number(String(row.state).slice(6)) - 1;
          const values: number[] = [];
          for (let s = 0; s < numSessions(of.trials); s++)
            for (let t = of.trials.sessionStarts[s]; t + 1 < of.trials.sessionStarts[s + 1]; t++) {
              if (path[t] === path[t + 1]) continue;
              if ((row.direction === 'into' ? path[t + 1] : path[t]) !== chosen) continue;
              const at = t + 0.5 + (row.trial as number);
              if (at >= of.trials.sessionStarts[s] && at < of.trials.sessionStarts[s + 1])
                values.push(data[at * K + shown]);
            }
          const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
          expect(row.numSwitches).toBe(values.length);
          if (values.length === 0) expect(row.probability).toBeNull();
          else expect(row.probability).toBeCloseTo(mean, 12);
          const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1);
          if (values.length < 2) expect(row.standardError).toBeNull();
          else expect(row.standardError).toBeCloseTo(Math.sqrt(variance / values.length), 12);
        }
      }),
    );
  });

  it('passes over trials that are not sure, and puts the switch midway', () => {
    const view = viewOf([0, 0, -1, -1, 1, 1], [0, 6]);
    const { data } = posterior(fit, view.trials).smoothed;
    expect(data[2 * 2]).toBeLessThan(0.95);
    const trialsAfter = (threshold: number): unknown[] =>
      rowsOf(changeTriggeredTable(view, { state: 'right', window: 1, threshold }))
        .filter(({ direction, trial, state }) => direction === 'into' && trial === 0.5 && state === 'right')
        .map(({ probability }) => probability);
    expect(trialsAfter(0.95)).toEqual([data[2 * 3 + 1]]);
    expect(trialsAfter(1)).toEqual([null]);
  });

  it('says that there was no switch, in every row of a direction that has none', () => {
    const rows = rowsOf(changeTriggeredTable(viewOf([0, 0, 1], [0, 3]), { window: 1 }));
    expect(rows.filter(({ direction }) => direction === 'into').map(({ note }) => note)).toEqual(
      new Array(4).fill('No switch into "left" was found.'),
    );
    expect(rows.filter(({ direction }) => direction === 'out of').every(({ note }) => note === null)).toBe(true);
    const short = trialsOf({ choices: [0], features: { bias: [1] } });
    const alone = viewFit(fitFrom(glm(), { weights: [[1]] }, short), short);
    for (const row of rowsOf(changeTriggeredTable(alone)))
      expect(row).toMatchObject({ probability: null, numSwitches: 0, note: expect.stringContaining('No switch') });
  });
});
