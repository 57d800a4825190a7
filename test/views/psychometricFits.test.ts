import { describe, expect, it } from 'vitest';
import { bias, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { fitPsychometric } from '../../src/models/fitPsychometric.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { random } from '../../src/numerics/random.ts';
import { psychometricFits } from '../../src/views/psychometricFits.ts';
import { viewFit } from '../../src/views/viewFit.ts';

const draw = random(2);
const contrast = Array.from({ length: 400 }, () => 25 * (draw.categorical([1, 1, 1, 1, 1].map((one) => one / 5)) - 2));
const choice = contrast.map((value) => Number(draw.uniform() < 0.1 + 0.8 / (1 + Math.exp(-0.1 * value - 0.2))));
const options = { choice: 'choice', features: { bias: bias(), stimulus: standardized('contrast') } };
const trials = hideTrials(readTrials({ choice, contrast }, options), (t) => t % 7 === 0);
const fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [
      [0, 3],
      [1, 0],
    ],
    transitionMatrix: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  },
  trials,
);
const view = viewFit(fit, trials, { names: ['engaged', 'biased right'] });

describe('psychometricFits', () => {
  it('weights trials by the smoothed posterior, all alike in the last row, in the unit of the data', () => {
    const { smoothed } = posterior(fit, trials);
    const counted = choice.map((y, t) => (t % 7 === 0 ? -1 : y));
    const expected = [0, 1, null].map((k) =>
      fitPsychometric(contrast, counted, {
        weights: counted.map((_, t) => (k === null ? 1 : smoothed.data[2 * t + k])),
      }),
    );
    const rows = rowsOf(psychometricFits(view, 'stimulus'));
    expect(rows.map(({ state }) => state)).toEqual(['engaged', 'biased right', 'all trials']);
    rows.forEach((row, i) => {
      for (const name of ['lowerLapse', 'upperLapse', 'slope', 'bias', 'logLikelihood', 'numTrials'] as const)
        expect(Number(row[name]), `${row.state}, ${name}`).toBeCloseTo(expected[i][name], 4);
      expect(row.converged).toBe(expected[i].converged);
      expect(row.choice).toBe(1);
    });
    expect(Number(rows[2].slope)).toBeGreaterThan(0.05);
    expect(Number(rows[2]['standard error: slope'])).toBeCloseTo(expected[2].standardErrors?.slope ?? 0, 4);
  });

  it('turns the curve over for the other choice, and leaves lapses out on request', () => {
    const [, , one] = rowsOf(psychometricFits(view, 'stimulus', { choice: 1 }));
    const [, , other] = rowsOf(psychometricFits(view, 'stimulus', { choice: 0 }));
    expect(Number(other.slope)).toBeCloseTo(-Number(one.slope), 4);
    expect(Number(other.lowerLapse)).toBeCloseTo(Number(one.upperLapse), 4);
    for (const row of rowsOf(psychometricFits(view, 'stimulus', { lapses: false }))) {
      expect([row.lowerLapse, row.upperLapse]).toEqual([0, 0]);
      expect(row['standard error: lowerLapse']).toBe(null);
    }
  });

  it('has empty cells for a state without trials', () => {
    const never = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0, 1],
          [0, 1],
        ],
        transitionMatrix: [
          [1, 0],
          [0, 1],
        ],
        initialProbs: [1, 0],
      },
      trials,
    );
    const [used, unused] = rowsOf(psychometricFits(viewFit(never, trials), 'stimulus'));
    expect(used.slope).not.toBe(null);
    expect([unused.slope, unused.lowerLapse, unused.converged, unused.numTrials]).toEqual([null, null, null, 0]);
  });

  it('has a row for each of three choices', () => {
    const three = readTrials(
      {
        choice: contrast
          .map((value) => (value < 0 ? 'L' : value > 0 ? 'R' : 'C'))
          .map((c, t) => (t % 5 ? c : 'LCR'[t % 3])),
        contrast,
      },
      { ...options, classes: ['L', 'C', 'R'] },
    );
    const ofThree = fitFrom(
      glm({ observation: { kind: 'softmax', numClasses: 3, reference: 0, alternatives: {} } }),
      {
        weights: [
          [
            [0, 0],
            [0, 1],
            [0, 2],
          ],
        ],
      },
      three,
    );
    const all = rowsOf(psychometricFits(viewFit(ofThree, three), 'stimulus')).filter(
      ({ state }) => state === 'all trials',
    );
    expect(all.map((row) => row.choice)).toEqual(['L', 'C', 'R']);
    expect(Number(all[0].slope)).toBeLessThan(0);
    expect(Number(all[2].slope)).toBeGreaterThan(0);
  });
});
