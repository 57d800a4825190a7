import fc from 'fast-check';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { random } from '../../src/numerics/random.ts';

/** Trials of given choices (-1: none) with given features, one session unless `sessionStarts` says otherwise. */
export function trialsOf(options: {
  choices: readonly number[];
  features: Readonly<Record<string, readonly number[]>>;
  sessionStarts?: readonly number[];
  correct?: readonly number[];
  classNames?: readonly string[];
}): Trials {
  const { choices, features, sessionStarts = [0, choices.length], correct, classNames = ['0', '1'] } = options;
  const names = Object.keys(features);
  return {
    kind: 'trials',
    classNames,
    responses: null,
    responseNames: [],
    numTrials: choices.length,
    choices: Int32Array.from(choices),
    observed: Uint8Array.from(choices, (choice) => Number(choice >= 0)),
    features: ndarray(
      ['trial', 'feature'],
      [choices.length, names.length],
      Float64Array.from(choices.flatMap((_, t) => names.map((name) => features[name][t]))),
    ),
    featuresKnown: new Uint8Array(choices.length).fill(1),
    featureNames: names,
    recipes: names.map((column) => ({ kind: 'column', column })),
    fixedParts: {},
    featureGroups: {},
    sessionStarts: Int32Array.from(sessionStarts),
    sessionNames: sessionStarts.slice(1).map((_, s) => `session ${s + 1}`),
    sessionSubjects: null,
    times: null,
    subject: null,
    correct: correct ? Int32Array.from(correct) : null,
    outcomes: [],
  };
}

/** A model of any kind with given parameters, and trials for it. */
export interface ModelAndTrials {
  readonly fit: Fit;
  readonly trials: Trials;
}

/** Models with 1 to 3 states, constant or walking weights, some frozen, one or many transition matrices; up to 4 short sessions, some choices missing. */
export function modelsAndTrials(options: { minStates?: number } = {}): fc.Arbitrary<ModelAndTrials> {
  const { minStates = 1 } = options;
  return fc
    .record({
      numStates: fc.integer({ min: minStates, max: 3 }),
      numFeatures: fc.integer({ min: 1, max: 3 }),
      lengths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      walks: fc.boolean(),
      switches: fc.boolean(),
      freezes: fc.boolean(),
      seed: fc.nat(2 ** 30),
    })
    .map((shape) => modelAndTrials(shape));
}

function modelAndTrials(shape: {
  numStates: number;
  numFeatures: number;
  lengths: readonly number[];
  walks: boolean;
  switches: boolean;
  freezes: boolean;
  seed: number;
}): ModelAndTrials {
  const { numStates, numFeatures, lengths, walks, switches, freezes, seed } = shape;
  const source = random(seed);
  const list = <T>(length: number, make: () => T): T[] => Array.from({ length }, make);
  const distribution = (): number[] => {
    const raw = list(numStates, () => 0.05 + source.uniform());
    return raw.map((p) => p / raw.reduce((a, b) => a + b));
  };
  const frozen = list(numStates, () => (freezes && source.uniform() < 0.5 ? { 'feature 1': source.normal() } : {}));
  const weights = (): number[][] =>
    frozen.map((own) => {
      const free = list(numFeatures, () => 2 * source.normal());
      return [own['feature 1'] ?? free[0], ...free.slice(1)];
    });
  const matrix = (): number[][] => list(numStates, distribution);
  const numTrials = lengths.reduce((a, b) => a + b);
  const names = list(numFeatures, () => '').map((_, d) => `feature ${d + 1}`);
  const trials = trialsOf({
    choices: list(numTrials, () => source.categorical([0.15, 0.4, 0.45]) - 1),
    features: Object.fromEntries(names.map((name) => [name, list(numTrials, () => source.normal())])),
    sessionStarts: [0, ...lengths.map((_, s) => lengths.slice(0, s + 1).reduce((a, b) => a + b))],
    correct: list(numTrials, () => source.categorical([0.2, 0.4, 0.4]) - 1),
  });
  const spec = glmHmm({
    numStates,
    frozen,
    ...(walks && { weights: randomWalk({ sigma: list(numStates, () => source.uniform()) }) }),
    ...(switches && {
      transitions: perSession({ alpha: 2, center: source.uniform() < 0.5 ? 'consecutive' : matrix() }),
    }),
  });
  const fit = fitFrom(
    spec,
    {
      weights: walks ? list(lengths.length, weights) : weights(),
      transitionMatrix: switches ? list(lengths.length, matrix) : matrix(),
      initialProbs: distribution(),
    },
    { featureNames: names },
  );
  return { fit, trials };
}

/** Every order of `size` things. */
export function permutations(size: number): number[][] {
  if (size === 0) return [[]];
  return permutations(size - 1).flatMap((rest) =>
    Array.from({ length: size }, (_, place) => [...rest.slice(0, place), size - 1, ...rest.slice(place)]),
  );
}
