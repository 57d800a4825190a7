import { NumericalError } from '../../../errors.ts';
import { digamma, logGamma } from '../../../numerics/gammaFunction.ts';

/** How frequent each model is in the population that subjects come from: a Dirichlet distribution, with who uses which. */
export interface ModelFrequencies {
  /** [model] concentrations of the Dirichlet posterior. */
  readonly alpha: Float64Array;
  /** [subject, model] row-major probabilities that the subject behaves by the model. */
  readonly posterior: Float64Array;
  /** [iteration] variational free energy, nats, less the sum of each subject's best log evidence; it never falls. */
  readonly freeEnergies: readonly number[];
}

/**
 * The variational posterior of how frequent models are: from the prior on, who uses which model and how frequent models are are
 * updated in turn, until no concentration moves.
 *
 * @param logRatios [subject, model] row-major log evidence, nats, less the subject's best, which is 0
 * @param prior     [model] concentrations, above 0
 * @throws {NumericalError} when 100,000 rounds are not enough
 * @see Stephan et al. 2009, NeuroImage 46:1004
 */
export function modelFrequencies(logRatios: Float64Array, prior: Float64Array): ModelFrequencies {
  const numModels = prior.length;
  const numSubjects = logRatios.length / numModels;
  const posterior = new Float64Array(logRatios.length);
  const freeEnergies: number[] = [];
  let alpha = prior;
  for (let round = 0; round < 100_000; round++) {
    const logFrequencies = alpha.map(digamma);
    const next = prior.slice();
    let fitAndEntropy = 0;
    for (let row = 0; row < posterior.length; row += numModels)
      fitAndEntropy += assignSubject(logRatios, logFrequencies, row, posterior, next);
    freeEnergies.push(fitAndEntropy + logBeta(next) - logBeta(prior));
    const moved = next.reduce((most, value, k) => Math.max(most, Math.abs(value - alpha[k])), 0);
    alpha = next;
    if (moved <= 1e-12 * numSubjects) return { alpha, posterior, freeEnergies };
  }
  throw new NumericalError('The frequencies of models have not settled within 100,000 rounds; please report this.');
}

/**
 * Log evidence, less the sum of each subject's best, where all models are equally frequent.
 *
 * @param logRatios as `modelFrequencies` takes them
 * @see Rigoux et al. 2014, NeuroImage 84:971
 */
export function logEvidenceOfEqual(logRatios: Float64Array, numModels: number): number {
  let total = 0;
  for (let row = 0; row < logRatios.length; row += numModels) {
    const ratios = logRatios.subarray(row, row + numModels);
    total += Math.log(ratios.reduce((sum, ratio) => sum + Math.exp(ratio), 0) / numModels);
  }
  return total;
}

/** Fills a subject's row of the posterior, adds it to `counts`, and returns its mean log evidence plus its entropy. */
function assignSubject(
  logRatios: Float64Array,
  logFrequencies: Float64Array,
  row: number,
  posterior: Float64Array,
  counts: Float64Array,
): number {
  const numModels = counts.length;
  let most = -Infinity;
  for (let k = 0; k < numModels; k++) most = Math.max(most, logRatios[row + k] + logFrequencies[k]);
  let sum = 0;
  for (let k = 0; k < numModels; k++) {
    posterior[row + k] = Math.exp(logRatios[row + k] + logFrequencies[k] - most);
    sum += posterior[row + k];
  }
  let fitAndEntropy = 0;
  for (let k = 0; k < numModels; k++) {
    const p = posterior[row + k] / sum;
    posterior[row + k] = p;
    counts[k] += p;
    if (p > 0) fitAndEntropy += p * (logRatios[row + k] - Math.log(p));
  }
  return fitAndEntropy;
}

/** log of the Dirichlet's normalizing constant. */
function logBeta(concentrations: Float64Array): number {
  let [sum, logs] = [0, 0];
  for (const concentration of concentrations) {
    sum += concentration;
    logs += logGamma(concentration);
  }
  return logs - logGamma(sum);
}
