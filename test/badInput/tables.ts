import { bias, column } from '../../src/data/features.ts';
import { saveTable } from '../../src/data/files/tableFile.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { tableCsv } from '../../src/data/tableText.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { poisson } from '../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { changeTriggeredTable } from '../../src/views/changeTriggeredTable.ts';
import { dwellTimeDistributionTable } from '../../src/views/dwellTimeDistributionTable.ts';
import { dwellTimeTable } from '../../src/views/dwellTimeTable.ts';
import { lapseTable } from '../../src/views/lapseTable.ts';
import { modelTable } from '../../src/views/modelTable.ts';
import { psychometricFits } from '../../src/views/psychometricFits.ts';
import { psychometricTable } from '../../src/views/psychometricTable.ts';
import { sessionTable } from '../../src/views/sessionTable.ts';
import { switchTable } from '../../src/views/switchTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { type Refusals, untyped } from './refusal.ts';

const rows = { choice: [1, 0, 1, 1, 0, 1, 0, 0], stimulus: [1, -1, 2, -2, 0.5, 0.1, -0.3, 1] };
const trials = readTrials(rows, { choice: 'choice', features: { bias: bias(), stimulus: column() } });
const counts = readTrials(rows, { y: 'choice', features: { bias: bias(), stimulus: column() } });
const weights = [
  [0, 3],
  [1, 0],
];
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const fit = fitFrom(staticGlmHmm({ numStates: 2 }), { weights, transitionMatrix }, trials);
const view = viewFit(fit, trials, { names: ['engaged', 'biased right'] });
const ofCounts = viewFit(fitFrom(glm({ observation: poisson() }), { weights: [[0, 1]] }, counts), counts);

/** Tables that are asked for what they do not have. */
export const tables: Refusals = {
  'lapses of a model without': { call: () => lapseTable(view), option: 'view' },
  'switches of an unknown path': { call: () => switchTable(view, { path: untyped('smoothed') }), option: 'path' },
  'dwell times of an unknown path': { call: () => dwellTimeTable(view, { path: untyped(null) }), option: 'path' },
  'dwell times of no simulation': { call: () => dwellTimeDistributionTable(view, { draws: 0 }), option: 'draws' },
  'dwell times in bins of no trial': {
    call: () => dwellTimeDistributionTable(view, { binWidth: 0 }),
    option: 'binWidth',
  },
  'dwell times with a seed that is none': {
    call: () => dwellTimeDistributionTable(view, { seed: 0.5 }),
    option: 'seed',
  },
  'dwell times with a slip of the hand': {
    call: () => dwellTimeDistributionTable(view, untyped({ draw: 5 })),
    option: 'draw',
  },
  'runs with a slip of the hand': { call: () => dwellTimeTable(view, untyped({ Path: 'argmax' })), option: 'Path' },
  'switches with an option of another table': {
    call: () => switchTable(view, untyped({ session: 1 })),
    option: 'session',
  },
  'switches around an unknown state': {
    call: () => changeTriggeredTable(view, { state: 'engagd' }),
    option: 'state',
  },
  'switches within no window': { call: () => changeTriggeredTable(view, { window: 0 }), option: 'window' },
  'switches by a threshold in per cent': {
    call: () => changeTriggeredTable(view, { threshold: 90 }),
    option: 'threshold',
  },
  'switches with a slip of the hand': {
    call: () => changeTriggeredTable(view, untyped({ windows: 5 })),
    option: 'windows',
  },
  'psychometrics of an unknown feature': {
    call: () => psychometricTable(view, 'contrast'),
    place: { column: 'contrast' },
  },
  'psychometrics of responses': { call: () => psychometricTable(ofCounts, 'stimulus'), option: 'observation' },
  'psychometrics in no bins': { call: () => psychometricTable(view, 'stimulus', { bins: 0 }), option: 'bins' },
  'psychometrics of a choice that there is not': {
    call: () => psychometricTable(view, 'stimulus', { choice: 2 }),
    option: 'choice',
  },
  'psychometrics with other features at what is unknown': {
    call: () => psychometricTable(view, 'stimulus', { others: untyped('median') }),
    option: 'others',
  },
  'psychometrics of no observation': {
    call: () => psychometricTable({ ...view, trials: hideTrials(trials, () => true) }, 'stimulus'),
    place: {},
  },
  'psychometric functions of an unknown feature': {
    call: () => psychometricFits(view, 'contrast'),
    place: { column: 'contrast' },
  },
  'psychometric functions of responses': { call: () => psychometricFits(ofCounts, 'stimulus'), option: 'observation' },
  'psychometric functions of a choice that there is not': {
    call: () => psychometricFits(view, 'stimulus', { choice: 2 }),
    option: 'choice',
  },
  'psychometric functions of no observation': {
    call: () => psychometricFits({ ...view, trials: hideTrials(trials, () => true) }, 'stimulus'),
    place: {},
  },
  'psychometric functions with a slip of the hand': {
    call: () => psychometricFits(view, 'stimulus', untyped({ lapse: false })),
    option: 'lapse',
  },
  'psychometrics with a slip of the hand': {
    call: () => psychometricTable(view, 'stimulus', untyped({ bin: 5 })),
    option: 'bin',
  },
  'sessions with a slip of the hand': { call: () => sessionTable(view, untyped({ paths: 'argmax' })), option: 'paths' },
  'a comparison of no models': { call: () => modelTable({}, trials), option: 'models' },
  'a table saved in another format': {
    call: () => saveTable('out/table.xlsx', switchTable(view)),
    option: 'path',
  },
  'text of what is no table': { call: () => tableCsv(untyped(7)), place: {} },
};
