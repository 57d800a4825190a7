/** Cells that a user may type one after another in one notebook, with the errors that the kernel's compiler must find. */
export interface CellCase {
  readonly title: string;
  readonly cell: string;
  /** Expected error by line, from 1: a part of its message. None: the cell must compile. */
  readonly errors?: Readonly<Record<number, string>>;
}

/** Each cell sees what the cells before it declared. A line that is wrong on purpose shows that a type is not `any`. */
export const cellCases: readonly CellCase[] = [
  {
    title: 'names are imported, and a wrong one is known as wrong',
    cell: "import * as latentlab from 'latentlab';\nlatentlab.fitNodel;",
    errors: { 2: "Property 'fitNodel' does not exist" },
  },
  {
    title: 'trials are read from rows, columns or a DataFrame',
    cell: `import * as latentlab from 'latentlab';
import { bias, column, fitModel, glmHmm, readTrials, standardized } from 'latentlab';
const rows = [{ day: 'a', choice: 1, contrast: 0.5 }];
const features = { bias: bias(), stimulus: standardized('contrast') };
const trials = readTrials(rows, { session: 'day', choice: 'choice', features });
const numTrials: number = trials.numTrials;`,
  },
  {
    title: 'an option that does not exist is refused',
    cell: "const misspelled = readTrials(rows, { sesion: 'day', choice: 'choice', features });",
    errors: { 1: "'sesion' does not exist" },
  },
  {
    title: 'the arrays of trials keep their types',
    cell: `const first: string = trials.choices[0];
const names: number = trials.featureNames[0];
const shape: string = trials.features.shape;
const value: boolean = trials.features.data[0];`,
    errors: {
      1: "'number' is not assignable to type 'string'",
      2: "'string' is not assignable to type 'number'",
      3: "is not assignable to type 'string'",
      4: "'number' is not assignable to type 'boolean'",
    },
  },
  {
    title: 'a model is made of named parts',
    cell: `const model = glmHmm({ numStates: 2, weights: latentlab.randomWalk({ sigma: 0.2 }), penalty: latentlab.ridge(1) });
const dynamic = latentlab.dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 20 });`,
  },
  {
    title: 'a model with a wrong part is refused',
    cell: `glmHmm({ numStates: '2' });
glmHmm({ numStates: 2, weights: 'walking' });
latentlab.dynamicGlmHmm({ numStates: 2, sigma: 0.2 });`,
    errors: {
      1: "'string' is not assignable to type 'number'",
      2: 'is not assignable to type',
      3: "Property 'alpha' is missing",
    },
  },
  {
    title: 'priors are told apart by what they are made of',
    cell: `const priors = { transitionPrior: latentlab.dirichlet({ stay: 10, leave: 1 }), initialPrior: latentlab.dirichlet({ counts: [2, 1] }) };
const withPriors = glmHmm({ numStates: 2, ...priors });
glmHmm({ numStates: 2, initialPrior: latentlab.dirichlet({ stay: 10, leave: 1 }) });
glmHmm({ numStates: 2, initialPrior: latentlab.dirichlet({ counts: latentlab.pseudoCounts([[2, 1], [1, 2]]) }) });`,
    errors: {
      3: 'is not assignable to type \'"none"\'',
      4: 'is not assignable to type',
    },
  },
  {
    title: 'a fit carries its numbers',
    cell: `const fit = await fitModel(trials, model, { restarts: 2, seed: 1 });
const nats: number = fit.logLikelihood;
const converged: boolean = fit.converged;`,
  },
  {
    title: 'the numbers of a fit keep their types',
    cell: `const wrongNumber: string = fit.logLikelihood;
const wrongTrace: string = fit.trace[0];
const wrongWeights: string = fit.params.weights.data[0];
const wrongVerb: string = latentlab.posterior(fit, trials).smoothed;
const wrongPath: string = latentlab.mostLikelyStates(fit, trials)[0];
fit.loglikelihood;
await fitModel(trials, model, { restart: 2 });`,
    errors: {
      1: "'number' is not assignable to type 'string'",
      2: "'number' is not assignable to type 'string'",
      3: "'number' is not assignable to type 'string'",
      4: "is not assignable to type 'string'",
      5: "'number' is not assignable to type 'string'",
      6: "Property 'loglikelihood' does not exist",
      7: "'restart' does not exist",
    },
  },
  {
    title: 'a hierarchical fit keeps its types',
    cell: `const subjects = latentlab.simulateSubjects(latentlab.rescorlaWagner(), { parameters: [[3, 0.3], [2, 0.5]] });
const cohort = await fitModel(subjects, latentlab.hierarchical(latentlab.rescorlaWagner()));
const wrongEvidence: string = cohort.logEvidence;
await fitModel(subjects, cohort.spec, { restart: 3 });
await fitModel(trials, cohort.spec);`,
    errors: {
      3: "'number' is not assignable to type 'string'",
      4: "'restart' does not exist",
      5: "'Trials' is missing the following properties from type 'Subjects'",
    },
  },
  {
    title: 'a fit becomes a view and the view charts',
    cell: `const view = latentlab.viewFit(fit, trials, { orderBy: 'stimulus', names: ['engaged', 'disengaged'] });
await latentlab.show(latentlab.plotWeights(view), latentlab.weightTable(view));`,
  },
  {
    title: 'a view, its tables and charts keep their types',
    cell: `latentlab.plotWeights(fit);
const wrongChart: number = latentlab.plotWeights(view);
const wrongTable: number = latentlab.weightTable(view);`,
    errors: {
      1: 'TrainedFit',
      2: "is not assignable to type 'number'",
      3: "is not assignable to type 'number'",
    },
  },
];
