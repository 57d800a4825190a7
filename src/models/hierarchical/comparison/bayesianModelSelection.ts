import { quote, SpecError } from '../../../errors.ts';
import { logistic } from '../../../numerics/differentiation/plainArithmetic.ts';
import { type NdArray, type Nested, ndarray, toNested } from '../../../numerics/ndarray.ts';
import { requireAboveZero, requireKnownOptions, requireWhole } from '../../checks.ts';
import { isNdArray } from '../../givenArray.ts';
import { exceedanceProbabilities } from './exceedance.ts';
import { logEvidenceOfEqual, modelFrequencies } from './modelFrequencies.ts';

/** Which of several models subjects behave by, where subjects can differ in that. */
export interface BayesianModelSelection {
  /** [model] concentrations of the Dirichlet posterior of how frequent models are among subjects. */
  readonly alpha: readonly number[];
  /** [model] expected frequencies; they sum to 1. */
  readonly frequencies: readonly number[];
  /** [model] probability that the model is the most frequent one, given that frequencies differ. */
  readonly exceedance: readonly number[];
  /** [model] the same, with the risk that models are equally frequent counted in: (1 - risk) · exceedance + risk / number of models. */
  readonly protectedExceedance: readonly number[];
  /** Bayesian omnibus risk: probability that all models are equally frequent, and what differs is chance. */
  readonly omnibusRisk: number;
  /** [subject, model] probability that the subject behaves by the model; rows sum to 1. */
  readonly posterior: NdArray<readonly ['subject', 'model']>;
  /** Variational free energy, nats: a lower bound on the log evidence of all subjects. */
  readonly freeEnergy: number;
  /** How many draws `exceedance` rests on; 0 with two models, where it is exact. */
  readonly draws: number;
  readonly seed: number;
}

/** What `bayesianModelSelection` takes besides evidence; everything has a default. */
export interface BayesianModelSelectionOptions {
  /** Seed of the draws, a whole number; 1 by default. */
  readonly seed?: number;
  /** Draws of model frequencies that `exceedance` is counted in; 100,000 by default. */
  readonly draws?: number;
  /** Concentration of the Dirichlet prior of model frequencies, above 0: one number, or a list [model]; 1 by default. */
  readonly prior?: number | readonly number[];
}

/**
 * Random-effects Bayesian model selection: each subject behaves by one of the models, and how frequent models are is not known.
 *
 * @param logEvidence [subject, model] log evidence, nats; -Infinity where a model is impossible for a subject
 * @throws {SpecError} when an option is unknown or impossible, or log evidence is missing, or impossible in all models of a subject
 * @see Stephan et al. 2009, NeuroImage 46:1004; Rigoux et al. 2014, NeuroImage 84:971
 * @example bayesianModelSelection([[-40.1, -43.7], [-51.2, -50.9]]).protectedExceedance
 */
export function bayesianModelSelection(
  logEvidence: NdArray | Nested,
  options: BayesianModelSelectionOptions = {},
): BayesianModelSelection {
  requireKnownOptions(['seed', 'draws', 'prior'], options, 'bayesianModelSelection');
  const { seed = 1, draws = 100_000, prior = 1 } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('draws', draws, { atLeast: 1 });
  const rows = checkedRows(logEvidence);
  const numModels = rows[0].length;
  const best = rows.map((row) => Math.max(...row));
  const logRatios = Float64Array.from(rows.flatMap((row, subject) => row.map((value) => value - best[subject])));
  const { alpha, posterior, freeEnergies } = modelFrequencies(logRatios, checkedPrior(prior, numModels));
  const freeEnergy = freeEnergies[freeEnergies.length - 1];
  const omnibusRisk = logistic(logEvidenceOfEqual(logRatios, numModels) - freeEnergy);
  const exceedance = exceedanceProbabilities(alpha, draws, seed);
  const sum = alpha.reduce((total, value) => total + value, 0);
  return {
    alpha: Array.from(alpha),
    frequencies: Array.from(alpha, (value) => value / sum),
    exceedance,
    protectedExceedance: exceedance.map((p) => (1 - omnibusRisk) * p + omnibusRisk / numModels),
    omnibusRisk,
    posterior: ndarray(['subject', 'model'], [rows.length, numModels], posterior),
    freeEnergy: freeEnergy + best.reduce((total, value) => total + value, 0),
    draws: numModels === 2 ? 0 : draws,
    seed,
  };
}

/** Log evidence as [subject][model]. */
function checkedRows(given: NdArray | Nested): readonly (readonly number[])[] {
  const refuse = (what: string): never => {
    throw new SpecError('logEvidence', given, `logEvidence must be a full [subject, model] array, but ${what}.`);
  };
  if (typeof given !== 'object' || given === null) return refuse(`is ${quote(given)}`);
  if (isNdArray(given) && given.axes?.join() !== 'subject,model')
    return refuse(`its axes are [${given.axes?.join(', ')}]`);
  const rows: readonly unknown[] = isNdArray(given) ? toNested(given) : given;
  if (rows.length === 0) return refuse('holds no subject');
  const [first] = rows;
  if (!Array.isArray(first)) return refuse(`what it holds for subject 0 is ${quote(first)}`);
  if (first.length < 2) return refuse(`holds ${first.length} models, of which nothing can be selected`);
  return rows.map((row, subject) => {
    if (!Array.isArray(row) || row.length !== first.length)
      return refuse(`subject ${subject} does not have ${first.length} numbers, as subject 0 has`);
    row.forEach((value, model) => {
      if (typeof value !== 'number' || Number.isNaN(value) || value === Number.POSITIVE_INFINITY)
        throw new SpecError(
          'logEvidence',
          value,
          `logEvidence of subject ${subject} (from 0) under model ${model} must be a number of nats, or -Infinity where the model is impossible, but is ${quote(value)}. Leave out the subject, or the model.`,
        );
    });
    if (row.every((value) => value === -Infinity))
      throw new SpecError(
        'logEvidence',
        row,
        `logEvidence of subject ${subject} (from 0) is -Infinity under every model, so none can be its own. Leave out the subject, or add a model that can explain it.`,
      );
    return row;
  });
}

/** [model] concentrations. */
function checkedPrior(prior: number | readonly number[], numModels: number): Float64Array {
  if (!Array.isArray(prior)) {
    requireAboveZero('prior', prior);
    return new Float64Array(numModels).fill(prior as number);
  }
  if (prior.length !== numModels)
    throw new SpecError(
      'prior',
      prior,
      `prior must be one concentration, or a list of ${numModels}, one a model, but holds ${prior.length}.`,
    );
  prior.forEach((value, model) => {
    requireAboveZero(`prior[${model}]`, value);
  });
  return Float64Array.from(prior);
}
