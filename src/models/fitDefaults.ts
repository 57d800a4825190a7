/** How a fit is made unless its control says otherwise. */
export const fitDefaults = {
  /** Starts of a model with more than one state; one state, or a given start, needs one. */
  restarts: 10,
  seed: 1,
  method: 'auto',
  /** Gain in log posterior, relative to the log-likelihood, that counts as none. */
  tolerance: 1e-8,
  /** Gradient, in units of the curvature (standard errors were the states known), that counts as none. */
  gradientTolerance: 1e-5,
  /** KKT residual, in nats per unit of a parameter, that counts as none where penalties have kinks. */
  residualTolerance: 1e-6,
  /** Evaluations of the log posterior at most, for each start. */
  maxIterations: 1000,
} as const;
