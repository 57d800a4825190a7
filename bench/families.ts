import { fitFrom } from '../src/models/fitFrom.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
  poisson,
  softmax,
} from '../src/models/observations/observationSpecs.ts';
import { simulate } from '../src/models/simulation/simulate.ts';
import { glmHmm } from '../src/models/specs.ts';
import { inputDriven, stationary } from '../src/models/transitionModels.ts';
import { type NdArray, ndarray } from '../src/numerics/ndarray.ts';
import { cpuTimes, median, timesAsLong } from './cpuTimes.ts';
import { distinctRows, truth } from './designs.ts';
import { fusedIteration } from './iteration.ts';
import { type BenchLine, withDigits } from './report.ts';

const numStates = 3;

/** One iteration of fitting for each family with its default link, every row distinct. */
export async function families(): Promise<BenchLine[]> {
  const design = distinctRows(numStates);
  const iterations = {
    bernoulli: iterationOf(bernoulli()),
    probit: iterationOf(bernoulli({ link: 'probit' })),
    poisson: iterationOf(poisson()),
    gaussian: iterationOf(gaussian(), 0.5),
    gamma: iterationOf(gamma(), 0.4),
    negativeBinomial: iterationOf(negativeBinomial(), 0.3),
    'softmax, 2 classes': iterationOf(softmax({ numClasses: 2 })),
    'softmax, 3 classes': iterationOf(softmax({ numClasses: 3 })),
    'softmax, 5 classes': iterationOf(softmax({ numClasses: 5 })),
    'bernoulli, transitions driven by 1 input': iterationOf(bernoulli(), undefined, ['first']),
    'bernoulli, transitions driven by 3 inputs': iterationOf(bernoulli(), undefined, ['first', 'second', 'third']),
  };
  const times = await cpuTimes(iterations);
  return Object.entries(times).map(([what, ms]) => ({
    what,
    figures: `${withDigits((1e6 * median(ms)) / design.numTrials)} ns a trial, ${withDigits(timesAsLong(ms, times.bernoulli))} times as long as bernoulli`,
  }));

  function iterationOf(observation: Observation, scale?: number, inputs: readonly string[] = []): () => void {
    const { params, featureNames } = truth(numStates, design.featureNames);
    const transitions = inputs.length > 0 ? inputDriven({ features: inputs }) : stationary();
    const spec = glmHmm({ numStates, observation, transitions });
    const { weights, transitionMatrix } = params;
    // a third of the weights of choices: a log link makes counts of a few, not of thousands
    const milder = { ...weights, data: weights.data.map((weight) => weight / 3) };
    const fit = fitFrom(
      spec,
      {
        weights: observation.kind === 'softmax' ? ofClasses(milder, observation.numClasses) : milder,
        transitionMatrix,
        scale: scale === undefined ? null : new Array<number>(numStates).fill(scale),
      },
      { featureNames },
    );
    return fusedIteration(fit, simulate(fit, { like: design, seed: 4 }).trials);
  }
}

/** Weights [state, feature] as those of each class but the first, whose are 0. */
function ofClasses({ shape, data }: NdArray, numClasses: number): NdArray {
  const [K, D] = shape;
  const out = ndarray(['state', 'class', 'feature'], [K, numClasses, D]);
  out.data.forEach((_, i) => {
    const c = Math.floor(i / D) % numClasses;
    if (c > 0) out.data[i] = data[Math.floor(i / (numClasses * D)) * D + ((i + c) % D)];
  });
  return out;
}
