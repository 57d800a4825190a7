/** How a hierarchical fit is made unless its control says otherwise. */
export const hierarchicalDefaults = {
  /** Starts of the group. */
  restarts: 1,
  seed: 1,
  /** Change of group means, in group standard deviations, and of log variances that counts as none, twice in a row. */
  tolerance: 1e-8,
  /** E-steps at most, for each start. */
  maxIterations: 1000,
  accelerate: true,
  /** Variance of x of every parameter in the group of the first start, whose mean is 0. */
  startVariance: 10,
} as const;
