import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureBuilders } from '../../../src/data/featureSets.ts';
import { bias, column, lag, product, standardized } from '../../../src/data/features.ts';
import { cumulative, ewma, lags, previousOutcome, trace, winStayLoseSwitch } from '../../../src/data/histories.ts';
import { oneHot } from '../../../src/data/indicators.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { poisson, softmax } from '../../../src/models/observations/observationSpecs.ts';
import { glm } from '../../../src/models/presets.ts';
import { type Answers, rebuiltFeatures } from '../../../src/models/simulation/rebuiltFeatures.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { inputDriven } from '../../../src/models/transitionModels.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { dataErrorOf } from '../../support/dataError.ts';
import { featureValues } from '../../support/featureValues.ts';
import { historyTables } from '../../support/historyTables.ts';

const data = { neuron1: [1, 2], neuron2: [3, 4], reward: [1, 0], speed: [0, 1] };
const rebuilt = (features: FeatureBuilders) => {
  const trials = readTrials(data, { y: ['neuron1', 'neuron2'], outcomes: ['reward'], features });
  return rebuiltFeatures(trials, trials);
};

describe('rebuiltFeatures', () => {
  it('lists the features that remember earlier responses and outcomes', () => {
    const features = { bias: bias(), own: lag('neuron2'), paid: lag('reward', { by: 2 }), slow: lag('speed') };
    expect(rebuilt(features)).toMatchObject([
      { feature: 1, outcomes: [] },
      { feature: 2, outcomes: ['reward'] },
    ]);
  });

  it('refuses a feature that reads a response of its own trial', () => {
    const error = dataErrorOf(() => rebuilt({ own: column('neuron1', { allowSameTrial: true }) }));
    expect(error.place.column).toBe('neuron1');
    expect(error.message).toBe(
      'Feature "own" reads response "neuron1" of its own trial, which is not known before it is simulated. Leave it out, or keep all features as recorded with openLoop: true.',
    );
  });

  it('lets simulated responses come back in the features of later trials, never across a session start', () => {
    const like = readTrials(
      { day: ['a', 'a', 'a', 'b', 'b'], count: [9, 9, 9, 9, 9] },
      { session: 'day', y: 'count', features: { bias: bias(), previous: lag('count') } },
    );
    const fit = fitFrom(glmHmm({ numStates: 1, observation: poisson() }), { weights: [[1, 0.1]] }, like);
    const { trials } = simulate(fit, { like, seed: 2 });
    const counts = Array.from(trials.responses?.data ?? []);
    expect(counts).not.toEqual(Array.from(like.responses?.data ?? []));
    expect(featureValues(trials, 'previous')).toEqual([0, counts[0], counts[1], 0, counts[3]]);
  });

  /** The features of the trials, made again from their own answers. */
  function rebuiltFromRecording(trials: Trials): Float64Array {
    const features = trials.features.data.slice();
    const D = trials.featureNames.length;
    const answers: Answers = {
      choices: new Int32Array(trials.numTrials).fill(-1),
      responses: null,
      outcomes: trials.outcomes.map(({ name, values }) => ({ name, values: values.slice().fill(Number.NaN) })),
    };
    const all = rebuiltFeatures(trials, answers);
    expect(all.length).toBe(trials.featureNames.length);
    for (let t = 0; t < trials.numTrials; t++) {
      if (trials.sessionStarts.includes(t)) for (const { start } of all) start();
      for (const { feature, value } of all) features[t * D + feature] = value(t);
      answers.choices[t] = trials.choices[t];
      answers.outcomes.forEach(({ values }, i) => {
        values[t] = trials.outcomes[i].values[t];
      });
      for (const { add } of all) add(t);
    }
    return features;
  }

  const remembering: FeatureBuilders = {
    ...lags('choice', 3),
    ...lags('choice', 2, { of: 0 }),
    paid: lag('rewarded', { by: 2 }),
    outcome: previousOutcome('rewarded'),
    wsls: winStayLoseSwitch('choice', 'rewarded'),
    average: ewma('choice', { halfLife: 2.5 }),
    averageZero: ewma(['choice', 'rewarded'], { halfLife: 3, onMissing: 'zero' }),
    trace: trace({ not: 'rewarded' }, { tau: 2 }),
    ofClass: trace([{ column: 'choice', of: 1 }, { not: 'rewarded' }], { tau: 2 }),
    window: trace('choice', { tau: 1.58, kernel: 4 }),
    sum: cumulative('rewarded', { per: 7 }),
    byName: product(column('stimulus'), 'wsls'),
    inline: product(standardized('stimulus'), lag('choice')),
    nested: product(product(column('stimulus'), 'average'), product('wsls', 'sum')),
  };

  it('makes of the recorded choices and outcomes exactly the recorded features', () => {
    fc.assert(
      fc.property(historyTables, (table) => {
        fc.pre(new Set(table.stimulus).size > 1);
        const trials = readTrials({ ...table }, { session: 'day', choice: 'choice', features: remembering });
        expect(rebuiltFromRecording(trials)).toEqual(trials.features.data);
      }),
    );
  });

  it('makes products again from simulated choices, beside a part that stays', () => {
    const like = readTrials(
      { day: [1, 1, 1, 1, 2, 2], choice: [1, 1, 1, 1, 1, 1], stimulus: [3, null, 5, 7, 2, 9] },
      {
        session: 'day',
        choice: 'choice',
        missing: 'unobserved',
        features: { stimulus: column(), previous: lag('choice'), both: product('stimulus', 'previous') },
      },
    );
    const { trials } = simulate(fitFrom(glm(), { weights: [[0, 0, -1]] }, like), { like, seed: 4 });
    const [stimulus, previous] = [featureValues(trials, 'stimulus'), featureValues(trials, 'previous')];
    expect(previous).toContain(-1);
    expect(featureValues(trials, 'both')).toEqual(stimulus.map((value, t) => value * previous[t] + 0));
  });

  it('simulates several classes and driven transitions with the features that the simulated table gives', () => {
    const labels = ['L', 'C', 'R'];
    const trial = Array.from({ length: 60 }, (_, t) => t);
    const table = {
      day: trial.map((t) => Math.floor(t / 25)),
      side: trial.map((t) => labels[(t * 7) % 3]),
      choice: trial.map((t) => (t % 11 === 4 ? null : labels[(t * 5) % 3])),
      rewarded: trial.map((t) => (t % 11 === 4 ? null : Number((t * 5) % 3 === (t * 7) % 3))),
    };
    const roles = { session: 'day', choice: 'choice', classes: labels, correct: 'side' };
    const features = {
      ...lags('choice', 2, { of: 'L' }),
      wsls: winStayLoseSwitch('choice', 'rewarded', { of: 'R' }),
      average: ewma({ column: 'choice', of: 'R' }, { halfLife: 2 }),
      sum: cumulative('rewarded', { per: 10 }),
      ...oneHot('side', { values: labels, reference: 'C' }),
      both: product('side=L', 'average'),
    };
    const like = readTrials(table, { ...roles, features });
    const zero = new Array<number>(like.featureNames.length).fill(0);
    const fit = fitFrom(
      glmHmm({
        numStates: 2,
        observation: softmax({ numClasses: 3 }),
        transitions: inputDriven({ features: ['average'] }),
      }),
      {
        weights: [
          [zero, zero.map((_, d) => Number(d === 2)), zero],
          [zero, zero, zero.map((_, d) => Number(d === 7))],
        ],
        transitionMatrix: [
          [0.8, 0.2],
          [0.3, 0.7],
        ],
        transitionWeights: [
          [[0], [3]],
          [[-3], [0]],
        ],
      },
      like,
    );
    const { trials } = simulate(fit, { like, seed: 6 });
    expect(trials.choices).not.toEqual(like.choices);
    const simulated = {
      ...table,
      choice: Array.from(trials.choices, (choice) => labels[choice] ?? null),
      rewarded: Array.from(trials.outcomes[0].values),
    };
    const again = readTrials(simulated, { ...roles, features });
    expect(again.features).toEqual(trials.features);
  });

  it('refuses a product of an outcome of its own trial', () => {
    const features = { own: product(column('reward', { allowSameTrial: true }), lag('neuron1')) };
    expect(dataErrorOf(() => rebuilt(features)).message).toContain('"own" reads outcome "reward" of its own trial');
  });
});
