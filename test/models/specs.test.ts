import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { classLapses, historyLapses } from '../../src/models/lapses.ts';
import { bernoulli } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { perSession, stationary } from '../../src/models/transitionModels.ts';
import { constant, randomWalk } from '../../src/models/weightModels.ts';

const center = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const specs: readonly GlmHmmSpec[] = [
  glm(),
  staticGlmHmm({ numStates: 3, transitionPrior: dirichlet({ stay: 10, leave: 1 }), penalty: ridge(1) }),
  staticGlmHmm({ numStates: 2, transitionPrior: dirichlet({ counts: center }), initialProbs: [0.25, 0.75] }),
  partialGlmHmm({ numStates: 2, sigma: [{ bias: 0, stimulus: 0.2 }, 0.1], initialProbs: 'uniform' }),
  dynamicGlmHmm({ numStates: 2, sigma: { bias: 0.1, stimulus: 0 }, alpha: 2, center }),
  dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 2 }),
  glm({ frozen: { bias: 0 } }),
  glm({ lapses: classLapses({ max: 0.1 }) }),
  glmHmm({ numStates: 2, lapses: historyLapses({ by: 'choice' }) }),
  staticGlmHmm({ numStates: 2, frozen: [{ stimulus: -1.5 }, {}] }),
];

describe('glmHmm', () => {
  it('fills in every default', () => {
    expect(glmHmm({ numStates: 3 })).toEqual({
      kind: 'glmHmm',
      numStates: 3,
      observation: { kind: 'bernoulli', link: 'logit' },
      lapses: { kind: 'none' },
      weights: { kind: 'constant' },
      frozen: {},
      transitions: { kind: 'stationary' },
      transitionPrior: { kind: 'none' },
      penalty: { kind: 'none' },
      initialProbs: 'fitted',
      initialPrior: { kind: 'none' },
    });
  });

  it('makes the same of its own result', () => {
    for (const spec of specs) expect(glmHmm(spec)).toEqual(spec);
  });

  it('makes plain data, which survive structuredClone and JSON', () => {
    for (const spec of specs) {
      expect(structuredClone(spec)).toEqual(spec);
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    }
  });

  it('takes what its parts make', () => {
    const parts = {
      observation: bernoulli(),
      weights: constant(),
      frozen: [{}, { bias: 0, stimulus: 2 }],
      transitions: stationary(),
      transitionPrior: dirichlet({ stay: 1, leave: 0 }),
      penalty: ridge(0),
      initialProbs: 'uniform',
    } as const;
    expect(glmHmm({ numStates: 2, ...parts })).toMatchObject(parts);
  });

  it('lets any weights go with any transitions', () => {
    for (const weights of [constant(), randomWalk({ sigma: 0.1 })])
      for (const transitions of [stationary(), perSession({ alpha: 2, center })])
        expect(glmHmm({ numStates: 2, weights, transitions })).toMatchObject({ weights, transitions });
  });
});

describe('presets', () => {
  it('are the composed spec in one line', () => {
    expect(glm({ penalty: ridge(2) })).toEqual(glmHmm({ numStates: 1, penalty: ridge(2) }));
    expect(staticGlmHmm({ numStates: 2 })).toEqual(glmHmm({ numStates: 2 }));
    expect(partialGlmHmm({ numStates: 2, sigma: 0.2 })).toEqual(
      glmHmm({ numStates: 2, weights: randomWalk({ sigma: 0.2 }) }),
    );
    expect(dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 3, center })).toEqual(
      glmHmm({ numStates: 2, weights: randomWalk({ sigma: 0.2 }), transitions: perSession({ alpha: 3, center }) }),
    );
  });

  it('leave the center of a dynamic model open until it is fitted', () => {
    expect(dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 3 }).transitions).toEqual({
      kind: 'perSession',
      alpha: 3,
      center: null,
    });
  });
});

describe('ridge', () => {
  it('leaves the bias out unless asked', () => {
    expect(ridge(1)).toEqual({ kind: 'ridge', strength: 1, includeBias: false });
    expect(ridge(1, { includeBias: true })).toMatchObject({ includeBias: true });
  });
});
