import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { poisson } from '../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { sessionTable } from '../../src/views/sessionTable.ts';
import { switchTable } from '../../src/views/switchTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';

const fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [[2], [-2]],
    transitionMatrix: [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  },
  { featureNames: ['bias'] },
);
const read = trialsOf({
  choices: [1, 0, -1, 1, 1, 0, 1],
  features: { bias: [1, 1, 1, 1, 1, 1, 1] },
  sessionStarts: [0, 5, 6, 7],
  correct: [1, 1, 0, -1, 1, 1, -1],
});
/** Trial 4 lacks a feature, trial 5 is hidden. */
const trials = hideTrials({ ...read, featuresKnown: Uint8Array.of(1, 1, 0, 1, 0, 1, 1) }, (t) => t === 4 || t === 5);

describe('sessionTable', () => {
  it('counts every trial once, and says why it does not count', () => {
    const rows = rowsOf(sessionTable(viewFit(fit, trials, { names: ['a', 'b'] })));
    expect(rows.map(({ session, name, trials: all }) => [session, name, all])).toEqual([
      [1, 'session 1', 5],
      [2, 'session 2', 1],
      [3, 'session 3', 1],
    ]);
    expect(rows.map((row) => [row.observed, row.missing, row.featuresMissing, row.hidden])).toEqual([
      [3, 1, 1, 0],
      [0, 0, 0, 1],
      [1, 0, 0, 0],
    ]);
    const { smoothed } = posterior(fit, trials);
    expect(rows[1]).toMatchObject({ logLikelihood: 0, bitsPerTrial: null, accuracy: null });
    expect(rows[1]['occupancy: a']).toBeCloseTo(smoothed.data[10], 14);
    expect(rows[0].accuracy).toBe(0.5);
    expect(rows[2].accuracy).toBeNull();
  });

  it('has bits over the frequencies of all observed trials, which average to those of the whole', () => {
    const rows = rowsOf(sessionTable(viewFit(fit, trials)));
    const { perTrial, bitsPerTrial } = logLikelihood(fit, trials);
    // observed choices are 1, 0, 1 in the first session and 1 in the third: three of four are 1
    const baseline = 2 * Math.log(0.75) + Math.log(0.25);
    const own = perTrial[0] + perTrial[1] + perTrial[3];
    expect(rows[0].bitsPerTrial).toBeCloseTo((own - baseline) / 3 / Math.LN2, 12);
    const whole = rows.reduce((sum, row) => sum + Number(row.bitsPerTrial) * Number(row.observed), 0) / 4;
    expect(whole).toBeCloseTo(bitsPerTrial as number, 12);
  });

  it('adds up, whatever the model', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.constantFrom('viterbi' as const, 'argmax' as const), (of, path) => {
        const view = viewFit(of.fit, of.trials);
        const rows = rowsOf(sessionTable(view, { path }));
        const { smoothed } = posterior(of.fit, of.trials);
        const K = view.states.length;
        expect(rows.map((row) => row.switches)).toEqual(rowsOf(switchTable(view, { path })).map((row) => row.switches));
        rows.forEach((row, s) => {
          expect(Number(row.observed) + Number(row.missing) + Number(row.featuresMissing) + Number(row.hidden)).toBe(
            row.trials,
          );
          const { observed, sessionStarts, choices, correct } = of.trials;
          let right = 0;
          let judged = 0;
          const sums = new Array<number>(K).fill(0);
          for (let t = sessionStarts[s]; t < sessionStarts[s + 1]; t++) {
            for (let k = 0; k < K; k++) sums[k] += smoothed.data[t * K + k];
            if (!observed[t] || (correct?.[t] ?? -1) < 0) continue;
            judged++;
            if (choices[t] === correct?.[t]) right++;
          }
          expect(row.accuracy).toBe(judged === 0 ? null : right / judged);
          sums.forEach((sum, k) => {
            expect(row[`occupancy: state ${k + 1}`]).toBeCloseTo(sum / Number(row.trials), 12);
          });
        });
      }),
    );
  });

  it('is there for responses, which have no accuracy', () => {
    const counts: Trials = {
      ...read,
      choices: new Int32Array(7).fill(-1),
      correct: null,
      responses: ndarray(['trial', 'output'], [7, 1], Float64Array.of(3, 1, Number.NaN, 2, 0, 4, 1)),
      responseNames: ['licks'],
      observed: Uint8Array.of(1, 1, 0, 1, 1, 1, 1),
    };
    const one = fitFrom(glm({ observation: poisson() }), { weights: [[0.5]] }, { featureNames: ['bias'] });
    const rows = rowsOf(sessionTable(viewFit(one, counts)));
    expect(rows.map((row) => [row.observed, row.missing, row.hidden, row.accuracy])).toEqual([
      [4, 1, 0, null],
      [1, 0, 0, null],
      [1, 0, 0, null],
    ]);
    expect(rows[1].bitsPerTrial).toEqual(expect.any(Number));
  });
});
