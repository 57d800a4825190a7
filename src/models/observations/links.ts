import { normalCdf, normalDensity, normalQuantile } from '../../numerics/normalDistribution.ts';

/** A link: how the mean of an observation and the linear predictor η = w·x belong together. */
export interface LinkFunctions {
  /** η of a mean. */
  readonly value: (mean: number) => number;
  /** Mean of an η. */
  readonly inverse: (eta: number) => number;
  /** First derivative of `inverse` by η. */
  readonly first: (eta: number) => number;
  /** Second derivative of `inverse` by η. */
  readonly second: (eta: number) => number;
}

/** The links known by name; `inverse` is η = 1 / mean. */
export type LinkName = 'logit' | 'probit' | 'log' | 'softplus' | 'identity' | 'inverse';

/** The functions of the links known by name. */
export const namedLinks: Readonly<Record<LinkName, LinkFunctions>> = {
  logit: {
    value: (mean) => Math.log(mean) - Math.log1p(-mean),
    inverse: logistic,
    first: (eta) => logistic(eta) * logistic(-eta),
    second: (eta) => logistic(eta) * logistic(-eta) * -Math.tanh(eta / 2),
  },
  probit: {
    value: normalQuantile,
    inverse: normalCdf,
    first: normalDensity,
    second: (eta) => -Math.min(Math.max(eta, -40), 40) * normalDensity(eta),
  },
  log: { value: Math.log, inverse: Math.exp, first: Math.exp, second: Math.exp },
  softplus: {
    value: (mean) => mean + Math.log(-Math.expm1(-mean)),
    inverse: softplus,
    first: logistic,
    second: (eta) => logistic(eta) * logistic(-eta),
  },
  identity: { value: (mean) => mean, inverse: (eta) => eta, first: () => 1, second: () => 0 },
  inverse: {
    value: (mean) => 1 / mean,
    inverse: (eta) => 1 / eta,
    first: (eta) => -1 / (eta * eta),
    second: (eta) => 2 / (eta * eta * eta),
  },
};

function logistic(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}

function softplus(eta: number): number {
  return Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
}
