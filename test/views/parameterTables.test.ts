import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { dynamicGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { transitionTable } from '../../src/views/transitionTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { weightTable } from '../../src/views/weightTable.ts';
import { trialsOf } from '../support/models.ts';

const featureNames = ['bias', 'stimulus'];
const trials = trialsOf({
  choices: [1, 0, 1, 1],
  features: { bias: [1, 1, 1, 1], stimulus: [1, -1, 2, -2] },
  sessionStarts: [0, 2, 4],
});
const constant = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [
      [1, 0],
      [0, 3],
    ],
    transitionMatrix: [
      [0.5, 0.5],
      [0, 1],
    ],
  },
  { featureNames },
);
const perSession = fitFrom(
  dynamicGlmHmm({ numStates: 2, sigma: 1, alpha: 1 }),
  {
    weights: [
      [
        [0, 2],
        [1, 0],
      ],
      [
        [0, 4],
        [2, 0],
      ],
    ],
    transitionMatrix: [
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      [
        [0.7, 0.3],
        [0.4, 0.6],
      ],
    ],
  },
  { featureNames },
);
const names = ['engaged', 'biased left'];

describe('weightTable', () => {
  it('has a row a state and feature, and a column of sessions only where weights walk', () => {
    expect(rowsOf(weightTable(viewFit(constant, trials, { orderBy: 'stimulus', names })))).toEqual([
      { state: 'engaged', feature: 'bias', weight: 0 },
      { state: 'engaged', feature: 'stimulus', weight: 3 },
      { state: 'biased left', feature: 'bias', weight: 1 },
      { state: 'biased left', feature: 'stimulus', weight: 0 },
    ]);
    expect(rowsOf(weightTable(viewFit(perSession, trials, { names }))).slice(0, 4)).toEqual([
      { state: 'engaged', feature: 'bias', session: 1, weight: 0 },
      { state: 'engaged', feature: 'bias', session: 2, weight: 0 },
      { state: 'engaged', feature: 'stimulus', session: 1, weight: 2 },
      { state: 'engaged', feature: 'stimulus', session: 2, weight: 4 },
    ]);
  });

  it('shows the truth in the order of the view, averaged over sessions where only the truth walks', () => {
    const truths = (fit: typeof constant, truth: typeof constant) =>
      rowsOf(weightTable(viewFit(fit, trials, { orderBy: 'stimulus', truth }))).map((row) => row.truth);
    expect(truths(constant, perSession)).toEqual([0, 3, 1.5, 0]);
    expect(truths(perSession, constant)).toEqual([0, 0, 3, 3, 1, 1, 0, 0]);
    expect(truths(perSession, perSession)).toEqual([0, 0, 2, 4, 1, 2, 0, 0]);
  });

  it('shows standard errors where given, and an empty cell where there is none', () => {
    const uncertainty = {
      weights: ndarray(['state', 'feature'], [2, 2], Float64Array.of(0.1, 0.2, 0.3, Number.NaN)),
      transitionMatrix: ndarray(['state', 'nextState'], [2, 2]),
    };
    const rows = rowsOf(weightTable(viewFit(constant, trials), { uncertainty }));
    expect(rows[0]).toEqual({
      state: 'state 1',
      feature: 'bias',
      weight: 1,
      standardError: 0.1,
      lower: 0.9,
      upper: 1.1,
    });
    expect(rows[3]).toMatchObject({ weight: 3, standardError: null, lower: null, upper: null });
  });
});

describe('transitionTable', () => {
  it('has a row for each pair of states, and one a session where they have their own', () => {
    expect(rowsOf(transitionTable(viewFit(constant, trials, { orderBy: 'stimulus', names })))).toEqual([
      { from: 'engaged', to: 'engaged', probability: 1 },
      { from: 'engaged', to: 'biased left', probability: 0 },
      { from: 'biased left', to: 'engaged', probability: 0.5 },
      { from: 'biased left', to: 'biased left', probability: 0.5 },
    ]);
    const rows = rowsOf(transitionTable(viewFit(perSession, trials, { names, truth: constant })));
    expect(rows.slice(0, 2)).toEqual([
      { from: 'engaged', to: 'engaged', session: 1, probability: 0.9, truth: 1 },
      { from: 'engaged', to: 'engaged', session: 2, probability: 0.7, truth: 1 },
    ]);
  });

  it('keeps bounds within 0 and 1, and leaves them empty for a probability at the boundary', () => {
    const uncertainty = {
      weights: ndarray(['state', 'feature'], [2, 2]),
      transitionMatrix: ndarray(['state', 'nextState'], [2, 2], Float64Array.of(0.25, 0.25, 0.1, 0.1)),
    };
    const rows = rowsOf(transitionTable(viewFit(constant, trials), { uncertainty }));
    expect(rows[0].standardError).toBe(0.25);
    // one half is log-odds 0, and the standard error of 0.25 is 1 there
    expect(rows[0].lower).toBeCloseTo(1 / (1 + Math.E), 12);
    expect(rows[0].upper).toBeCloseTo(1 / (1 + 1 / Math.E), 12);
    expect(rows[2]).toMatchObject({ probability: 0, lower: null, upper: null });
  });
});
