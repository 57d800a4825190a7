import { expect, test } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import { tableCsv } from '../../src/data/tableText.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { modelTable, psychometricTable, sessionTable, trialTable } from '../../src/notebook/fitTables.ts';
import type { DataFrame } from '../../src/notebook/frames.ts';
import {
  changeTriggeredTable,
  dwellTimeDistributionTable,
  dwellTimeTable,
  switchTable,
  trajectoryTable,
} from '../../src/notebook/pathTables.ts';
import * as around from '../../src/views/changeTriggeredTable.ts';
import * as dwellTimeDistribution from '../../src/views/dwellTimeDistributionTable.ts';
import * as dwellTimes from '../../src/views/dwellTimeTable.ts';
import * as models from '../../src/views/modelTable.ts';
import * as psychometric from '../../src/views/psychometricTable.ts';
import * as sessions from '../../src/views/sessionTable.ts';
import * as switches from '../../src/views/switchTable.ts';
import * as trajectories from '../../src/views/trajectoryTable.ts';
import * as trialsOfView from '../../src/views/trialTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
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
  psychometricTable: [
    () => psychometricTable(view, 'x0', { bins: 3 }),
    () => psychometric.psychometricTable(view, 'x0', { bins: 3 }),
  ],
  modelTable: [() => modelTable({ fit, walking }, trials), () => models.modelTable({ fit, walking }, trials)],
};

test.each(Object.entries(pairs))('%s hands out the table as a DataFrame, empty cells and all', (_, [frame, plain]) => {
  const [made, wanted] = [frame(), plain()];
  expect(made.columns).toEqual(wanted.columns.map(({ name }) => name));
  for (const { name, values } of wanted.columns) expect(made.column(name).values).toEqual(values);
  expect(tableCsv(made)).toBe(tableCsv(wanted));
});
