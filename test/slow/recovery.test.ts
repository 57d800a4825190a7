import { describe, expect, it } from 'vitest';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { dynamicGlmHmm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import { type Random, random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { randomTrials } from '../support/randomTrials.ts';
import { experiment, judge, transitionScores, transitionWeightScores, weightScores } from './experiments.ts';
import { correlation, keepFigures, shareWithin } from './figures.ts';

const featureNames = ['bias', 'stimulus', 'previousChoice'];
const numSessions = 20;
const lengths = new Array<number>(numSessions).fill(1000);
const [sigma, alpha] = [0.15, 30];
const center = [
  [0.97, 0.03],
  [0.05, 0.95],
];
const weights = [
  [0.1, 3, 0],
  [-1, 0.3, 0.8],
  [1.2, 0.2, -0.5],
];
const staticTruths = {
  two: fitFrom(
    staticGlmHmm({ numStates: 2 }),
    { weights: weights.slice(0, 2), transitionMatrix: center },
    { featureNames },
  ),
  three: fitFrom(
    staticGlmHmm({ numStates: 3 }),
    {
      weights,
      transitionMatrix: [
        [0.97, 0.02, 0.01],
        [0.03, 0.95, 0.02],
        [0.02, 0.04, 0.94],
      ],
    },
    { featureNames },
  ),
};

const drivenTruth = fitFrom(
  glmHmm({
    numStates: 3,
    observation: softmax({ numClasses: 3, reference: 1 }),
    transitions: inputDriven({ features: ['x1', 'x2'], centered: false }),
    frozen: { x1: 0, x2: 0 },
    initialProbs: 'uniform',
  }),
  {
    weights: [
      [
        [0, -2.5, 0, 0],
        [0, 0, 0, 0],
        [0, 2.5, 0, 0],
      ],
      [
        [2, 0, 0, 0],
        [0, 0, 0, 0],
        [-1, 0.3, 0, 0],
      ],
      [
        [-1.5, 0.2, 0, 0],
        [0, 0, 0, 0],
        [1.5, 0, 0, 0],
      ],
    ],
    transitionMatrix: [
      [0.95, 0.03, 0.02],
      [0.04, 0.93, 0.03],
      [0.03, 0.03, 0.94],
    ],
    transitionWeights: [
      [
        [0, 0],
        [1, 0],
        [-0.8, 0.6],
      ],
      [
        [0.5, -0.7],
        [0, 0],
        [0, 0.9],
      ],
      [
        [-1, 0],
        [0.3, 0.4],
        [0, 0],
      ],
    ],
  },
  { featureNames: ['bias', 'x0', 'x1', 'x2'] },
);

/** Two states' weights that walk from session to session. */
function walkingWeights(draw: Random): number[][][] {
  const sessions: number[][][] = [];
  for (let s = 0; s < numSessions; s++)
    sessions.push(
      (sessions.at(-1) ?? weights.slice(0, 2)).map((row) => row.map((w) => w + (s && sigma) * draw.normal())),
    );
  return sessions;
}

const walkingTruths: Readonly<Record<string, (draw: Random) => Fit>> = {
  partial: (draw) =>
    fitFrom(
      partialGlmHmm({ numStates: 2, sigma }),
      { weights: walkingWeights(draw), transitionMatrix: center },
      { featureNames },
    ),
  dynamic: (draw) =>
    fitFrom(
      dynamicGlmHmm({ numStates: 2, sigma, alpha }),
      {
        weights: walkingWeights(draw),
        transitionMatrix: lengths.map(() => center.map((row) => draw.dirichlet(row.map((p) => alpha * p + 1)))),
      },
      { featureNames },
    ),
};

describe('20,000 trials recover the parameters that made them, from ten starts', () => {
  it.for(Object.keys(staticTruths) as (keyof typeof staticTruths)[])(
    '%s states of constant weights',
    async (name, test) => {
      const truth = staticTruths[name];
      const [ofWeights, ofTransitions]: [number[], number[]] = [[], []];
      let [numBest, rightStates] = [0, 0];
      const numDataSets = 40;
      for (let seed = 1; seed <= numDataSets; seed++) {
        const { trials, states } = simulate(truth, { like: experiment(seed, lengths), seed });
        const fit = await fitTrials(trials, truth.spec, { seed });
        expect(fit.restarts).toHaveLength(10);
        expect(fit.logLikelihood).toBeGreaterThan(logLikelihood(truth, trials).total);
        numBest += fit.restarts.filter(({ logPosterior }) => logPosterior > fit.logPosterior - 0.1).length;
        const judged = judge(fit, truth, trials);
        if (judged === null) throw new Error('The fit has no standard errors.');
        ofWeights.push(...weightScores(judged, truth.params.weights));
        ofTransitions.push(...transitionScores(judged, truth.params.transitionMatrix));
        rightStates += mostLikelyStates(judged.fit, trials).filter((state, t) => state === states[t]).length;
      }
      await keepFigures(test, `recovery, ${name} states`, {
        'data sets': numDataSets,
        'weights within 3 s.e.': shareWithin(ofWeights, 3),
        'weights within 1.96 s.e.': shareWithin(ofWeights, 1.96),
        'transition log-odds within 3 s.e.': shareWithin(ofTransitions, 3),
        'starts that reach the best': numBest / (10 * numDataSets),
        'trials whose most likely state is the true one': rightStates / (20_000 * numDataSets),
      });
      expect(shareWithin(ofWeights, 3)).toBeGreaterThanOrEqual(0.99);
      expect(shareWithin(ofTransitions, 3)).toBeGreaterThanOrEqual(0.98);
    },
  );

  it('three states of three choices whose transitions two inputs drive', async (test) => {
    const scores: Record<string, number[]> = { weights: [], transitionWeights: [], transitions: [] };
    const numDataSets = 12;
    for (let seed = 1; seed <= numDataSets; seed++) {
      const like = randomTrials(1000 + seed, { lengths, numFeatures: 3, values: 'any' });
      const { trials } = simulate(drivenTruth, { like, seed });
      const fit = await fitTrials(trials, drivenTruth.spec, { seed });
      expect(fit.converged).toBe(true);
      expect(fit.logLikelihood).toBeGreaterThan(logLikelihood(drivenTruth, trials).total);
      const judged = judge(fit, drivenTruth, trials);
      if (judged === null) throw new Error('The fit has no standard errors.');
      scores.weights.push(...weightScores(judged, drivenTruth.params.weights));
      scores.transitionWeights.push(
        ...transitionWeightScores(
          judged,
          drivenTruth.params.transitionWeights as NonNullable<typeof drivenTruth.params.transitionWeights>,
        ),
      );
      scores.transitions.push(...transitionScores(judged, drivenTruth.params.transitionMatrix));
    }
    await keepFigures(test, 'recovery, three choices, input-driven transitions', {
      'data sets': numDataSets,
      'weights within 3 s.e.': shareWithin(scores.weights, 3),
      'weights within 1.96 s.e.': shareWithin(scores.weights, 1.96),
      'weights of inputs within 3 s.e.': shareWithin(scores.transitionWeights, 3),
      'weights of inputs within 1.96 s.e.': shareWithin(scores.transitionWeights, 1.96),
      'base log-odds within 3 s.e.': shareWithin(scores.transitions, 3),
    });
    for (const one of Object.values(scores)) expect(shareWithin(one, 3)).toBeGreaterThanOrEqual(0.98);
  });

  it.for(Object.keys(walkingTruths))('weights that walk: a %s model', async (name, test) => {
    const scores: number[] = [];
    const transitions: number[] = [];
    const correlations: number[] = [];
    const numDataSets = 20;
    for (let seed = 1; seed <= numDataSets; seed++) {
      const truth = (walkingTruths[name] as (draw: Random) => Fit)(random(seed));
      const { trials } = simulate(truth, { like: experiment(seed, lengths), seed });
      const fit = await fitTrials(trials, truth.spec, { seed });
      expect(fit.diagnostics.filter(({ code }) => code !== 'fewSessions')).toEqual([]);
      const judged = judge(fit, truth, trials);
      if (judged === null) throw new Error('The fit has no standard errors.');
      scores.push(...weightScores(judged, truth.params.weights));
      transitions.push(...transitionScores(judged, truth.params.transitionMatrix));
      const [{ fit: aligned }] = alignStates([fit], { on: trials, to: truth });
      correlations.push(correlation(Array.from(aligned.params.weights.data), Array.from(truth.params.weights.data)));
    }
    await keepFigures(test, `recovery, ${name} model`, {
      'data sets': numDataSets,
      'least correlation of weights with the truth': Math.min(...correlations),
      'weights within 1.96 s.d.': shareWithin(scores, 1.96),
      'weights within 3 s.d.': shareWithin(scores, 3),
      'transition log-odds within 1.96 s.d.': shareWithin(transitions, 1.96),
      'transition log-odds within 3 s.d.': shareWithin(transitions, 3),
    });
    expect(Math.min(...correlations)).toBeGreaterThan(0.98);
    expect(shareWithin(scores, 1.96)).toBeGreaterThan(0.92);
    expect(shareWithin(scores, 1.96)).toBeLessThan(0.98);
    expect(shareWithin(scores, 3)).toBeGreaterThanOrEqual(0.99);
  });
});
