import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { poisson, softmax } from '../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { choiceAutocorrelation, choiceRuns, choiceSwitches, psychometric } from '../../src/views/choiceStatistics.ts';
import { modelTable } from '../../src/views/modelTable.ts';
import { pairedTestTable } from '../../src/views/pairedTestTable.ts';
import { predictiveCheck } from '../../src/views/predictiveCheck.ts';
import { tableOfSubjects } from '../../src/views/subjectTables.ts';
import { summaryTable } from '../../src/views/summaryTable.ts';
import { trialTable } from '../../src/views/trialTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import { fitEach } from '../../src/workflows/fitEach.ts';
import { cohortTrials, pooledCohort } from '../support/cohortTrials.ts';
import { trialsOf } from '../support/models.ts';
import { type Refusals, untyped } from './refusal.ts';

const subjects = cohortTrials(1, ['A', 'B'], 12);
const pooled = pooledCohort(1, ['A', 'B'], 12);
const [first, second] = subjects;
const nobody = { ...second, subject: null };
const neverOne = { ...second, choices: second.choices.map(() => 0) };
const spec = glm();
const transitionMatrix = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const one = fitFrom(spec, { weights: [[0, 1]] }, first);
const two = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [
      [0, 3],
      [1, 0],
    ],
    transitionMatrix,
  },
  first,
);
const labels = { engaged: 'x' };
const reference = viewFit(two, pooled, { labels });
const threeWays = trialsOf({
  choices: [0, 1, 2],
  features: { bias: [1, 1, 1], stimulus: [0, 1, 2] },
  classNames: ['C', 'L', 'R'],
});
const ofClasses = fitFrom(
  glmHmm({ numStates: 1, observation: softmax({ numClasses: 3 }) }),
  {
    weights: [
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    ],
  },
  threeWays,
);

const cells = [
  { subject: 'A', state: 'engaged', weight: 1, note: 'none' },
  { subject: 'B', state: 'engaged', weight: 2, note: 'none' },
];
const counts = { ...first, responses: ndarray(['trial', 'output'], [first.numTrials, 1]), responseNames: ['y'] };
const ofCounts = fitFrom(glm({ observation: poisson() }), { weights: [[0, 1]] }, counts);

/** Cohorts that cannot be fitted, labelled or compared. */
export const cohorts: Refusals = {
  'the trials of one subject as a cohort': { call: () => fitEach(untyped(first), spec), option: 'subjects' },
  'a cohort of nobody': { call: () => fitEach([], spec), option: 'subjects' },
  'a cohort of fits': { call: () => fitEach(untyped([one]), spec), option: 'subjects' },
  'pooled trials as a subject': { call: () => fitEach([pooled], spec), place: {} },
  'a subject without a name': { call: () => fitEach([first, nobody], spec), place: {} },
  'a subject twice': { call: () => fitEach([first, second, first], spec), place: { subject: 'A' } },
  'an unknown thing to do about failures': {
    call: () => fitEach(subjects, spec, { onFailure: untyped('skip') }),
    option: 'onFailure',
  },
  'a slip of the hand': { call: () => fitEach(subjects, spec, untyped({ start_from: one })), option: 'start_from' },
  'a pooled fit of more states': { call: () => fitEach(subjects, spec, { startFrom: two }), option: 'startFrom' },
  'a subject that cannot be fitted, when that is to throw': {
    call: () => fitEach([first, neverOne], glm({ observation: softmax({ numClasses: 2 }) }), { onFailure: 'throw' }),
    place: { subject: 'B', column: 'choice' },
  },
  'fewer fits than subjects': { call: () => viewFits([one], subjects), option: 'fits' },
  'fits that are no list': { call: () => viewFits(untyped<readonly Fit[]>(one), subjects), option: 'fits' },
  'fits of other subjects': {
    call: () =>
      viewFits(
        [
          { subject: 'A', fit: one, reason: null },
          { subject: 'C', fit: one, reason: null },
        ],
        subjects,
      ),
    place: { subject: 'B' },
  },
  'a cohort in which nobody was fitted': {
    call: () => viewFits([{ subject: 'A', fit: null, reason: 'It never chose.' }], [first]),
    option: 'fits',
  },
  'fits of different numbers of states': { call: () => viewFits([one, two], subjects), option: 'fits' },
  'an order beside a reference': {
    call: () => viewFits([two, two], subjects, { reference, orderBy: 'x' }),
    option: 'orderBy',
  },
  'names beside a view as reference': {
    call: () => viewFits([two, two], subjects, { reference, names: ['a', 'b'] }),
    option: 'names',
  },
  'too few names beside a fit as reference': {
    call: () => viewFits([two, two], subjects, { reference: two, names: ['a'] }),
    option: 'names',
  },
  'a reference with another number of states': {
    call: () => viewFits([two, two], subjects, { reference: one }),
    option: 'fits',
  },
  'an unknown option of a cohort': {
    call: () => viewFits([two, two], subjects, untyped({ order: 'x' })),
    option: 'order',
  },
  'names that are no list': { call: () => viewFit(two, first, { names: untyped('engaged') }), option: 'names' },
  'labels and an order': { call: () => viewFit(two, first, { labels, orderBy: 'x' }), option: 'orderBy' },
  'labels by role and names': { call: () => viewFit(two, first, { labels, names: ['a', 'b'] }), option: 'names' },
  'a role of no feature': {
    call: () => viewFit(two, first, { labels: { engaged: 'stim' } }),
    place: { column: 'stim' },
  },
  'roles without features': { call: () => viewFit(two, first, { labels: { engaged: {} } }), option: 'labels.engaged' },
  'an unknown role': { call: () => viewFit(two, first, { labels: untyped({ engage: 'x' }) }), option: 'engage' },
  'a role of an unknown class': {
    call: () => viewFit(two, first, { labels: { engaged: { x: 'left' } } }),
    option: 'labels.engaged.x',
  },
  'a role that names no class of several': {
    call: () => viewFit(ofClasses, threeWays, { labels: { engaged: 'stimulus' } }),
    option: 'labels.engaged',
  },
  'a function that names too few states': {
    call: () => viewFit(two, first, { labels: () => ['engaged'] }),
    option: 'labels',
  },
  'a function whose names are others than those wanted': {
    call: () => viewFit(two, first, { labels: () => ['engaged', 'lapse'], names: ['engaged', 'disengaged'] }),
    option: 'labels',
  },
  'models of a cohort beside one of a subject': {
    call: () => modelTable(untyped({ one, all: viewFits([two, two], subjects) })),
    option: 'models',
  },
  'models without trials': { call: () => modelTable({ one }), option: 'trials' },
  'a table of a session that a subject does not have': {
    call: () => tableOfSubjects(viewFits([two, two], subjects), (view) => trialTable(view, { session: 3 })),
    option: 'session',
  },
  'models of a subject with other features': {
    call: () => {
      const others = { featureNames: ['bias', 'y'] };
      const other = viewFits([{ ...two, ...others }], [{ ...first, ...others }]);
      return modelTable({ two: viewFits([two, two], subjects), other });
    },
    place: { subject: 'A' },
  },
  'a summary of an unknown column': {
    call: () => summaryTable(cells, { value: 'weights' }),
    place: { column: 'weights' },
  },
  'a summary of words': { call: () => summaryTable(cells, { value: 'note' }), place: { column: 'note', row: 0 } },
  'a summary by an unknown column': {
    call: () => summaryTable(cells, { value: 'weight', by: ['feature'] }),
    place: { column: 'feature' },
  },
  'a summary over rows of nobody': {
    call: () => summaryTable([...cells, { subject: null, weight: 3 }], { value: 'weight' }),
    place: { column: 'subject', row: 2 },
  },
  'a summary with a slip of the hand': {
    call: () => summaryTable(cells, untyped({ value: 'weight', By: ['state'] })),
    option: 'By',
  },
  'tests between one value': {
    call: () => pairedTestTable(cells, { value: 'weight', between: 'state' }),
    option: 'between',
  },
  'tests among values that there are not': {
    call: () => pairedTestTable(cells, { value: 'weight', between: 'state', among: ['engaged', 'lapse'] }),
    place: { column: 'state' },
  },
  'tests by what is compared': {
    call: () => pairedTestTable(cells, { value: 'weight', between: 'state', by: ['state'] }),
    option: 'by',
  },
  'a check of an unknown statistic': {
    call: () => predictiveCheck(two, first, { statistics: { switches: untyped('switches') } }),
    option: 'statistics.switches',
  },
  'a check of nothing': { call: () => predictiveCheck(two, first, { statistics: {} }), option: 'statistics' },
  'a check by no simulation': { call: () => predictiveCheck(two, first, { draws: 0 }), option: 'draws' },
  'a check with a slip of the hand': {
    call: () => predictiveCheck(two, first, untyped({ statistic: {} })),
    option: 'statistic',
  },
  'a check of choices where there are responses': {
    call: () => predictiveCheck(ofCounts, counts, { statistics: { switches: choiceSwitches() } }),
    option: 'statistics.switches',
  },
  'a check of trials that are all hidden': {
    call: () =>
      predictiveCheck(
        two,
        hideTrials(first, () => true),
      ),
    place: {},
  },
  'a check against an unknown feature': {
    call: () => predictiveCheck(two, first, { statistics: { right: psychometric('contrast') } }),
    place: { column: 'contrast' },
  },
  'a check of an unknown choice': {
    call: () => predictiveCheck(two, first, { statistics: { right: psychometric('x', { choice: 'right' }) } }),
    option: 'choice',
  },
  'a statistic that is no number': {
    call: () => predictiveCheck(two, first, { statistics: { own: () => untyped('many') } }),
    option: 'statistics.own',
  },
  'a statistic of now more, now fewer numbers': {
    call: () =>
      predictiveCheck(two, first, {
        statistics: { own: (trials) => (trials === first ? [1, 2] : [1]) },
      }),
    option: 'statistics.own',
  },
  'a psychometric statistic in no bins': { call: () => psychometric('x', { bins: 0 }), option: 'bins' },
  'runs up to no length': { call: () => choiceRuns({ longest: 0 }), option: 'longest' },
  'an autocorrelation at half a lag': { call: () => choiceAutocorrelation({ lags: 0.5 }), option: 'lags' },
};
