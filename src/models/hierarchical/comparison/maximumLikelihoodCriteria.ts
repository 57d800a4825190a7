import { SpecError } from '../../../errors.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';

/** Information criteria of subjects who are fitted each for itself; smaller is better. */
export interface MaximumLikelihoodCriteria {
  /** Sum over subjects of 2 · parameters - 2 · log-likelihood. */
  readonly aic: number;
  /** Sum over subjects of parameters · log(observed trials) - 2 · log-likelihood. */
  readonly bic: number;
  /** [subject] */
  readonly aicBySubject: readonly number[];
  /** [subject] */
  readonly bicBySubject: readonly number[];
}

/**
 * AIC and BIC of a fit by maximum likelihood.
 *
 * @throws {SpecError} when the fit has a prior: its modes are not maxima of the likelihood
 * @see Akaike 1974, IEEE Trans Autom Control 19:716; Schwarz 1978, Ann Stat 6:461
 */
export function maximumLikelihoodCriteria(fit: HierarchicalFit): MaximumLikelihoodCriteria {
  if (fit.spec.prior !== 'none')
    throw new SpecError(
      'fit',
      fit.spec.prior,
      "AIC and BIC are defined at maxima of the likelihood, but the fit has a prior. Fit with prior: 'none', or take integratedBic(fit, subjects).",
    );
  const numParameters = fit.parameterNames.length;
  const { logLikelihood, numObserved } = fit.subjects;
  const aicBySubject = Array.from(logLikelihood, (nats) => 2 * numParameters - 2 * nats);
  const bicBySubject = Array.from(logLikelihood, (nats, s) => numParameters * Math.log(numObserved[s]) - 2 * nats);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { aic: sum(aicBySubject), bic: sum(bicBySubject), aicBySubject, bicBySubject };
}
