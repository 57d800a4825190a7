import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Fit, GlmHmmParams } from '../../src/models/fit.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { random } from '../../src/numerics/random.ts';

/** What random trials look like. */
export interface RandomTrialsOptions {
  readonly lengths?: readonly number[];
  /** Features besides the bias. */
  readonly numFeatures?: number;
  /** Values that a feature may take: a few on a grid, as in behaviour, or any. */
  readonly values?: 'grid' | 'any';
  /** Share of trials without a choice. */
  readonly missing?: number;
}

/** Trials whose choices follow their first feature now and then: enough structure for any model to be fitted. */
export function randomTrials(seed: number, options: RandomTrialsOptions = {}): Trials {
  const { lengths = [40, 1, 60, 30], numFeatures = 1, values = 'grid', missing = 0 } = options;
  const draw = random(seed);
  const rows = lengths.flatMap((length, session) => {
    let engaged = true;
    return Array.from({ length }, () => {
      if (draw.uniform() < 0.1) engaged = !engaged;
      const x = Array.from({ length: numFeatures }, () =>
        values === 'grid' ? Math.round(2 * draw.normal()) / 2 : draw.normal(),
      );
      const eta = engaged ? 2 * x[0] - 0.3 : 1.2;
      const choice = draw.uniform() < missing ? null : Number(draw.uniform() < 1 / (1 + Math.exp(-eta)));
      return { session, choice, ...Object.fromEntries(x.map((value, d) => [`x${d}`, value])) };
    });
  });
  const features = Object.fromEntries(Array.from({ length: numFeatures }, (_, d) => [`x${d}`, column()]));
  return readTrials(rows, { session: 'session', choice: 'choice', features: { bias: bias(), ...features } });
}

/** Random parameters of constant weights and one matrix; `spread` is the s.d. of weights. */
export function randomParams(seed: number, numStates: number, numFeatures: number, spread = 1): GlmHmmParams {
  const draw = random(seed);
  const row = () => draw.dirichlet(new Array<number>(numStates).fill(2));
  return {
    weights: ndarray(
      ['state', 'feature'],
      [numStates, numFeatures],
      Float64Array.from({ length: numStates * numFeatures }, () => spread * draw.normal()),
    ),
    transitionMatrix: ndarray(
      ['state', 'nextState'],
      [numStates, numStates],
      Float64Array.from(Array.from({ length: numStates }, row).flat()),
    ),
    initialProbs: ndarray(['state'], [numStates], Float64Array.from(row())),
    scale: null,
    lapses: null,
    transitionWeights: null,
    inputCenter: null,
  };
}

/** A fit to start from, with the features of random trials: the bias and `numFeatures` - 1 others. */
export function startedAt(spec: GlmHmmSpec, seed: number, numFeatures = 2, spread = 1): Fit {
  const others = Array.from({ length: numFeatures - 1 }, (_, d) => `x${d}`);
  const params = randomParams(seed, spec.numStates, numFeatures, spread);
  return { kind: 'fit', version: '', spec, params, featureNames: ['bias', ...others] };
}
