// Makes two_state_simulated.npz; see README.md. Run: npm start once (it builds), then node demo_data/makeTwoState.mjs
import { fileURLToPath } from 'node:url';
import {
  bias,
  column,
  dynamicGlmHmm,
  fitFrom,
  random,
  readTrials,
  simulate,
  splitSeed,
  toNested,
  writeNpz,
} from 'latentlab';

const seed = 2026;
const [numSessions, sessionLength] = [20, 500];
const numTrials = numSessions * sessionLength;

/** Where the file is kept. */
export const file = fileURLToPath(new URL('two_state_simulated.npz', import.meta.url));

/** Makes the arrays of the file, always the same. */
export function twoState() {
  const stimulus = drawStimulus();
  const design = readTrials(
    { session: Array.from(stimulus, (_, t) => Math.floor(t / sessionLength)), stimulus },
    { session: 'session', features: { bias: bias(), stimulus: column() } },
  );
  const truth = fitFrom(
    dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 200, initialProbs: 'uniform' }),
    { weights: trueWeights(), transitionMatrix: drawTransitions() },
    design,
  );
  const { trials, states } = simulate(truth, { like: design, seed: splitSeed(seed, 2) });
  const { weights, transitionMatrix } = truth.params;
  return {
    trainX: { shape: [numTrials, 2], data: trials.features.data },
    trainY: { shape: [numTrials], data: trials.choices },
    trueW: { shape: [numTrials, 2, 2, 2], data: everyTrial(weights, (w) => [0, w]) },
    trueP: { shape: [numTrials, 2, 2], data: everyTrial(transitionMatrix, (p) => [p]) },
    trueZ: { shape: [numTrials], data: states },
    sessInd: { shape: [numSessions + 1], data: trials.sessionStarts },
  };
}

/** Whole numbers from -15 to 16 (0 twice as likely), z-scored. */
function drawStimulus() {
  const draw = random(splitSeed(seed, 0));
  const raw = Array.from({ length: numTrials }, () => Math.trunc(-16 + 33 * draw.uniform()));
  const mean = raw.reduce((sum, x) => sum + x, 0) / numTrials;
  const deviation = Math.sqrt(raw.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numTrials);
  return raw.map((x) => (x - mean) / deviation);
}

/** State 1: bias from -1 to 0, stimulus from 0 to 2 over sessions. State 2: bias 1, stimulus 0. */
function trueWeights() {
  return Array.from({ length: numSessions }, (_, s) => {
    const progress = s / (numSessions - 1);
    return [
      [progress - 1, 2 * progress],
      [1, 0],
    ];
  });
}

/** Each session's rows from Dirichlet(200 · [0.97, 0.03]) and Dirichlet(200 · [0.09, 0.91]). */
function drawTransitions() {
  const draw = random(splitSeed(seed, 1));
  return Array.from({ length: numSessions }, () => [draw.dirichlet([194, 6]), draw.dirichlet([18, 182])]);
}

/**
 * The numbers of a session, once for each of its trials.
 *
 * @param {import('latentlab').NdArray} array [session, …]
 * @param {(value: number) => number[]} expand
 */
function everyTrial(array, expand) {
  const sessions = /** @type {readonly (readonly unknown[])[]} */ (toNested(array));
  return Float64Array.from(
    sessions.flatMap((session) => {
      const once = /** @type {number[]} */ (session.flat(9)).flatMap(expand);
      return Array.from({ length: sessionLength }, () => once).flat();
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeNpz(file, twoState());
