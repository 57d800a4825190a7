import { expect, describe as group, it } from 'vitest';
import { describe } from '../../src/models/describe.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitDefaults } from '../../src/models/fitDefaults.ts';
import { classLapses, historyLapses } from '../../src/models/lapses.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { lasso, ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';

const lines = (spec: GlmHmmSpec): string[] => describe(spec).split('\n');

group('describe', () => {
  it('says all that a methods section needs, defaults included', () => {
    expect(describe(staticGlmHmm({ numStates: 3 }))).toBe(
      [
        'GLM-HMM with 3 states',
        'observation: bernoulli, P(y = 1) = logistic(w·x)',
        'weights: constant',
        'frozen: none',
        'penalty: none',
        'transitions: one matrix, no prior',
        'initial probabilities: fitted',
        'starts by default: 10, seed 1',
        'steps by default: EM, then L-BFGS',
        'stops by default: gain below 1e-8 of the log-likelihood and scaled gradient below 1e-5, or 1000 evaluations a start',
      ].join('\n'),
    );
  });

  it('names what each alternative has of its own', () => {
    const alternatives = { evidence: ['left', 'right'], cost: ['costL', 'costR'] };
    expect(lines(glm({ observation: softmax({ numClasses: 2, alternatives }) }))[1]).toBe(
      'observation: softmax over 2 classes, weights against class 0; evidence of each alternative: left, right; cost of each alternative: costL, costR',
    );
  });

  it('leaves out what one state does not have', () => {
    expect(lines(glm())).toEqual([
      'GLM (one state)',
      'observation: bernoulli, P(y = 1) = logistic(w·x)',
      'weights: constant',
      'frozen: none',
      'penalty: none',
      'starts by default: 1, seed 1',
      'steps by default: EM, then L-BFGS',
      expect.stringMatching(/^stops by default: /),
    ]);
  });

  it('says which lapses there are', () => {
    expect(lines(glm({ lapses: classLapses({ max: 0.1 }) }))[2]).toBe(
      'lapses: to each class, each at a rate of at most 0.1',
    );
    expect(lines(glm({ lapses: historyLapses() }))[2]).toMatch(/^lapses: to repeat and to alternate, each .* 0\.2$/);
    expect(lines(glm({ lapses: historyLapses({ by: 'choice' }) }))[2]).toMatch(/alternate, by previous choice, each/);
  });

  it('says how a penalty with kinks changes the fit', () => {
    expect(lines(glm({ penalty: lasso(1) })).slice(-2)).toEqual([
      'steps by default: proximal EM, then proximal quasi-Newton',
      'stops by default: KKT residual below 1e-6, or 1000 evaluations a start',
    ]);
  });

  it('names every number that was chosen', () => {
    const walk = partialGlmHmm({
      numStates: 2,
      sigma: [{ bias: 0, stimulus: 0.2 }, 0.1],
      frozen: [{ stimulus: -0.5 }, {}],
      penalty: ridge(2),
      transitionPrior: dirichlet({ stay: 10, leave: 1 }),
      initialProbs: [0.25, 0.75],
    });
    expect(lines(walk).slice(2, 7)).toEqual([
      'weights: random walk over sessions, s.d. of a step state 1: bias 0, stimulus 0.2; state 2: 0.1',
      'frozen: state 1: stimulus -0.5; state 2: none',
      'penalty: ridge 2, not on bias',
      'transitions: one matrix, Dirichlet pseudo-counts 10 to stay, 1 to leave',
      'initial probabilities: 0.25, 0.75',
    ]);
    const counts = staticGlmHmm({
      numStates: 2,
      frozen: { bias: 0, lapse: 2 },
      penalty: ridge(2, { includeBias: true }),
      transitionPrior: dirichlet({
        counts: [
          [3, 1],
          [0, 2],
        ],
      }),
    });
    expect(lines(counts).slice(3, 6)).toEqual([
      'frozen: bias 0, lapse 2',
      'penalty: ridge 2',
      'transitions: one matrix, Dirichlet pseudo-counts [[3,1],[0,2]]',
    ]);
    const ofStates = staticGlmHmm({
      numStates: 2,
      transitionPrior: dirichlet({ counts: [0.1, 0.2] }),
      initialPrior: dirichlet({ counts: [2, 1] }),
    });
    expect(lines(ofStates).slice(5, 7)).toEqual([
      'transitions: one matrix, Dirichlet pseudo-counts [0.1,0.2] in each row',
      'initial probabilities: fitted, Dirichlet pseudo-counts [2,1]',
    ]);
  });

  it('says where the center of matrices per session comes from', () => {
    const options = { numStates: 2, sigma: 0.2, alpha: 5 };
    const center = [
      [0.9, 0.1],
      [0.2, 0.8],
    ];
    expect(describe(dynamicGlmHmm(options))).toContain(
      'transitions: per session, pseudo-counts 5 · the matrix of the fit to start from\n',
    );
    expect(describe(dynamicGlmHmm({ ...options, center }))).toContain('pseudo-counts 5 · [[0.9,0.1],[0.2,0.8]]\n');
    expect(describe(dynamicGlmHmm({ ...options, center: 'consecutive' }))).toContain(
      'pseudo-counts 5 · the matrix of the session before; first session: no prior\n',
    );
  });

  it('prints the defaults that fitting uses', () => {
    const last = lines(staticGlmHmm({ numStates: 2 }))
      .slice(-3)
      .join();
    for (const value of [fitDefaults.restarts, fitDefaults.seed, fitDefaults.tolerance, fitDefaults.maxIterations])
      expect(last).toMatch(new RegExp(`\\b${value}\\b`));
  });
});
