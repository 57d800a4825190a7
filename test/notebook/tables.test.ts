import { expect, test } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import { tableCsv } from '../../src/data/tableText.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { pairedTestTable, subjectTable, summaryTable } from '../../src/notebook/cohortTables.ts';
import {
  accuracyTable,
  likelihoodRatioTable,
  modelTable,
  psychometricTable,
  sessionTable,
  trialTable,
  weightTable,
} from '../../src/notebook/fitTables.ts';
import type { DataFrame } from '../../src/notebook/frames.ts';
import {
  changeTriggeredTable,
  dwellTimeDistributionTable,
  dwellTimeTable,
  switchTable,
  trajectoryTable,
} from '../../src/notebook/pathTables.ts';
import { predictiveCheck } from '../../src/notebook/predictiveCheck.ts';
import * as accuracyOfView from '../../src/views/accuracyTable.ts';
import * as around from '../../src/views/changeTriggeredTable.ts';
import { choiceSwitches } from '../../src/views/choiceStatistics.ts';
import * as dwellTimeDistribution from '../../src/views/dwellTimeDistributionTable.ts';
import * as dwellTimes from '../../src/views/dwellTimeTable.ts';
import * as ratios from '../../src/views/likelihoodRatioTable.ts';
import * as models from '../../src/views/modelTable.ts';
import * as pairedTests from '../../src/views/pairedTestTable.ts';
import * as check from '../../src/views/predictiveCheck.ts';
import * as psychometric from '../../src/views/psychometricTable.ts';
import * as sessions from '../../src/views/sessionTable.ts';
import * as subjectsOfCohort from '../../src/views/subjectTable.ts';
import { tableOfSubjects } from '../../src/views/subjectTables.ts';
import * as summary from '../../src/views/summaryTable.ts';
import * as switches from '../../src/views/switchTable.ts';
import * as trajectories from '../../src/views/trajectoryTable.ts';
import * as trialsOfView from '../../src/views/trialTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import * as weightsOfView from '../../src/views/weightTable.ts';
import { cohortTrials } from '../support/cohortTrials.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(2, { lengths: [1, 12, 8], missing: 0.2 });
const weights = [
  [0, 2],
  [1, 0],
];
const transitionMatrix = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const fit = fitFrom(staticGlmHmm({ numStates: 2 }), { weights, transitionMatrix }, trials);
const walking = fitFrom(
  partialGlmHmm({ numStates: 2, sigma: 1 }),
  { weights: [weights, weights, weights], transitionMatrix },
  trials,
);
const view = viewFit(fit, trials);
const lost = { regressor: 'x0', chi2: 4.2, df: 2, p: 0.122, logLikelihood: -12, converged: true };

const subjects = cohortTrials(1, ['A', 'B', 'C'], 10);
const cohort = viewFits(
  subjects.map((own) => fitFrom(staticGlmHmm({ numStates: 2 }), { weights, transitionMatrix }, own)),
  subjects,
);
const weightsOfCohort = tableOfSubjects(cohort, weightsOfView.weightTable);
const statistics = { switches: choiceSwitches(), nothing: () => null };
const accuracies = () => tableOfSubjects(cohort, accuracyOfView.accuracyTable);
const tested = { value: 'softAccuracy', between: 'state', by: ['session'] };

const pairs: Readonly<Record<string, readonly [() => DataFrame, () => Table]>> = {
  trialTable: [() => trialTable(view), () => trialsOfView.trialTable(view)],
  'trialTable of one session': [
    () => trialTable(view, { session: 2, model: false }),
    () => trialsOfView.trialTable(view, { session: 2, model: false }),
  ],
  sessionTable: [() => sessionTable(view, { path: 'argmax' }), () => sessions.sessionTable(view, { path: 'argmax' })],
  switchTable: [() => switchTable(view, { path: 'argmax' }), () => switches.switchTable(view, { path: 'argmax' })],
  dwellTimeTable: [() => dwellTimeTable(view), () => dwellTimes.dwellTimeTable(view)],
  dwellTimeDistributionTable: [
    () => dwellTimeDistributionTable(view, { draws: 3, seed: 9 }),
    () => dwellTimeDistribution.dwellTimeDistributionTable(view, { draws: 3, seed: 9 }),
  ],
  changeTriggeredTable: [
    () => changeTriggeredTable(view, { window: 2, state: 'state 2' }),
    () => around.changeTriggeredTable(view, { window: 2, state: 'state 2' }),
  ],
  trajectoryTable: [() => trajectoryTable(view), () => trajectories.trajectoryTable(view)],
  likelihoodRatioTable: [() => likelihoodRatioTable([lost]), () => ratios.likelihoodRatioTable([lost])],
  psychometricTable: [
    () => psychometricTable(view, 'x0', { bins: 3 }),
    () => psychometric.psychometricTable(view, 'x0', { bins: 3 }),
  ],
  'weightTable of a cohort': [() => weightTable(cohort), () => weightsOfCohort],
  'modelTable of cohorts': [() => modelTable({ cohort }), () => models.modelTable({ cohort })],
  subjectTable: [() => subjectTable(cohort), () => subjectsOfCohort.subjectTable(cohort)],
  'summaryTable of a DataFrame': [
    () => summaryTable(weightTable(cohort), { value: 'weight', by: ['state', 'feature'] }),
    () => summary.summaryTable(weightsOfCohort, { value: 'weight', by: ['state', 'feature'] }),
  ],
  'pairedTestTable of a DataFrame with empty cells': [
    () => pairedTestTable(accuracyTable(cohort), tested),
    () => pairedTests.pairedTestTable(accuracies(), tested),
  ],
  predictiveCheck: [
    () => predictiveCheck(fit, trials, { statistics, draws: 4 }),
    () => check.predictiveCheck(fit, trials, { statistics, draws: 4 }),
  ],
  modelTable: [() => modelTable({ fit, walking }, trials), () => models.modelTable({ fit, walking }, trials)],
};

test.each(Object.entries(pairs))('%s hands out the table as a DataFrame, empty cells and all', (_, [frame, plain]) => {
  const [made, wanted] = [frame(), plain()];
  expect(made.columns).toEqual(wanted.columns.map(({ name }) => name));
  for (const { name, values } of wanted.columns) expect(made.column(name).values).toEqual(values);
  expect(tableCsv(made)).toBe(tableCsv(wanted));
});
