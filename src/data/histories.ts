import { quote, SpecError } from '../errors.ts';
import { requireAboveZero, requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { Kernel, OnMissing } from '../models/history/runningHistory.ts';
import type { ClassLabel } from './classes.ts';
import { type FeatureBuilders, group } from './featureSets.ts';
import { type FeatureBuilder, lag } from './features.ts';
import { classLabel, type SignalSource, type SignalTerm, signalTerms } from './signalTerms.ts';

/** What a trial without a signal (no choice, an empty cell) does to a history. */
export interface MissingOption {
  /** 'carry' (default): nothing, the history stays as it is until the next trial that has one. 'zero': it counts as 0. */
  readonly onMissing?: OnMissing;
}

/** A choice among more than two classes. */
export interface ClassOption {
  /** Label of the class whose choice counts 1, and any other 0; without it -1 and 1 of two classes. */
  readonly of?: ClassLabel;
}

/**
 * A column 1 to n trials ago, each as `lag` makes it, in a group: `lags('choice', 2)` makes choiceLag1 and choiceLag2, with
 * `of: 'L'` choiceLag1=L and choiceLag2=L.
 *
 * @throws {SpecError} when n is not a whole number of at least 1, or `of` no label
 * @example features: { bias: bias(), stimulus: column(), ...lags('choice', 15) }
 */
export function lags(column: string, n: number, options: ClassOption = {}): FeatureBuilders {
  requireKnownOptions(['of'], options, 'lags');
  requireWhole('n', n, { atLeast: 1 });
  const ending = options.of === undefined ? '' : `=${String(classLabel(options.of))}`;
  return group(
    `${column}Lag${ending}`,
    Object.fromEntries(
      Array.from({ length: n }, (_, l) => [`${column}Lag${l + 1}${ending}`, lag(column, { by: l + 1, ...options })]),
    ),
  );
}

/**
 * The outcome of the trial before: x[t] = o[t-1], with -1 in place of 0 for a failure; 0 at session starts and after a trial
 * without an outcome. It counts as one of the `outcomes` of the trials.
 *
 * @param outcome column of 0 and 1, or of -1 and 1
 */
export function previousOutcome(outcome: string): FeatureBuilder {
  return history(signalTerms('previousOutcome', { signed: outcome }), { kind: 'lag', by: 1 }, 'zero');
}

/**
 * Win-stay-lose-switch: x[t] = c[t-1] · o[t-1], the previous choice (-1 or 1; with `of` 1 where that class was chosen and 0
 * otherwise) times the previous outcome (-1 or 1); 0 at session starts and after a trial without choice or outcome. Above 0 it
 * speaks for class 1: chosen and rewarded, or the other chosen in vain. The outcome counts as one of those of the trials.
 *
 * @param outcome column of 0 and 1, or of -1 and 1
 */
export function winStayLoseSwitch(choice: string, outcome: string, options: ClassOption = {}): FeatureBuilder {
  requireKnownOptions(['of'], options, 'winStayLoseSwitch');
  const chosen = options.of === undefined ? choice : { column: choice, of: options.of };
  const terms = signalTerms('winStayLoseSwitch', [chosen, { signed: outcome }]);
  return history(terms, { kind: 'lag', by: 1 }, 'zero');
}

/**
 * Running average of earlier trials of the session: a[t] = (1 - α) a[t-1] + α s[t-1], α = 1 - exp(-ln 2 / halfLife), a = 0 at
 * its start: what was `halfLife` trials earlier counts half. (glmhmmt puts a = s at the start, where no trial is earlier.)
 *
 * @param signal what it averages: 'choice', 'rewarded', { column: 'choice', of: 'L' }, ['choice', 'rewarded'], …
 * @param options.halfLife trials, above 0
 * @throws {SpecError} when an option is out of range
 * @example features: { bias: bias(), rewardRate: ewma('rewarded', { halfLife: 10 }) }
 */
export function ewma(signal: SignalSource, options: { readonly halfLife: number } & MissingOption): FeatureBuilder {
  requireKnownOptions(['halfLife', 'onMissing'], options, 'ewma');
  const { halfLife, onMissing = 'carry' } = options;
  requireAboveZero('halfLife', halfLife);
  return history(signalTerms('ewma', signal), { kind: 'average', halfLife }, onMissing);
}

/**
 * Exponential trace of earlier trials of the session, 0 at its start. With the kernel 'infinite' (default)
 * A[t] = λ A[t-1] + s[t-1], λ = exp(-1 / tau); with a kernel of L lags x[t] = Σ exp(-l / tau) s[t-l] / Σ exp(-l / tau), both
 * sums over l = 1 to L, also where the session has fewer earlier trials.
 *
 * @param signal what it adds up: 'choice'; 'rewarded'; { not: 'rewarded' } for errors, 1 - outcome; ['choice', 'rewarded'] and
 *   ['choice', { not: 'rewarded' }] for rewarded and unrewarded choices; { column: 'choice', of: 'L' } for one of several classes
 * @param options.tau trials, above 0
 * @throws {SpecError} when an option is out of range
 * @example features: { bias: bias(), choiceTrace: trace('choice', { tau: 1.58, kernel: 10 }) }
 */
export function trace(
  signal: SignalSource,
  options: { readonly tau: number; readonly kernel?: 'infinite' | number } & MissingOption,
): FeatureBuilder {
  requireKnownOptions(['tau', 'kernel', 'onMissing'], options, 'trace');
  const { tau, kernel = 'infinite', onMissing = 'carry' } = options;
  requireAboveZero('tau', tau);
  if (kernel === 'infinite') return history(signalTerms('trace', signal), { kind: 'trace', tau }, onMissing);
  if (!Number.isInteger(kernel) || kernel < 1)
    throw new SpecError(
      'kernel',
      kernel,
      `kernel must be 'infinite' or a number of lags of at least 1, but is ${quote(kernel)}.`,
    );
  return history(signalTerms('trace', signal), { kind: 'window', tau, lags: kernel }, onMissing);
}

/**
 * What was got so far in the session: x[t] = (o[start] + … + o[t-1]) / per; 0 at its start, a trial without outcome adds
 * nothing. (glmhmmt divides by the sum of the whole session, which is known only when it is over.) The outcome counts as one
 * of those of the trials.
 *
 * @param options.per what counts as 1, such as 100 rewards; default 1, above 0
 * @throws {SpecError} when `per` is out of range
 */
export function cumulative(outcome: string, options: { readonly per?: number } = {}): FeatureBuilder {
  requireKnownOptions(['per'], options, 'cumulative');
  const { per = 1 } = options;
  requireAboveZero('per', per);
  const [term] = signalTerms('cumulative', outcome);
  return history([{ ...term, isOutcome: true }], { kind: 'sum', per }, 'zero');
}

function history(signal: readonly SignalTerm[], kernel: Kernel, onMissing: OnMissing): FeatureBuilder {
  if (onMissing !== 'carry' && onMissing !== 'zero')
    throw new SpecError('onMissing', onMissing, `onMissing must be 'carry' or 'zero', but is ${quote(onMissing)}.`);
  return { kind: 'history', signal, kernel, onMissing };
}
