import { describe, expect, it } from 'vitest';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { isChoice, type Observation } from '../../src/models/observations/observationSpecs.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { type Random, random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { families, weightsOf } from '../support/familyTrials.ts';
import { randomTrials } from '../support/randomTrials.ts';
import { judge, scaleScores, weightScores } from './experiments.ts';
import { correlation, type Figures, keepFigures, shareWithin } from './figures.ts';

// what is drawn in a simulation must not repeat the draws of its features
const designSeeds = 1_000_000;
const featureNames = ['bias', 'x0', 'x1'];
const weights = [
  [0.2, 1, 0],
  [-0.5, -0.3, 0.8],
  [0.8, 0.2, -0.8],
];
const scaleFactors = [1, 1.5, 0.7];
const transitions: Readonly<Record<number, number[][]>> = {
  1: [[1]],
  2: [
    [0.95, 0.05],
    [0.08, 0.92],
  ],
  3: [
    [0.95, 0.03, 0.02],
    [0.04, 0.94, 0.02],
    [0.02, 0.04, 0.94],
  ],
};

type Family = (typeof families)[number];

/** States that differ clearly: a choice says less than a number, so it is given steeper weights. */
function truthOf({ observation, scale }: Family, numStates: number): Fit {
  const steepness = isChoice(observation) ? 3 : 1;
  return fitFrom(
    glmHmm({ numStates, observation, initialProbs: 'uniform' }),
    {
      weights: weightsOf(
        observation,
        weights.slice(0, numStates).map((row) => row.map((weight) => steepness * weight)),
      ),
      transitionMatrix: transitions[numStates],
      scale: scale === undefined ? null : scaleFactors.slice(0, numStates).map((factor) => factor * scale),
    },
    { featureNames },
  );
}

/** By how many standard errors fits are off, over data sets and families. */
interface Scores {
  readonly weights: number[];
  readonly scales: number[];
  /** Data sets whose fits did not converge or have no standard errors. */
  numWithout: number;
}

/** Simulates, fits and judges data sets of one family. */
async function scoresOf(
  family: Family,
  numStates: number,
  setting: { readonly lengths: readonly number[]; readonly numDataSets: number; readonly restarts: number },
): Promise<Scores> {
  const { lengths, numDataSets, restarts } = setting;
  const truth = truthOf(family, numStates);
  const scores: Scores = { weights: [], scales: [], numWithout: 0 };
  for (let seed = 1; seed <= numDataSets; seed++) {
    const like = randomTrials(designSeeds + seed, { lengths, numFeatures: 2 });
    const { trials } = simulate(truth, { like, seed });
    const fit = await fitTrials(trials, truth.spec, { restarts, seed });
    expect(fit.logLikelihood).toBeGreaterThan(logLikelihood(truth, trials).total);
    // the likelihood has no bound where the scale of a state falls to 0 on a few trials that its weights fit exactly
    const judged = fit.converged ? judge(fit, truth, trials) : null;
    if (judged === null) {
      scores.numWithout++;
      continue;
    }
    scores.weights.push(...weightScores(judged, truth.params.weights));
    scores.scales.push(...scaleScores(judged, truth.params.scale));
  }
  return scores;
}

const nameOf = (observation: Observation): string =>
  'link' in observation ? `${observation.kind}, ${observation.link}` : observation.kind;

/** Scores of every family, and the figures that tell one from another. */
async function scoresOfAll(
  numStates: number,
  limit: number,
  setting: Parameters<typeof scoresOf>[2],
): Promise<{ all: Scores; figures: Figures }> {
  const all: Scores = { weights: [], scales: [], numWithout: 0 };
  const figures: Record<string, number> = { 'data sets': families.length * setting.numDataSets };
  for (const family of families) {
    const { weights, scales, numWithout } = await scoresOf(family, numStates, setting);
    const name = nameOf(family.observation);
    figures[`${name}: weights within ${limit} s.e.`] = shareWithin(weights, limit);
    if (scales.length > 0) figures[`${name}: log scales within ${limit} s.e.`] = shareWithin(scales, limit);
    all.weights.push(...weights);
    all.scales.push(...scales);
    all.numWithout += numWithout;
  }
  figures[`all: weights within ${limit} s.e.`] = shareWithin(all.weights, limit);
  figures[`all: log scales within ${limit} s.e.`] = shareWithin(all.scales, limit);
  figures['not converged or without standard errors'] = all.numWithout;
  return { all, figures };
}

describe('20,000 trials of every family recover the weights and scales that made them, from ten starts', () => {
  it.for([2, 3])('states: %i', async (numStates, test) => {
    const lengths = new Array<number>(20).fill(1000);
    const { all, figures } = await scoresOfAll(numStates, 3, { lengths, numDataSets: 8, restarts: 10 });
    await keepFigures(test, `recovery of families, ${numStates} states`, figures);
    expect(all.numWithout).toBe(0);
    expect(shareWithin(all.weights, 3)).toBeGreaterThanOrEqual(0.99);
    expect(shareWithin(all.scales, 3)).toBeGreaterThanOrEqual(0.99);
  });
});

/** Two states' weights that take a step of s.d. 0.15 from session to session. */
function walkingTruth(family: Family, numSessions: number, draw: Random): Fit {
  const { observation, scale } = family;
  const { weights, transitionMatrix } = truthOf(family, 2).params;
  const width = weights.data.length;
  const data = new Float64Array(numSessions * width);
  data.set(weights.data);
  for (let i = width; i < data.length; i++) data[i] = data[i - width] + 0.15 * draw.normal();
  return fitFrom(
    glmHmm({ numStates: 2, observation, weights: randomWalk({ sigma: 0.15 }), initialProbs: 'uniform' }),
    {
      weights: ndarray(['session', ...weights.axes], [numSessions, ...weights.shape], data),
      transitionMatrix,
      scale: scale === undefined ? null : scaleFactors.slice(0, 2).map((factor) => factor * scale),
    },
    { featureNames },
  );
}

describe('weights that walk over 20 sessions of 1000 trials', () => {
  it.for(families)('are followed by a fit: $observation', async (family, test) => {
    const truth = walkingTruth(family, 20, random(8));
    const like = randomTrials(designSeeds, { lengths: new Array<number>(20).fill(1000), numFeatures: 2 });
    const { trials } = simulate(truth, { like, seed: 8 });
    const fit = await fitTrials(trials, truth.spec, { restarts: 4 });
    expect(fit.converged).toBe(true);
    const judged = judge(fit, truth, trials);
    if (judged === null) throw new Error('The fit has no standard errors.');
    const scores = weightScores(judged, truth.params.weights);
    const together = correlation(Array.from(judged.fit.params.weights.data), Array.from(truth.params.weights.data));
    await keepFigures(test, `walks, ${nameOf(family.observation)}`, {
      'correlation of weights with the truth': together,
      'weights within 1.96 s.d.': shareWithin(scores, 1.96),
    });
    expect(together).toBeGreaterThan(0.97);
    expect(shareWithin(scores, 1.96)).toBeGreaterThan(0.85);
  });
});

describe('95 % intervals of weights and scales of every family cover the truth in 93 to 97 %', () => {
  it.for([
    { numStates: 1, lengths: [200, 200], restarts: 1 },
    { numStates: 2, lengths: [400, 400, 400], restarts: 4 },
  ])('states: $numStates', async ({ numStates, lengths, restarts }, test) => {
    const numDataSets = 200;
    const { all, figures } = await scoresOfAll(numStates, 1.96, { lengths, numDataSets, restarts });
    await keepFigures(test, `coverage of families, ${numStates} states`, figures);
    expect(all.numWithout).toBeLessThan(0.01 * numDataSets * families.length);
    for (const scores of [all.weights, all.scales]) {
      expect(shareWithin(scores, 1.96)).toBeGreaterThan(0.93);
      expect(shareWithin(scores, 1.96)).toBeLessThan(0.97);
    }
  });
});
