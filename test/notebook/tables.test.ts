import { expect, test } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import { tableCsv } from '../../src/data/tableText.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import type { DataFrame } from '../../src/notebook/frames.ts';
import {
  changeTriggeredTable,
  dwellTimeDistributionTable,
  dwellTimeTable,
  switchTable,
} from '../../src/notebook/pathTables.ts';
import * as around from '../../src/views/changeTriggeredTable.ts';
import * as dwellTimeDistribution from '../../src/views/dwellTimeDistributionTable.ts';
import * as dwellTimes from '../../src/views/dwellTimeTable.ts';
import * as switches from '../../src/views/switchTable.ts';
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
const view = viewFit(fit, trials);

const pairs: Readonly<Record<string, readonly [() => DataFrame, () => Table]>> = {
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
};

test.each(Object.entries(pairs))('%s hands out the table as a DataFrame, empty cells and all', (_, [frame, plain]) => {
  const [made, wanted] = [frame(), plain()];
  expect(made.columns).toEqual(wanted.columns.map(({ name }) => name));
  for (const { name, values } of wanted.columns) expect(made.column(name).values).toEqual(values);
  expect(tableCsv(made)).toBe(tableCsv(wanted));
});
