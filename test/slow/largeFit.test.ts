import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { ridge } from '../../src/models/penalties.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import type { Trials } from '../../src/models/trials.ts';
import { random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { experiment } from './experiments.ts';
import { keepFigures } from './figures.ts';

const numTrials = 1_000_000;
const lengths = new Array<number>(1000).fill(numTrials / 1000);
const spec = staticGlmHmm({ numStates: 3, penalty: ridge(1) });
const truth = fitFrom(
  spec,
  {
    weights: [
      [0.1, 3, 0],
      [-1, 0.3, 0.8],
      [1.2, 0.2, -0.5],
    ],
    transitionMatrix: [
      [0.97, 0.02, 0.01],
      [0.03, 0.95, 0.02],
      [0.02, 0.04, 0.94],
    ],
  },
  { featureNames: ['bias', 'stimulus', 'previousChoice'] },
);

/** The same trials with a stimulus that never takes a value twice, so that no row can be merged with another. */
function withoutRepeats(trials: Trials): Trials {
  const draw = random(3);
  const data = trials.features.data.map((value, i) => (i % 3 === 1 ? value + 1e-3 * draw.normal() : value));
  return { ...trials, features: { ...trials.features, data } };
}

/** Throws away what is not used any more, so that what is measured next is new. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // array buffers are let go by a second round, after a pause
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function megabytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

const cases = {
  'few distinct rows': { change: (trials: Trials): Trials => trials, bound: 100 },
  'every row distinct': { change: withoutRepeats, bound: 400 },
};

describe('a million trials and three states', () => {
  it.for(Object.keys(cases) as (keyof typeof cases)[])('are fitted within bounds of memory: %s', async (name, test) => {
    const { change, bound } = cases[name];
    const trials = change(simulate(truth, { like: experiment(1, lengths), seed: 1 }).trials);
    await collectGarbage();
    const before = megabytes();
    let most = 0;
    const fit = await fitTrials(trials, spec, {
      restarts: 2,
      onProgress: () => {
        most = Math.max(most, megabytes() - before);
      },
    });
    await keepFigures(test, `a million trials, ${name}`, {
      'megabytes beyond the trials at most': most,
      'bound in megabytes': bound,
      seconds: fit.seconds,
      evaluations: fit.evaluations,
    });
    expect(fit.converged).toBe(true);
    expect(fit.diagnostics).toEqual([]);
    for (const { data } of [fit.params.weights, fit.params.transitionMatrix, fit.params.initialProbs])
      expect(data.every(Number.isFinite)).toBe(true);
    expect(most).toBeLessThan(bound);
  });
});
