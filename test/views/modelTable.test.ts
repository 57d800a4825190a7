import { expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { informationCriteria } from '../../src/models/inference/informationCriteria.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { ridge } from '../../src/models/penalties.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { modelTable } from '../../src/views/modelTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(3, { missing: 0.1 });

it('has the scores of each model, and says where criteria are not defined', async () => {
  const one = await fitTrials(trials, glm());
  const two = await fitTrials(trials, staticGlmHmm({ numStates: 2, penalty: ridge(1) }), { restarts: 2 });
  const walking = await fitTrials(trials, partialGlmHmm({ numStates: 2, sigma: 0.1 }), {
    startFrom: two,
    maxIterations: 2,
  });
  const given = fitFrom(glm(), { weights: [[0.1, 1]] }, trials);
  const rows = rowsOf(modelTable({ GLM: one, two: viewFit(two, trials), walking, given }, trials));
  expect(rows.map((row) => [row.model, row.numStates, row.converged, row.estimate, row.baseline])).toEqual([
    ['GLM', 1, true, 'at maximum likelihood', 'in sample'],
    ['two', 2, two.converged, 'at MAP', 'in sample'],
    ['walking', 2, walking.converged, null, 'in sample'],
    ['given', 1, null, 'at given parameters', 'in sample'],
  ]);
  const fits = [one, two, walking, given];
  rows.forEach((row, i) => {
    const { total, bitsPerTrial } = logLikelihood(fits[i], trials);
    expect(row).toMatchObject({ logLikelihood: total, bitsPerTrial });
    if (fits[i] === walking) {
      expect(row).toMatchObject({ numParameters: null, aic: null, bic: null, note: expect.stringContaining('walk') });
      return;
    }
    const { aic, bic } = informationCriteria(fits[i], trials);
    expect(row).toMatchObject({ aic, bic, note: null });
    expect(row.aic).toBeCloseTo(2 * Number(row.numParameters) - 2 * total, 10);
  });
  expect(rows.map((row) => row.numParameters)).toEqual([2, 4 + 2 + 1, null, 2]);
});
