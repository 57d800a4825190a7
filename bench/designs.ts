import { bias, column, lag } from '../src/data/features.ts';
import { readNpz } from '../src/data/files/npz.ts';
import { columnOf } from '../src/data/npyArray.ts';
import { readTrials } from '../src/data/readTrials.ts';
import type { Fit } from '../src/models/fit.ts';
import { fitFrom } from '../src/models/fitFrom.ts';
import { simulate } from '../src/models/simulation/simulate.ts';
import { glmHmm } from '../src/models/specs.ts';
import type { Trials } from '../src/models/trials.ts';
import { random } from '../src/numerics/random.ts';

const [numSessions, sessionLength] = [200, 500];
const numTrials = numSessions * sessionLength;

/** 100,000 simulated trials of four features that never repeat. */
export function distinctRows(numStates: number): Trials {
  const draw = random(1);
  const names = ['first', 'second', 'third'];
  const columns = Object.fromEntries(names.map((name) => [name, drawn(() => draw.normal())]));
  const features = { bias: bias(), ...Object.fromEntries(names.map((name) => [name, column()])) };
  return simulated(numStates, readTrials({ session: sessions(), ...columns }, { session: 'session', features }));
}

/** 100,000 simulated trials of four features as experiments have them: about 100 distinct rows. */
export function repeatedRows(numStates: number): Trials {
  const draw = random(2);
  const contrast = drawn(() => Math.floor(9 * draw.uniform()) / 4 - 1);
  const block = drawn(() => (draw.uniform() < 0.5 ? -1 : 1));
  const design = readTrials(
    { session: sessions(), contrast, block, choice: new Int32Array(numTrials) },
    {
      session: 'session',
      choice: 'choice',
      features: { bias: bias(), contrast: column(), block: column(), previousChoice: lag('choice') },
    },
  );
  return simulated(numStates, design);
}

/** The demo: 20 sessions of 500 trials, features bias and stimulus. */
export async function demoTrials(): Promise<Trials> {
  const { trainX, trainY, sessInd } = await readNpz('demo_data/two_state_simulated.npz');
  return readTrials(
    { choice: trainY.data, stimulus: columnOf(trainX, 1) },
    {
      sessionStarts: Array.from(sessInd.data, Number),
      choice: 'choice',
      features: { bias: bias(), stimulus: column() },
    },
  );
}

/** A model to simulate from: states that last 20 trials, with weights of their own. */
export function truth(numStates: number, featureNames: readonly string[]): Fit {
  const draw = random(3);
  const states = Array.from({ length: numStates }, (_, k) => k);
  return fitFrom(
    glmHmm({ numStates }),
    {
      weights: states.map(() => featureNames.map(() => 1.5 * draw.normal())),
      transitionMatrix: states.map((i) => states.map((j) => (i === j ? 0.95 : 0.05 / (numStates - 1)))),
    },
    { featureNames },
  );
}

function simulated(numStates: number, design: Trials): Trials {
  return simulate(truth(numStates, design.featureNames), { like: design, seed: 4 }).trials;
}

function drawn(draw: () => number): Float64Array {
  return Float64Array.from({ length: numTrials }, draw);
}

function sessions(): Int32Array {
  return Int32Array.from({ length: numTrials }, (_, t) => Math.floor(t / sessionLength));
}
