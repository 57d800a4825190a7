import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as latentlab from '../../src/index.ts';
import { cohortTrials } from '../support/cohortTrials.ts';
import { sixLearners } from '../support/sixLearners.ts';

const { fitFrom, glm, hierarchical, rescorlaWagner, viewFit, viewFits } = latentlab;
const table = { choice: [0, 1, 1], x: [1, 2, 3] };
const [trials] = cohortTrials(1, ['A'], 12);
const fit = fitFrom(glm(), { weights: [[0, 1]] }, trials);
const view = viewFit(fit, trials);
const spec = hierarchical(rescorlaWagner());
const none = undefined;

/** What is given before the options, by verb. */
const before: Readonly<Record<string, readonly unknown[]>> = {
  readTrials: [table],
  epochs: [],
  lag: ['x'],
  lags: ['x', 2],
  column: ['x'],
  columns: [['x']],
  standardized: ['x'],
  ewma: ['x'],
  trace: ['x'],
  cumulative: ['x'],
  winStayLoseSwitch: ['x', 'y'],
  oneHot: ['x'],
  sessionIndicators: [],
  weightedSum: [fit, ['x']],
  auditory: [table, {}],
  threeChoiceDelay: [table, {}],
  twoAlternative: [table, {}],
  readNpz: ['none.npz'],
  loadFit: ['none.json'],
  loadHierarchicalFit: ['none.json'],

  glmHmm: [],
  glm: [],
  staticGlmHmm: [],
  partialGlmHmm: [],
  dynamicGlmHmm: [],
  bernoulli: [],
  poisson: [],
  gaussian: [],
  gamma: [],
  negativeBinomial: [],
  softmax: [],
  classLapses: [],
  historyLapses: [],
  randomWalk: [],
  perSession: [],
  inputDriven: [],
  dirichlet: [],
  ridge: [1],
  lasso: [1],
  elasticNet: [1],
  groupLasso: [1],
  sticky: [],
  dirichletDraw: [],
  kMeansProbs: [],
  glmPlusNoise: [],
  randomWeights: [],

  rescorlaWagner: [],
  prosocialLearning: [],
  selfOtherLearning: [],
  twoStep: [],
  discounting: [],
  prospectTheory: [],
  signalDetection: [],
  driftDiffusion: [],
  bayesianInference: [],
  linearRegression: [],
  logisticRegression: [],
  ownBehavior: [],
  checkModel: [rescorlaWagner()],
  simulateSubjects: [rescorlaWagner()],
  hierarchical: [rescorlaWagner()],
  gaussianGroup: [],
  studentTGroup: [],
  weakHyperprior: [],
  ownPrior: [],
  quadrature: [],
  importanceSampling: [],
  bounded: [0, 1],
  betaTruths: [2, 2],
  truncatedNormalTruths: [],

  fitModel: [trials, glm()],
  fitEach: [[trials], glm()],
  fitSteps: [trials, glm()],
  startingValues: [trials, glm()],
  penaltyPath: [trials, glm(), [1]],
  likelihoodRatios: [trials, fit],
  leaveOneSubjectOut: [sixLearners, spec],
  integratedBic: [none, sixLearners],
  pseudoR2: [none, sixLearners],
  groupContrast: [none],
  subjectLogPosterior: [spec, sixLearners],
  bayesianModelSelection: [[[0, 1]]],
  compareModels: [sixLearners, { spec }],
  identify: [{ spec }],
  recover: [spec],
  posteriorPredictive: [none, sixLearners],

  logLikelihood: [fit, trials],
  predict: [fit, trials],
  predictChoices: [fit, trials],
  mostLikelyStates: [fit, trials],
  simulate: [fit],
  alignStates: [[fit]],
  fitPsychometric: [
    [0, 1],
    [0, 1],
  ],
  choiceLagTimeConstant: [[[2, 1]]],

  viewFit: [fit, trials],
  viewFits: [[fit], [trials]],
  weightTable: [view],
  transitionTable: [view],
  transitionWeightTable: [view],
  lapseTable: [view],
  posteriorTable: [view],
  trialTable: [view],
  sessionTable: [view],
  psychometricTable: [view, 'x'],
  psychometricFits: [view, 'x'],
  accuracyTable: [view],
  switchTable: [view],
  dwellTimeTable: [view],
  dwellTimeDistributionTable: [view],
  changeTriggeredTable: [view],
  summaryTable: [table],
  pairedTestTable: [table],
  comparisonTable: [{}],
  groupDensityTable: [none, null],
  latentsTable: [none, sixLearners],
  latentTraceTable: [none, sixLearners],
  predictiveCheck: [fit, trials],
  psychometric: ['x'],
  choiceRuns: [],
  choiceAutocorrelation: [],

  plotWeights: [view],
  plotTransitions: [view],
  plotTransitionWeights: [view],
  plotLapses: [view],
  plotPosterior: [view],
  plotSession: [view],
  plotAccuracy: [view],
  plotOccupancy: [view],
  plotPsychometric: [view, 'x'],
  plotObjective: [view],
  plotModels: [{ fit }, trials],
  plotLikelihoodRatios: [[]],
  plotSwitches: [view],
  plotChangeTriggered: [view],
  plotTrajectories: [view],
  plotDwellTimes: [view],
  plotParameters: [none, null],
  plotGroupTrace: [none],
  plotLatents: [none, sixLearners],
  plotPosteriorPredictive: [none],
  plotRecovery: [none],
  plotComparison: [none],
  plotExceedance: [none],
  plotConfusion: [none],
  renderSvg: [{}],
  saveChart: ['none.svg', {}],
  theme: [],
};

const verbs = latentlab as unknown as Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
const misspelt = { slipOfTheHand: 1 };

it.each(Object.entries(before))('%s refuses an option that it does not have', async (name, given) => {
  const call = async (): Promise<unknown> => verbs[name](...given, misspelt);
  await expect(call()).rejects.toMatchObject({
    name: 'SpecError',
    option: 'slipOfTheHand',
    message: expect.stringContaining(`"slipOfTheHand" is not an option of ${name}`),
  });
});

const cohort = viewFits([fit], [trials]);

it.each(['plotWeights', 'plotAccuracy', 'plotOccupancy'])('%s of a cohort does too', (name) => {
  expect(() => verbs[name](cohort, misspelt)).toThrow(`"slipOfTheHand" is not an option of ${name} of a cohort`);
});

it.each(['auditory', 'iblContrast', 'threeChoiceDelay', 'twoAlternative'])('%s has no such column', (name) => {
  expect(() => verbs[name](table, misspelt)).toThrow(`"slipOfTheHand" is not an option of the columns of ${name}`);
});

/** Takes the trials, or any column by its name, in place of options. */
const without = ['fitFrom', 'readSubjects'];

it('leaves out no verb with options', () => {
  const source = join(import.meta.dirname, '..', '..', 'src');
  const statements = readFileSync(join(source, 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\} from '([^']+)';/g);
  const withOptions = Array.from(statements).flatMap(([, names, file]) => {
    const text = readFileSync(join(source, file), 'utf8');
    return (names.match(/\w+/g) ?? []).filter((name) => /\b(options|control)\??: /.test(parametersOf(text, name)));
  });
  expect([...new Set(withOptions)].sort()).toEqual([...Object.keys(before), ...without].sort());
});

/** What stands between the brackets of a function; nothing where the name is that of something else. */
function parametersOf(text: string, name: string): string {
  const start = text.match(new RegExp(`export (async )?function\\*? ${name}\\b[^(]*\\(`));
  if (!start) return '';
  const from = (start.index ?? 0) + start[0].length;
  let to = from;
  for (let open = 1; open > 0; to++) open += Number(text[to] === '(') - Number(text[to] === ')');
  return text.slice(from, to);
}
