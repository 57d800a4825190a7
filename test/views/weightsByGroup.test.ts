import { expect, test } from 'vitest';
import { columns, group } from '../../src/data/featureSets.ts';
import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { toNested } from '../../src/numerics/ndarray.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { weightsByGroup } from '../../src/views/weightsByGroup.ts';

const trials = readTrials(
  { choice: [1, 0], x: [1, 2], y: [3, 4], speed: [5, 6] },
  { choice: 'choice', features: { ...group('position', columns(['x', 'y'])), bias: bias(), speed: column() } },
);
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];

test('weights come back by the groups of their features, the others by their own name', () => {
  const fit = fitFrom(
    glmHmm({ numStates: 2 }),
    {
      weights: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      transitionMatrix,
    },
    trials,
  );
  const groups = weightsByGroup(viewFit(fit, trials, { orderBy: 'x' }));
  expect(Object.keys(groups)).toEqual(['position', 'bias', 'speed']);
  expect(groups.position.featureNames).toEqual(['x', 'y']);
  expect(groups.position.weights).toMatchObject({ axes: ['state', 'feature'], shape: [2, 2] });
  expect(toNested(groups.position.weights)).toEqual([
    [5, 6],
    [1, 2],
  ]);
  expect(toNested(groups.speed.weights)).toEqual([[8], [4]]);
});
