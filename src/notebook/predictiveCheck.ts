import type { Fit } from '../models/fit.ts';
import type { Trials } from '../models/trials.ts';
import { predictiveCheck as check, type PredictiveCheckOptions } from '../views/predictiveCheck.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * Whether data look like what a fit would make, as a DataFrame with a row each number of a statistic: statistic, at (value of
 * the feature, length of the runs, lag, place in the list), choice, observed, mean, lower, upper (mean and middle 95 % of trials simulated in closed
 * loop), position (share of simulations below the observed number: close to 0 or 1 where the fit does not make such data),
 * numDraws, features (which are made again from simulated choices, which stay as recorded).
 *
 * A feature that was computed from choices before the table was read cannot be made again: build it by \`lag\`. Uncertainty about parameters is
 * not in the simulations, and a fit is kind to the trials it was fitted to.
 *
 * @throws {SpecError} when an option is out of range, there is no such choice, or the trials have no choices
 * @throws {DataError} when there is no such feature, or features depend on outcomes that cannot be told of simulated choices: give \`outcome\`, as with \`simulate\`
 * @example predictiveCheck(fit, trials, { statistics: { 'P(right)': psychometric('stimulus'), switches: choiceSwitches() } })
 */
export function predictiveCheck(fit: Fit, trials: Trials, options: PredictiveCheckOptions = {}): DataFrame {
  return toFrame(check(fit, trials, options));
}
