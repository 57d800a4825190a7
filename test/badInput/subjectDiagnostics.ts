import type { BehaviorModel } from '../../src/models/behavior/behaviorModel.ts';
import { type OwnBehavior, ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { gaussianGroup, laplaceGroup } from '../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalSpec, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { SubjectDiagnostic } from '../../src/models/hierarchical/hierarchicalFit.ts';
import { quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import { normalPrior } from '../../src/models/hierarchical/priors.ts';
import { real } from '../../src/models/hierarchical/scales.ts';
import type { HierarchicalControl } from '../../src/workflows/fitSubjects.ts';
import { sixLearners } from '../support/sixLearners.ts';

/** A fit of subjects that ends, finite, with something to be said about it. */
interface WarnedSubjects {
  readonly subjects: Subjects;
  readonly spec: HierarchicalSpec;
  readonly control?: HierarchicalControl;
  /** What is said, among other things. */
  readonly code: SubjectDiagnostic['code'];
}

const learner = rescorlaWagner();
const choosing = (choice: (t: number) => number, reward: (t: number) => number): Subjects => ({
  ...sixLearners,
  trials: sixLearners.trials.map(({ columns, ...one }) => ({
    ...one,
    columns: { choice: columns.choice.map((_, t) => choice(t)), reward: columns.reward.map((_, t) => reward(t)) },
  })),
});
const alike: Subjects = { ...sixLearners, trials: sixLearners.trials.map(() => sixLearners.trials[0]) };
const oneParameter = (name: string, logLikelihood: BehaviorModel['logLikelihood']): OwnBehavior =>
  ownBehavior({
    name,
    parameters: { tilt: real() },
    columns: { choice: { role: 'response', numClasses: 2 } },
    logLikelihood,
  });
const coin = oneParameter('coin', ({ tilt }, { columns }, math) => {
  let total: typeof tilt | number = 0;
  for (const c of columns.choice) total = math.add(total, math.logLogistic(c === 1 ? tilt : math.subtract(0, tilt)));
  return total;
});
/** Tilted as far to either side it says the same. */
const mirrored = oneParameter('mirrored', ({ tilt }, { columns }, math) => {
  const square = math.multiply(tilt, tilt);
  let total: typeof tilt | number = 0;
  for (const c of columns.choice)
    total = math.add(total, math.logLogistic(c === 1 ? square : math.subtract(0, square)));
  return total;
});
const indifferent = oneParameter('indifferent', ({ tilt }, { numTrials }, math) =>
  math.add(math.multiply(0, tilt), numTrials * Math.log(0.5)),
);
const threeInFour = choosing(
  (t) => Number(t % 4 > 0),
  () => 1,
);

/** Subjects that do not determine what is asked of them. */
export const warnedSubjects: Readonly<Record<string, WarnedSubjects>> = {
  'subjects who are all the same': { subjects: alike, spec: hierarchical(coin), code: 'varianceCollapsed' },
  'subjects who are all the same, and a Laplace group': {
    subjects: alike,
    spec: hierarchical(coin, { group: laplaceGroup() }),
    code: 'varianceCollapsed',
  },
  'subjects who are all the same, and a covariate': {
    subjects: alike,
    spec: hierarchical(coin, { group: gaussianGroup({ covariates: ['age'] }) }),
    code: 'varianceCollapsed',
  },
  'three subjects': {
    subjects: selectSubjects(sixLearners, [0, 1, 2]),
    spec: hierarchical(learner),
    code: 'fewSubjects',
  },
  'choices that were always rewarded, and no prior': {
    subjects: choosing(
      () => 0,
      () => 1,
    ),
    spec: hierarchical(learner, { prior: 'none' }),
    code: 'subjectAtBound',
  },
  'bounds that are narrow': {
    subjects: sixLearners,
    spec: hierarchical(learner, { bounds: { learningRate: [0.3, 0.35] } }),
    code: 'subjectAtBound',
  },
  'a likelihood with two maxima, and no prior': {
    subjects: threeInFour,
    spec: hierarchical(mirrored, { prior: 'none' }),
    code: 'severalOptima',
  },
  'a likelihood with two maxima, and a prior between them': {
    subjects: threeInFour,
    spec: hierarchical(mirrored, { prior: { tilt: normalPrior(0, 2) } }),
    code: 'severalOptima',
  },
  'a likelihood with two maxima, and quadrature': {
    subjects: threeInFour,
    spec: hierarchical(mirrored, { prior: { tilt: normalPrior(0, 2) }, integration: quadrature() }),
    code: 'severalOptima',
  },
  'a likelihood that is flat, and no prior': {
    subjects: sixLearners,
    spec: hierarchical(indifferent, { prior: 'none' }),
    code: 'subjectNotMaximum',
  },
  'a group that was not given the time': {
    subjects: sixLearners,
    spec: hierarchical(learner),
    control: { maxIterations: 2 },
    code: 'notConverged',
  },
};
