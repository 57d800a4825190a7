import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Diagnostic } from '../../src/models/fit.ts';
import { ridge } from '../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import type { FitControl } from '../../src/workflows/fitControl.ts';
import { randomTrials } from '../support/randomTrials.ts';

/** A fit that ends, finite, with something to be said about it. */
export interface Warned {
  readonly trials: Trials;
  readonly spec: GlmHmmSpec;
  readonly control?: FitControl;
  /** What is said, in order. */
  readonly codes: readonly Diagnostic['code'][];
}

const stimulus = [0.5, -1, 2, 0.25, -0.75, 1, -2, 0.5, -0.25, 1];
const deciding = (choice: (x: number, t: number) => number | null): Trials =>
  readTrials(
    { stimulus, choice: stimulus.map(choice) },
    { choice: 'choice', features: { bias: bias(), stimulus: column() } },
  );
const always = deciding(() => 1);
const oneChoice = readTrials([{ choice: 1 }, { choice: null }], { choice: 'choice', features: { bias: bias() } });
const uniform = { initialProbs: 'uniform' } as const;

/** Trials that do not determine what is asked of them. */
export const warned: Readonly<Record<string, Warned>> = {
  'all choices equal': { trials: always, spec: glm(), codes: ['weightsRunToInfinity'] },
  'all choices equal, and a ridge that leaves the bias out': {
    trials: always,
    spec: glm({ penalty: ridge(1) }),
    codes: ['weightsRunToInfinity'],
  },
  'all choices equal, and two states': {
    trials: always,
    spec: staticGlmHmm({ numStates: 2, ...uniform }),
    codes: ['weightsRunToInfinity', 'weightsRunToInfinity'],
  },
  'choices that the stimulus separates': {
    trials: deciding((x) => Number(x > 0)),
    spec: glm(),
    codes: ['weightsRunToInfinity'],
  },
  'features missing at the borders of a session': {
    trials: readTrials(
      { choice: [1, 0, 1, 0, 1, 1], x: [null, 1, -1, 0.5, 1, Number.NaN], z: [null, null, 1, 2, -1, 0] },
      { choice: 'choice', features: { x: column(), z: column() } },
    ),
    spec: glm({ penalty: ridge(1) }),
    codes: ['featuresMissing'],
  },
  'a single choice': { trials: oneChoice, spec: glm(), codes: ['weightsRunToInfinity'] },
  'a fit that was not given the time': {
    trials: randomTrials(1),
    spec: staticGlmHmm({ numStates: 2, penalty: ridge(1, { includeBias: true }), ...uniform }),
    control: { restarts: 1, maxIterations: 3 },
    codes: ['notConverged'],
  },
  'initial probabilities from one session': {
    trials: randomTrials(2, { lengths: [400] }),
    spec: staticGlmHmm({ numStates: 2, penalty: ridge(1, { includeBias: true }) }),
    codes: ['fewSessions'],
  },
  'initial probabilities from one session and a prior': {
    trials: randomTrials(2, { lengths: [400] }),
    spec: staticGlmHmm({
      numStates: 2,
      penalty: ridge(1, { includeBias: true }),
      initialPrior: dirichlet({ counts: [0.1, 0.2] }),
    }),
    codes: ['fewSessions'],
  },
};
