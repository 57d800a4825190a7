import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { Trials } from '../models/trials.ts';

/** A statistic of choices, as plain data. */
export type ChoiceStatistic =
  | {
      readonly kind: 'psychometric';
      readonly feature: string;
      readonly bins: number;
      /** The choice whose share it is; `null` for the second of two, or each of more. */
      readonly choice: string | number | null;
    }
  | { readonly kind: 'choiceSwitches' }
  | { readonly kind: 'choiceRuns'; readonly longest: number }
  | { readonly kind: 'choiceAutocorrelation'; readonly lags: number };

/**
 * A statistic of one's own: a number, or always as many numbers, of trials; NaN or null where it has no value. Count the
 * trials that are `observed`: the choices of others are simulated too.
 */
export type OwnStatistic = (trials: Trials) => number | null | readonly (number | null)[];

/**
 * How often something was chosen against a feature: the share of choices, 0 to 1, in each bin of its values.
 *
 * @param feature        by its name
 * @param options.bins   at most so many (10 by default), with about as many recorded trials each; one a value where there are no more values
 * @param options.choice by the name of its class; the second of two, or each of more, by default
 * @throws {SpecError} when an option is out of range
 */
export function psychometric(
  feature: string,
  options: { readonly bins?: number; readonly choice?: string | number } = {},
): ChoiceStatistic {
  requireKnownOptions(['bins', 'choice'], options, 'psychometric');
  const { bins = 10, choice = null } = options;
  requireWhole('bins', bins, { atLeast: 1 });
  return { kind: 'psychometric', feature, bins, choice };
}

/** How many choices were another than that of the trial before in the session, both observed. */
export function choiceSwitches(): ChoiceStatistic {
  return { kind: 'choiceSwitches' };
}

/**
 * How long the same is chosen again and again: the share, 0 to 1, of runs of each length among all. A run ends with its
 * session, or at a trial that is not observed.
 *
 * @param options.longest runs of this length (10 by default) or more are counted together
 * @throws {SpecError} when it is no whole number of at least 1
 */
export function choiceRuns(options: { readonly longest?: number } = {}): ChoiceStatistic {
  requireKnownOptions(['longest'], options, 'choiceRuns');
  const { longest = 10 } = options;
  requireWhole('longest', longest, { atLeast: 1 });
  return { kind: 'choiceRuns', longest };
}

/**
 * How much choices are like those some trials before in the session, both observed: the autocorrelation of the indicators of
 * classes, summed over classes (of two classes that of the choices themselves), about the frequencies in all sessions, so that
 * differences between sessions count too.
 *
 * @param options.lags from 1 to so many trials, 10 by default
 * @throws {SpecError} when it is no whole number of at least 1
 */
export function choiceAutocorrelation(options: { readonly lags?: number } = {}): ChoiceStatistic {
  requireKnownOptions(['lags'], options, 'choiceAutocorrelation');
  const { lags = 10 } = options;
  requireWhole('lags', lags, { atLeast: 1 });
  return { kind: 'choiceAutocorrelation', lags };
}
