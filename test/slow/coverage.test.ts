import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { experiment, judge, transitionScores, weightScores } from './experiments.ts';
import { keepFigures, shareWithin } from './figures.ts';

const featureNames = ['bias', 'stimulus', 'previousChoice'];
const numDataSets = 4000;
const truths = {
  'one state': {
    truth: fitFrom(glm(), { weights: [[-0.3, 1.5, 0.4]] }, { featureNames }),
    lengths: [150, 150],
  },
  'two states': {
    truth: fitFrom(
      staticGlmHmm({ numStates: 2, initialProbs: 'uniform' }),
      {
        weights: [
          [0.2, 3, 0],
          [-0.8, 0.2, 1],
        ],
        transitionMatrix: [
          [0.95, 0.05],
          [0.08, 0.92],
        ],
      },
      { featureNames },
    ),
    lengths: [300, 300, 300, 300],
  },
};

describe('95 % intervals of unpenalised fits cover the truth in 93 to 97 % of all parameters', () => {
  it.for(Object.keys(truths) as (keyof typeof truths)[])('%s', async (name, test) => {
    const { truth, lengths } = truths[name];
    const control = { restarts: truth.spec.numStates === 1 ? 1 : 4 };
    const scores: number[][] = [];
    for (let seed = 0; seed < numDataSets; seed++) {
      const { trials } = simulate(truth, { like: experiment(seed, lengths), seed });
      const judged = judge(await fitTrials(trials, truth.spec, control), truth, trials);
      if (judged === null) continue;
      const { weights, transitionMatrix } = truth.params;
      scores.push([...weightScores(judged, weights), ...transitionScores(judged, transitionMatrix)]);
    }
    const byParameter = scores[0].map((_, i) =>
      shareWithin(
        scores.map((one) => one[i]),
        1.96,
      ),
    );
    const numWeights = truth.params.weights.data.length;
    const mean = (list: readonly number[]): number => list.reduce((sum, one) => sum + one / list.length, 0);
    const covered = mean(byParameter);
    await keepFigures(test, `coverage, ${name}`, {
      'data sets': numDataSets,
      'without standard errors': numDataSets - scores.length,
      'coverage of weights': mean(byParameter.slice(0, numWeights)),
      ...(name === 'two states' && { 'coverage of transition log-odds': mean(byParameter.slice(numWeights)) }),
      'coverage of all': covered,
      'least and most of one parameter': `${Math.min(...byParameter)} to ${Math.max(...byParameter)}`,
    });
    expect(numDataSets - scores.length).toBeLessThan(0.01 * numDataSets);
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });
});
