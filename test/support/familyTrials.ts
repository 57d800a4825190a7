import { fitFrom } from '../../src/models/fitFrom.ts';
import type { Observation } from '../../src/models/observations/observationSpecs.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  negativeBinomial,
  poisson,
  softmax,
} from '../../src/models/observations/observationSpecs.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import type { Nested } from '../../src/numerics/ndarray.ts';
import { type RandomTrialsOptions, randomTrials } from './randomTrials.ts';

/** Every family with its default link, and the scale of its simulations. */
export const families: readonly { readonly observation: Observation; readonly scale?: number }[] = [
  { observation: bernoulli() },
  { observation: bernoulli({ link: 'probit' }) },
  { observation: poisson() },
  { observation: gaussian(), scale: 0.5 },
  { observation: gamma(), scale: 0.4 },
  { observation: negativeBinomial(), scale: 0.3 },
  { observation: softmax({ numClasses: 3, reference: 1 }) },
];

/** Trials of a family from two states that follow their features differently. */
export function familyTrials(
  observation: Observation,
  scale: number | undefined,
  seed: number,
  options: RandomTrialsOptions = {},
): Trials {
  const like = randomTrials(seed, options);
  const truth = fitFrom(
    glmHmm({ numStates: 2, observation }),
    {
      weights: weightsOf(observation, [
        [0.3, 1],
        [0.8, -0.6],
      ]),
      transitionMatrix: [
        [0.9, 0.1],
        [0.15, 0.85],
      ],
      ...(scale !== undefined && { scale: [scale, 1.5 * scale] }),
    },
    like,
  );
  return simulate(truth, { like, seed }).trials;
}

/** [state, feature] weights as those of a family: of several classes, the second has none, the others have these and half of their opposite. */
export function weightsOf(observation: Observation, weights: readonly (readonly number[])[]): Nested {
  if (observation.kind !== 'softmax') return weights;
  return weights.map((row) => [row, row.map(() => 0), row.map((weight) => -weight / 2)]);
}
