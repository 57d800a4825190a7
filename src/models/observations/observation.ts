/** Per row and state [row, state]: what one pass of fitting needs of the observations. */
export interface RowTables {
  /** Probability of the row's observation. */
  readonly probability: Float64Array;
  /** First derivative of the log-probability by the linear predictor η = w·x. */
  readonly slope: Float64Array;
  /** Minus its second derivative. */
  readonly curvature: Float64Array;
}

/** Distinct trials: features [row, feature] and what was observed [row]. */
export interface Rows {
  readonly numFeatures: number;
  readonly features: Float64Array;
  readonly choices: Int8Array;
}

/** What a family of observations is: its log-probability given the linear predictor, and the derivatives that fitting needs. */
export interface ObservationFamily {
  /** log p(choice | η), nats. */
  logProbability(choice: number, eta: number): number;
  /** Mean of the observation given η: the probability of choice 1. */
  mean(eta: number): number;
  /**
   * Fills the tables for rows `from` to `to`.
   *
   * @param weights [state, feature] from `offset` on
   */
  fillRows(
    rows: Rows,
    from: number,
    to: number,
    weights: Float64Array,
    offset: number,
    numStates: number,
    out: RowTables,
  ): void;
}
