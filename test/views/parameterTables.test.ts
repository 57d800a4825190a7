import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { classLapses, historyLapses, type Lapses } from '../../src/models/lapses.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { lapseTable } from '../../src/views/lapseTable.ts';
import { transitionTable } from '../../src/views/transitionTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { weightTable } from '../../src/views/weightTable.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { trialsOf } from '../support/models.ts';
import { randomTrials } from '../support/randomTrials.ts';

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
const plain = { standardErrors: false };
/** Enough trials for one state to have standard errors. */
const many = randomTrials(1);
const glmFit = fitFrom(glm(), { weights: [[0.2, 0.9]] }, many);

describe('weightTable', () => {
  it('has a row a state and feature, and a column of sessions only where weights walk', () => {
    expect(rowsOf(weightTable(viewFit(constant, trials, { orderBy: 'stimulus', names }), plain))).toEqual([
      { state: 'engaged', feature: 'bias', weight: 0 },
      { state: 'engaged', feature: 'stimulus', weight: 3 },
      { state: 'biased left', feature: 'bias', weight: 1 },
      { state: 'biased left', feature: 'stimulus', weight: 0 },
    ]);
    expect(rowsOf(weightTable(viewFit(perSession, trials, { names }), plain)).slice(0, 4)).toEqual([
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

  it('shows standard errors and bounds one of them around, unless asked not to', () => {
    const errors = standardErrors(glmFit, many);
    if (errors.kind === 'none') throw new Error(errors.reason);
    const [bias] = rowsOf(weightTable(viewFit(glmFit, many)));
    const [error] = errors.weights.data;
    expect(bias).toEqual({
      state: 'state 1',
      feature: 'bias',
      weight: 0.2,
      standardError: error,
      lower: 0.2 - error,
      upper: 0.2 + error,
    });
    expect(rowsOf(weightTable(viewFit(glmFit, many), plain))[0]).toEqual({
      state: 'state 1',
      feature: 'bias',
      weight: 0.2,
    });
  });

  it('leaves the standard error and bounds of a frozen weight empty', () => {
    const fit = fitFrom(glm({ frozen: { x0: 0.9 } }), { weights: [[0.2, 0.9]] }, many);
    const [bias, x0] = rowsOf(weightTable(viewFit(fit, many)));
    expect(bias.standardError).toBeGreaterThan(0);
    expect(x0).toMatchObject({ feature: 'x0', weight: 0.9, standardError: null, lower: null, upper: null });
  });

  it('has no columns of standard errors where the fit has none', () => {
    const flat = fitFrom(glm(), { weights: [[900, 900]] }, many);
    expect(weightTable(viewFit(flat, many)).columns.map(({ name }) => name)).toEqual(['state', 'feature', 'weight']);
  });
});

describe('transitionTable', () => {
  it('has a row for each pair of states, and one a session where they have their own', () => {
    expect(rowsOf(transitionTable(viewFit(constant, trials, { orderBy: 'stimulus', names }), plain))).toEqual([
      { from: 'engaged', to: 'engaged', probability: 1 },
      { from: 'engaged', to: 'biased left', probability: 0 },
      { from: 'biased left', to: 'engaged', probability: 0.5 },
      { from: 'biased left', to: 'biased left', probability: 0.5 },
    ]);
    const rows = rowsOf(transitionTable(viewFit(perSession, trials, { names, truth: constant }), plain));
    expect(rows.slice(0, 2)).toEqual([
      { from: 'engaged', to: 'engaged', session: 1, probability: 0.9, truth: 1 },
      { from: 'engaged', to: 'engaged', session: 2, probability: 0.7, truth: 1 },
    ]);
  });

  it('keeps bounds within 0 and 1, and leaves them empty for a probability at the boundary', async () => {
    const fit = await fitTrials(
      many,
      staticGlmHmm({ numStates: 2, penalty: ridge(1), transitionPrior: dirichlet({ stay: 5, leave: 1 }) }),
    );
    for (const { lower, probability, upper } of rowsOf(transitionTable(viewFit(fit, many)))) {
      expect(lower).toBeGreaterThan(0);
      expect(probability).toBeGreaterThan(lower as number);
      expect(upper).toBeGreaterThan(probability as number);
      expect(upper).toBeLessThan(1);
    }
    expect(rowsOf(transitionTable(viewFit(glmFit, many)))[0]).toEqual({
      from: 'state 1',
      to: 'state 1',
      probability: 1,
      standardError: null,
      lower: null,
      upper: null,
    });
  });
});

describe('lapseTable', () => {
  const rates = [
    [0.1, 0],
    [0.05, 0.2],
  ];
  const parameters = { weights: constant.params.weights, transitionMatrix: constant.params.transitionMatrix };

  it('names each lapse by the class it goes to, or by what it does after which choice', () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2, lapses: classLapses() }),
      { ...parameters, lapses: rates },
      trials,
    );
    const named = { ...trials, classNames: ['left', 'right'] };
    const truth = fitFrom(
      fit.spec,
      {
        ...parameters,
        lapses: [
          [0.2, 0.1],
          [0, 0],
        ],
      },
      trials,
    );
    expect(rowsOf(lapseTable(viewFit(fit, named, { orderBy: 'stimulus', names, truth }), plain))).toEqual([
      { state: 'engaged', lapse: 'left', rate: 0.05, truth: 0 },
      { state: 'engaged', lapse: 'right', rate: 0.2, truth: 0 },
      { state: 'biased left', lapse: 'left', rate: 0.1, truth: 0.2 },
      { state: 'biased left', lapse: 'right', rate: 0, truth: 0.1 },
    ]);
    const namesIn = (lapses: Lapses): unknown[] => {
      const other = fitFrom(
        glm({ lapses, observation: softmax({ numClasses: 3 }) }),
        {
          weights: [
            [
              [0, 0],
              [0, 0],
              [0, 0],
            ],
          ],
        },
        trials,
      );
      return rowsOf(lapseTable(viewFit(other, { ...trials, classNames: ['C', 'L', 'R'] }), plain)).map(
        (row) => row.lapse,
      );
    };
    expect(namesIn(historyLapses())).toEqual(['repeat', 'alternate']);
    expect(namesIn(historyLapses({ by: 'choice' })).slice(-3)).toEqual([
      'alternate after L',
      'repeat after R',
      'alternate after R',
    ]);
  });

  it('keeps bounds within 0 and max, and leaves them empty for a rate at one of these', async () => {
    const like = randomTrials(11, { lengths: new Array<number>(20).fill(100), values: 'any' });
    const spec = glm({ lapses: classLapses() });
    const truth = fitFrom(spec, { weights: [[0, 3]], lapses: [[0.1, 0]] }, like);
    const { trials: made } = simulate(truth, { like, seed: 1 });
    const [inside, atZero] = rowsOf(lapseTable(viewFit(await fitTrials(made, spec), made)));
    expect(inside.standardError).toBeGreaterThan(0);
    expect(inside.lower).toBeGreaterThan(0);
    expect(inside.lower).toBeLessThan(inside.rate as number);
    expect(inside.upper).toBeGreaterThan(inside.rate as number);
    expect(inside.upper).toBeLessThan(0.2);
    expect(atZero).toMatchObject({ standardError: null, lower: null, upper: null });
  });
});
