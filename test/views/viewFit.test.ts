import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../src/errors.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { at } from '../../src/numerics/ndarray.ts';
import { posteriorOf } from '../../src/views/posteriorOf.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials, permutations, trialsOf } from '../support/models.ts';

const featureNames = ['bias', 'stimulus'];
const trials = trialsOf({
  choices: [1, 0, 1, 1],
  features: { bias: [1, 1, 1, 1], stimulus: [1, -1, 2, -2] },
  sessionStarts: [0, 2, 4],
});
const transitionMatrix = [
  [0.8, 0.1, 0.1],
  [0.2, 0.7, 0.1],
  [0.3, 0.1, 0.6],
];
const fit = fitFrom(
  partialGlmHmm({ numStates: 3, sigma: 1 }),
  {
    weights: [
      [
        [1, 0],
        [2, -5],
        [3, 1],
      ],
      [
        [1, 1],
        [2, -5],
        [3, 4],
      ],
    ],
    transitionMatrix,
  },
  { featureNames },
);

describe('viewFit', () => {
  it('keeps the order of the fit and numbers the states unless told otherwise', () => {
    const view = viewFit(fit, trials);
    expect(view.fit).toEqual(fit);
    expect(view.order).toEqual([0, 1, 2]);
    expect(view.states).toEqual([
      { name: 'state 1', color: 0 },
      { name: 'state 2', color: 1 },
      { name: 'state 3', color: 2 },
    ]);
  });

  it('orders states by a weight averaged over sessions, or by its size', () => {
    expect(viewFit(fit, trials, { orderBy: 'stimulus' }).order).toEqual([2, 0, 1]);
    expect(viewFit(fit, trials, { orderBy: { by: 'stimulus' } }).order).toEqual([2, 0, 1]);
    expect(viewFit(fit, trials, { orderBy: { by: 'stimulus', absolute: true } }).order).toEqual([1, 2, 0]);
    const { params } = viewFit(fit, trials, { orderBy: 'stimulus' }).fit;
    expect([at(params.weights, 0, 0, 1), at(params.weights, 1, 0, 1)]).toEqual([1, 4]);
    expect([0, 1, 2].map((to) => at(params.transitionMatrix, 0, to))).toEqual([0.6, 0.3, 0.1]);
  });

  it('keeps the colours of named states wherever they stand', () => {
    const colors = (...names: string[]) => viewFit(fit, trials, { names }).states.map(({ color }) => color);
    expect(colors('biased right', 'engaged', 'biased left')).toEqual([2, 0, 1]);
    expect(colors('lapse', 'engaged', 'guess')).toEqual([3, 0, 4]);
    expect(colors('a', 'b', 'c')).toEqual([0, 1, 2]);
  });

  it('puts the truth in the order of the view', () => {
    const truth = permuteStates(fit, [1, 2, 0]);
    const view = viewFit(fit, trials, { orderBy: 'stimulus', truth });
    expect(view.truth?.fit).toEqual(view.fit);
    expect(view.truth?.ambiguous).toBe(false);
  });

  it('is plain data', () => {
    const view = viewFit(fit, trials, { truth: fit });
    expect(structuredClone(view)).toEqual(view);
  });

  it('gives the same view of a fit whatever the order of its states', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit: one, trials: of }) => {
        const [orderBy] = one.featureNames;
        const view = viewFit(one, of, { orderBy });
        for (const order of permutations(one.spec.numStates))
          expect(viewFit(permuteStates(one, order), of, { orderBy }).fit).toEqual(view.fit);
      }),
    );
  });

  it('computes the posterior once', () => {
    const view = viewFit(fit, trials, { orderBy: 'stimulus' });
    expect(posteriorOf(view)).toEqual(posterior(view.fit, trials));
    expect(posteriorOf(view)).toBe(posteriorOf(view));
  });

  it.each<[string, readonly string[], string]>([
    ['too few names', ['engaged'], '1 names for 3 states'],
    ['a name twice', ['a', 'b', 'a'], 'a name twice'],
    ['an empty name', ['a', 'b', ''], 'an empty name'],
    ['the name of all trials', ['a', 'b', 'all trials'], '"all trials"'],
  ])('refuses %s', (_, names, message) => {
    expect(() => viewFit(fit, trials, { names })).toThrow(SpecError);
    expect(() => viewFit(fit, trials, { names })).toThrow(message);
  });

  it('refuses to order by what is no feature, and trials or a truth that do not match', () => {
    expect(() => viewFit(fit, trials, { orderBy: 'contrast' })).toThrow(DataError);
    expect(() => viewFit(fit, trials, { orderBy: 'contrast' })).toThrow('The features are: bias, stimulus');
    const other = fitFrom(
      staticGlmHmm({ numStates: 3 }),
      { weights: [[1], [2], [3]], transitionMatrix },
      { featureNames: ['bias'] },
    );
    expect(() => viewFit(other, trials)).toThrow(DataError);
    expect(() => viewFit(fit, trials, { truth: other })).toThrow(DataError);
  });
});
