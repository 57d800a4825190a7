import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import type { Subjects } from '../../src/models/behavior/subjects.ts';

/** Six Rescorla-Wagner learners in 60 trials, with an age and a group of each. */
export const sixLearners: Subjects = {
  ...simulateSubjects(rescorlaWagner(), {
    parameters: [
      [2, 0.2],
      [4, 0.5],
      [3, 0.3],
      [6, 0.6],
      [5, 0.25],
      [2.5, 0.4],
    ],
    task: { numBlocks: 2, numTrials: 30 },
    seed: 3,
  }),
  covariates: { age: [20, 31, 25, 44, 38, 29], group: ['old', 'new', 'old', 'new', 'new', 'old'] },
};
