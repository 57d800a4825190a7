import { describe, expect, it } from 'vitest';
import { bias, column } from '../../../src/data/features.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import type { Diagnostic } from '../../../src/models/fit.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { diagnose } from '../../../src/models/glmHmm/diagnose.ts';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../../src/models/specs.ts';
import type { Trials } from '../../../src/models/trials.ts';
import type { Nested } from '../../../src/numerics/ndarray.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { randomTrials } from '../../support/randomTrials.ts';

const trials = randomTrials(41, { lengths: new Array<number>(20).fill(30) });
const two = staticGlmHmm({ numStates: 2, initialProbs: 'uniform' });
const sticky = [
  [0.9, 0.1],
  [0.1, 0.9],
];

function said(spec: GlmHmmSpec, data: Trials, weights: Nested, transitionMatrix: Nested = sticky): Diagnostic[] {
  const { params } = fitFrom(spec, { weights, transitionMatrix }, data);
  return diagnose(glmHmmProblem(spec, data), params, 'converged');
}

describe('diagnose', () => {
  it('has nothing to say about a sound fit', async () => {
    const { params } = await fitTrials(trials, two);
    expect(diagnose(glmHmmProblem(two, trials), params, 'converged')).toEqual([]);
  });

  it('names state and features of weights that run to infinity', () => {
    const diagnostics = said(two, trials, [
      [0, 2],
      [3, 60],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['weightsRunToInfinity']);
    expect(diagnostics[0].message).toMatch(/^The weights? of .*"x0" in state 2 \(counted from 1/);
  });

  it('names a state that no trial belongs to, and how many do', () => {
    const never = [
      [1, 0],
      [1, 0],
    ];
    const spec = staticGlmHmm({ numStates: 2, initialProbs: [1, 0] });
    const { params } = fitFrom(
      spec,
      {
        weights: [
          [0, 2],
          [0, 1],
        ],
        transitionMatrix: never,
      },
      trials,
    );
    const diagnostics = diagnose(glmHmmProblem(spec, trials), params, 'converged');
    expect(diagnostics.map(({ code }) => code)).toEqual(['weightsUndetermined']);
    expect(diagnostics[0].message).toMatch(
      /^The weights of "bias", "x0" in state 2 .* are determined by nothing: about 0\.0 trials/,
    );
  });

  it('is silenced by a penalty that determines the weights', () => {
    const spec = staticGlmHmm({ numStates: 2, initialProbs: [1, 0], penalty: ridge(1, { includeBias: true }) });
    const never = [
      [1, 0],
      [1, 0],
    ];
    expect(
      said(
        spec,
        trials,
        [
          [0, 2],
          [0, 1],
        ],
        never,
      ),
    ).toEqual([]);
  });

  it('judges weights in the units of their features', () => {
    const choice = Array.from(trials.choices);
    const micro = Array.from({ length: trials.numTrials }, (_, t) => trials.features.data[2 * t + 1] / 1e6);
    const tiny = readTrials({ choice, micro }, { choice: 'choice', features: { bias: bias(), micro: column() } });
    expect(said(glm(), tiny, [[0.5, 1e6]], [[1]])).toEqual([]);
  });

  it('takes walking weights over all sessions together', () => {
    const spec = partialGlmHmm({ numStates: 2, sigma: 0.3, initialProbs: 'uniform' });
    const weights = Array.from({ length: 20 }, (_, s) => [
      [0, 2 + s / 10],
      [1, 0],
    ]);
    expect(said(spec, trials, weights)).toEqual([]);
  });

  it('says why a fit stopped, and on how few sessions initial probabilities rest', () => {
    const spec = staticGlmHmm({ numStates: 2 });
    const few = randomTrials(41, { lengths: [300, 300] });
    const { params } = fitFrom(
      spec,
      {
        weights: [
          [0, 2],
          [1, 0],
        ],
        transitionMatrix: sticky,
      },
      few,
    );
    const codes = (reason: 'maxIterations' | 'noProgress') =>
      diagnose(glmHmmProblem(spec, few), params, reason).map(({ code, message }) => [code, message.split(' ')[2]]);
    expect(codes('maxIterations')).toEqual([
      ['notConverged', 'reached'],
      ['fewSessions', 'probabilities'],
    ]);
    expect(codes('noProgress')[0]).toEqual(['notConverged', 'found']);
  });
});
