import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../../src/errors.ts';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import type { TrainedFit } from '../../../src/models/fit.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { informationCriteria } from '../../../src/models/inference/informationCriteria.ts';
import { sessionChains } from '../../../src/models/inference/sessionChains.ts';
import { gaussian } from '../../../src/models/observations/observationSpecs.ts';
import { lasso, ridge } from '../../../src/models/penalties.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../../src/models/presets.ts';
import { type GlmHmmOptions, glmHmm } from '../../../src/models/specs.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import { hideTrials, numObserved } from '../../../src/models/trials.ts';
import { ndarray } from '../../../src/numerics/ndarray.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { allPaths, logSum } from '../../support/allPaths.ts';
import { modelsAndTrials, trialsOf } from '../../support/models.ts';
import { randomTrials } from '../../support/randomTrials.ts';

const trials = randomTrials(3, { missing: 0.1 });
const quick = { restarts: 1, maxIterations: 60 };
const fitted = (options: Omit<GlmHmmOptions, 'numStates'> = {}): Promise<TrainedFit> =>
  fitTrials(trials, glmHmm({ numStates: 2, ...options }), quick);

describe('informationCriteria', () => {
  it('are what all paths of states say', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials: few }) => {
        fc.pre(fit.spec.weights.kind === 'constant' && numObserved(few) > 0);
        const sessions = sessionChains(fit, few).map((chain) => allPaths(chain).map((one) => one.logJoint));
        const sum = (of: (logs: number[]) => number): number => sessions.reduce((total, logs) => total + of(logs), 0);
        const logLikelihood = sum(logSum);
        const entropy = sum((logs) =>
          logs.reduce((total, log) => {
            const given = log - logSum(logs);
            return given === -Infinity ? total : total - Math.exp(given) * given;
          }, 0),
        );
        const found = informationCriteria(fit, few);
        const p = found.numParameters.total;
        const bic = p * Math.log(numObserved(few)) - 2 * logLikelihood;
        expect(found.numObservations).toBe(numObserved(few));
        expect(found.logLikelihood).toBeCloseTo(logLikelihood, 9);
        expect(found.aic).toBeCloseTo(2 * p - 2 * logLikelihood, 9);
        expect(found.bic).toBeCloseTo(bic, 9);
        expect(found.icl).toBeCloseTo(bic + 2 * entropy, 9);
        expect(found.iclViterbi).toBeCloseTo(bic - 2 * sum((logs) => Math.max(...logs) - logSum(logs)), 9);
      }),
    );
  });

  it('count weights, transitions, initial probabilities and scales', async () => {
    expect(informationCriteria(await fitted(), trials).numParameters).toEqual({
      weights: 4,
      transitions: 2,
      initialProbs: 1,
      scales: 0,
      lapses: 0,
      total: 7,
    });
    const uniform = informationCriteria(await fitted({ initialProbs: 'uniform' }), trials);
    expect(uniform.numParameters).toMatchObject({ initialProbs: 0, total: 6 });
    const alone = informationCriteria(await fitTrials(trials, glm(), quick), trials);
    expect(alone.numParameters).toEqual({
      weights: 2,
      transitions: 0,
      initialProbs: 0,
      scales: 0,
      lapses: 0,
      total: 2,
    });
    expect(alone.icl).toBe(alone.bic);
    expect(alone.iclViterbi).toBeCloseTo(alone.bic, 9);
  });

  it('count a scale for each state, and weights for each output', () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2, observation: gaussian() }),
      {
        weights: [
          [[0], [1], [2]],
          [[3], [4], [5]],
        ],
        scale: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
      },
      { featureNames: ['bias'] },
    );
    const population = {
      ...trialsOf({ choices: [-1, -1], features: { bias: [1, 1] } }),
      responses: ndarray(['trial', 'output'], [2, 3], Float64Array.of(0.1, 0.9, 2.2, 3.5, 4.2, 4.1)),
      responseNames: ['a', 'b', 'c'],
      observed: Uint8Array.of(1, 1),
    };
    const { numParameters, residualDegreesOfFreedom } = informationCriteria(fit, population);
    expect(numParameters).toEqual({ weights: 6, transitions: 2, initialProbs: 1, scales: 6, lapses: 0, total: 15 });
    expect(residualDegreesOfFreedom).toBe(2 * 3 - 15);
  });

  it('leave residual degrees of freedom: observed trials less parameters', async () => {
    const seen = numObserved(trials);
    const { weights } = (await fitted()).params;
    expect(seen).toBeLessThan(trials.numTrials);
    expect(informationCriteria(await fitted(), trials).residualDegreesOfFreedom).toBe(seen - weights.data.length - 3);
    const fixed = await fitted({ frozen: [{ bias: 0, x0: 1 }, {}], initialProbs: 'uniform' });
    expect(informationCriteria(fixed, trials).residualDegreesOfFreedom).toBe(seen - 2 - 2);
    // the example pinned in the tests of nemos 0.2.9 (dof_resid_): 100 trials, three states, a lasso that leaves no coefficient
    const hundred = randomTrials(5, { lengths: [100] });
    const zeroed = await fitTrials(hundred, staticGlmHmm({ numStates: 3, penalty: lasso(1e4) }), quick);
    expect(informationCriteria(zeroed, hundred).residualDegreesOfFreedom).toBe(89);
  });

  it('leave out weights that a lasso made 0', async () => {
    const fit = await fitted({ penalty: lasso(1000, { includeBias: true }) });
    expect(Array.from(fit.params.weights.data)).toEqual([0, 0, 0, 0]);
    expect(informationCriteria(fit, trials)).toMatchObject({
      numParameters: { weights: 0, total: 3 },
      label: 'at MAP',
    });
  });

  it('leave out frozen weights, which make no maximum a penalised one', async () => {
    const fit = await fitted({ frozen: [{ x0: 0 }, {}] });
    const found = informationCriteria(fit, trials);
    expect(found.numParameters).toMatchObject({ weights: 3, total: 6 });
    expect(found.label).toBe('at maximum likelihood');
    const zeroed = await fitted({ frozen: [{ bias: 0 }, {}], penalty: lasso(1e4) });
    expect(informationCriteria(zeroed, trials)).toMatchObject({ numParameters: { weights: 1 }, label: 'at MAP' });
    const all = informationCriteria(await fitted({ frozen: { bias: 0, x0: 1 } }), trials);
    expect(all.numParameters).toMatchObject({ weights: 0, transitions: 2, initialProbs: 1, total: 3 });
    const given = fitFrom(
      staticGlmHmm({ numStates: 2, observation: gaussian(), frozen: [{ bias: 0 }, { bias: 3 }] }),
      {
        weights: [
          [[0], [0]],
          [[3], [3]],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
      },
      { featureNames: ['bias'] },
    );
    const two = {
      ...trialsOf({ choices: [0, 1, 1], features: { bias: [1, 1, 1] } }),
      responses: ndarray(['trial', 'output'], [3, 2], Float64Array.of(0, 1, 2, 3, 4, 5)),
      responseNames: ['a', 'b'],
    };
    expect(informationCriteria(given, two).numParameters).toMatchObject({ weights: 0, scales: 4 });
  });

  it('count a matrix for each session that has transitions to see', async () => {
    const center = [
      [0.9, 0.1],
      [0.1, 0.9],
    ];
    const fit = await fitted({ transitions: perSession({ alpha: 2, center }) });
    // of the 4 sessions one has a single trial
    expect(informationCriteria(fit, trials).numParameters.transitions).toBe(3 * 2);
  });

  it('say where the likelihood was taken', async () => {
    const labelOf = async (options: Omit<GlmHmmOptions, 'numStates'>): Promise<string> =>
      informationCriteria(await fitted(options), trials).label;
    expect(await labelOf({})).toBe('at maximum likelihood');
    expect(await labelOf({ penalty: ridge(0) })).toBe('at maximum likelihood');
    expect(await labelOf({ penalty: ridge(1) })).toBe('at MAP');
    expect(await labelOf({ transitionPrior: dirichlet({ stay: 2, leave: 1 }) })).toBe('at MAP');
    expect(await labelOf({ initialPrior: dirichlet({ counts: [1, 1] }) })).toBe('at MAP');
    const { spec, params, featureNames } = await fitted();
    expect(informationCriteria(fitFrom(spec, params, { featureNames }), trials).label).toBe('at given parameters');
  });

  it('are refused for weights that walk', () => {
    const walking = fitFrom(partialGlmHmm({ numStates: 1, sigma: 0.1 }), { weights: [[[0]]] }, { featureNames: ['x'] });
    expect(() => informationCriteria(walking, trials)).toThrow(SpecError);
    expect(() => informationCriteria(walking, trials)).toThrow(
      'Compare such models by their log-likelihood on held-out',
    );
  });

  it('are refused for other trials than those of the fit, and for none', async () => {
    const fit = await fitted();
    const fewer = hideTrials(trials, (t) => t % 2 === 0);
    expect(() => informationCriteria(fit, fewer)).toThrow(DataError);
    expect(() => informationCriteria(fit, fewer)).toThrow('AIC, BIC and ICL are of the trials of the fit');
    const none = hideTrials(trials, () => true);
    expect(() => informationCriteria(fit, none)).toThrow('None of the 131 trials is observed');
  });
});
