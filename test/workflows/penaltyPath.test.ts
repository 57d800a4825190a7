import { describe, expect, it } from 'vitest';
import { groupLasso, lasso } from '../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { penaltyPath } from '../../src/workflows/penaltyPath.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(3, { lengths: [200, 300], numFeatures: 4, values: 'any' });

describe('penaltyPath', () => {
  it('gives the fits in the order of the strengths, each as good as one on its own', async () => {
    const strengths = [3, 100, 0, 10];
    const fits = await penaltyPath(trials, glm({ penalty: lasso(1) }), strengths);
    expect(fits.map(({ spec }) => spec.penalty)).toEqual(strengths.map((strength) => lasso(strength)));
    for (const [i, strength] of strengths.entries()) {
      const alone = await fitTrials(trials, glm({ penalty: lasso(strength) }));
      expect(fits[i].logPosterior).toBeCloseTo(alone.logPosterior, 7);
    }
    const used = fits.map(({ params }) => params.weights.data.filter((w) => w !== 0).length);
    expect(used[1]).toBe(1);
    expect(used[2]).toBe(5);
    expect(used[0]).toBeGreaterThanOrEqual(used[3]);
  });

  it('multiplies strengths that are one a feature or a group', async () => {
    const [byFeature] = await penaltyPath(trials, glm({ penalty: lasso({ x0: 0, x1: 1, x2: 2, x3: 3 }) }), [2]);
    expect(byFeature.spec.penalty).toEqual(lasso({ x0: 0, x1: 2, x2: 4, x3: 6 }));
    const groups = [
      ['x0', 'x1'],
      ['x2', 'x3'],
    ];
    const [byGroup] = await penaltyPath(trials, glm({ penalty: groupLasso([1, 3], { groups }) }), [2]);
    expect(byGroup.spec.penalty).toEqual(groupLasso([2, 6], { groups }));
  });

  it('starts from the stronger fit and from the starts of a fit on its own', async () => {
    const spec = staticGlmHmm({ numStates: 2, penalty: lasso(1) });
    const stages = new Set<string | undefined>();
    const fits = await penaltyPath(trials, spec, [1, 50], {
      restarts: 3,
      onProgress: ({ stage }) => {
        stages.add(stage);
      },
    });
    expect(fits.map(({ restarts }) => restarts.length)).toEqual([3, 3]);
    expect([...stages]).toEqual(['lasso of strength 50', 'lasso of strength 1']);
    const warm = await fitTrials(trials, fits[0].spec, { startFrom: fits[1] });
    expect(fits[0].logPosterior).toBeGreaterThanOrEqual(warm.logPosterior);
  });
});
