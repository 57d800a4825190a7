import { expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import { bounded, toNatural, unit } from '../../src/models/hierarchical/scales.ts';
import { random, splitSeed } from '../../src/numerics/random.ts';
import { groupTable } from '../../src/views/groupTable.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { keepFigures } from './figures.ts';

const truth = [
  { mean: -1.5, scale: 0.5 },
  { mean: -0.3, scale: 1 },
];
const learner = rescorlaWagner();
const [numCohorts, numSubjects] = [100, 40];

/** Natural values of subjects whose x is normal. */
function drawnParameters(seed: number): number[][] {
  const draw = random(seed);
  const scales = [bounded(0, 20), unit()];
  return Array.from({ length: numSubjects }, () =>
    truth.map(({ mean, scale }, k) => toNatural(scales[k], mean + scale * draw.normal())),
  );
}

it('95 % intervals of the means and standard deviations of a group cover them, integrated over', async (test) => {
  const spec = hierarchical(learner, { integration: quadrature({ nodes: 11 }) });
  let [covered, asked, unsettled] = [0, 0, 0];
  for (let cohort = 0; cohort < numCohorts; cohort++) {
    const subjects = simulateSubjects(learner, {
      parameters: drawnParameters(splitSeed(3, cohort)),
      task: { numBlocks: 4, numTrials: 24 },
      seed: splitSeed(4, cohort),
    });
    const fit = await fitSubjects(subjects, spec, { tolerance: 1e-4, maxIterations: 300 });
    if (!fit.converged) unsettled++;
    rowsOf(groupTable(fit)).forEach((row, k) => {
      for (const [lower, value, upper] of [
        [row.lower, truth[k].mean, row.upper],
        [row.scaleLower, truth[k].scale, row.scaleUpper],
      ]) {
        asked++;
        if (Number(lower) <= Number(value) && Number(value) <= Number(upper)) covered++;
      }
    });
  }
  await keepFigures(test, 'group intervals', { share: covered / asked, asked, unsettled });
  expect(covered / asked).toBeGreaterThan(0.9);
  expect(covered / asked).toBeLessThan(0.98);
  expect(unsettled).toBeLessThanOrEqual(3);
});
