import type { Subjects } from '../../src/models/behavior/subjects.ts';
import { golden } from './golden.ts';
import { trialsOfBlocks } from './goldenBehavior.ts';

/** The subjects of a reference of two-armed learners, `quickstart_rw1a1b` or `compare_rw1_rw2`. */
export function learners(name: string, numSubjects = Infinity): Subjects {
  const { choices_B1, rewards } = golden(`pyem/${name}`).data;
  return subjectsFrom(choices_B1.slice(0, numSubjects), rewards);
}

/** Subjects from choices and rewards [subject][block][trial]. */
export function subjectsFrom(choices: readonly number[][][], rewards: readonly number[][][]): Subjects {
  return {
    kind: 'subjects',
    names: choices.map((_, s) => `s${s + 1}`),
    trials: choices.map((choice, s) => trialsOfBlocks({ choice, reward: rewards[s] })),
    classes: {},
    covariates: {},
  };
}
