import { requireKnownOptions } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { numSessions, type Trials } from '../trials.ts';
import { baselineLogLikelihood } from './baseline.ts';
import { smoothTrials } from './sessionChains.ts';

/** How probable choices are under a fit. */
export interface LogLikelihood {
  /** Nats, summed over the scored trials. */
  readonly total: number;
  /** [trial] log p(choice | all earlier observed choices of the session), nats; 0 where the choice is not observed. */
  readonly perTrial: Float64Array;
  /** [session] nats, over the scored trials of each session. */
  readonly perSession: Float64Array;
  /** Number of scored trials: observed, and chosen by `on`. */
  readonly numScored: number;
  /**
   * Gain over the simplest model, in bits a scored trial: choices by their frequency, counts by their mean rate, other numbers
   * by their mean and variance. `null` when no trial says these, or they rule out what was observed.
   */
  readonly bitsPerTrial: number | null;
  /** Where the simplest model comes from: the scored trials themselves, or the observed trials that `on` leaves out. */
  readonly baseline: 'in sample' | 'held out';
}

/**
 * Log-likelihood of the choices, states summed out, trial by trial one step ahead.
 *
 * To score held-out trials, fit on `hideTrials(trials, hide)` and call `logLikelihood(fit, trials, { on: hide })`:
 * each hidden trial is predicted from all earlier choices of its session, hidden ones among them.
 *
 * @param options.on which trials to score; all by default
 * @throws {DataError} when the trials do not match the fit
 */
export function logLikelihood(
  fit: Fit,
  trials: Trials,
  options: { readonly on?: (trial: number, session: number) => boolean } = {},
): LogLikelihood {
  requireKnownOptions(['on'], options, 'logLikelihood');
  const { on } = options;
  const perTrial = smoothTrials(fit, trials).logNormalizers;
  const perSession = new Float64Array(numSessions(trials));
  const scored: number[] = [];
  const others: number[] = [];
  for (let s = 0; s < perSession.length; s++)
    for (let t = trials.sessionStarts[s]; t < trials.sessionStarts[s + 1]; t++) {
      if (!trials.observed[t]) {
        perTrial[t] = 0;
        continue;
      }
      const isScored = on?.(t, s) ?? true;
      if (isScored) perSession[s] += perTrial[t];
      (isScored ? scored : others).push(t);
    }
  const total = perSession.reduce((sum, one) => sum + one, 0);
  const reference = on === undefined ? scored : others;
  const gain = (total - baselineLogLikelihood(fit, trials, scored, reference)) / scored.length / Math.LN2;
  return {
    total,
    perTrial,
    perSession,
    numScored: scored.length,
    bitsPerTrial: Number.isFinite(gain) ? gain : null,
    baseline: on === undefined ? 'in sample' : 'held out',
  };
}
