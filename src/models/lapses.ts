import { DataError, quote, SpecError } from '../errors.ts';
import { optionsOf, refuseKind, requireKnownOptions } from './checks.ts';
import { numClassesOf } from './observations/numClasses.ts';
import type { Observation } from './observations/observationSpecs.ts';
import type { Trials } from './trials.ts';

/** Choices that a state makes without looking at its features, each at a rate from 0 to `max`. */
export type Lapses =
  | { readonly kind: 'none' }
  /** To one class: a rate for each class. */
  | { readonly kind: 'class'; readonly max: number }
  /** To the previous choice again, or to another: a rate for each of the two. */
  | { readonly kind: 'history'; readonly max: number }
  /** The same, with rates of their own for each previous choice. */
  | { readonly kind: 'historyByChoice'; readonly max: number };

const defaultMax = 0.2;

/**
 * Lapses to a class, whatever the features: P(y = c) = λ_c + (1 − Σλ) · p_c, where p_c is what the weights say. For binary
 * choices λ_1 is the guess rate and λ_0 the lapse rate of a psychometric curve.
 *
 * @param options.max the most that the rate of a class can be, above 0; 0.2 by default. The rates of all classes may sum to 1
 * @throws {SpecError} when `max` is out of range
 * @see Wichmann & Hill 2001, Perception & Psychophysics 63:1293
 * @example glm({ lapses: classLapses({ max: 0.1 }) })
 */
export function classLapses(options: { readonly max?: number } = {}): Lapses {
  requireKnownOptions(['max'], options, 'classLapses');
  const { max = defaultMax } = options;
  return { kind: 'class', max: checkedMax(max, 1) };
}

/**
 * Lapses to the previous choice: P(y = c) = (1 − r − a) · p_c + r where c is the previous choice, and + a / (C − 1) where it
 * is one of the C − 1 others. There are none in the first trial of a session, nor after a missing choice.
 *
 * @param options.max the most that r or a can be, above 0, at most 0.5; 0.2 by default
 * @param options.by  'choice' gives each previous choice an r and an a of its own
 * @throws {SpecError} when `max` is out of range, or `by` another word
 * @example glmHmm({ numStates: 2, lapses: historyLapses({ by: 'choice' }) })
 */
export function historyLapses(options: { readonly max?: number; readonly by?: 'choice' } = {}): Lapses {
  requireKnownOptions(['max', 'by'], options, 'historyLapses');
  const { max = defaultMax, by } = options;
  if (by !== undefined && by !== 'choice')
    throw new SpecError(
      'by',
      by,
      `by must be 'choice' where each previous choice has rates of its own, and be left out otherwise, but is ${quote(by)}.`,
    );
  return { kind: by === undefined ? 'history' : 'historyByChoice', max: checkedMax(max, 0.5) };
}

/**
 * Lapses that were written by hand or read from a file, through their constructor.
 *
 * @throws {SpecError} also when they do not go with the observation: one that is no choice, or one of so many classes that
 *   the rates could sum to more than 1
 */
export function checkedLapses(lapses: Lapses, observation: Observation): Lapses {
  const checked = remade(lapses);
  if (checked.kind === 'none') return checked;
  const numClasses = numClassesOf(observation);
  if (numClasses === null)
    throw new SpecError(
      'lapses',
      lapses,
      `lapses are choices made without looking, but an observation of ${observation.kind}() is no choice. Leave them out, or take bernoulli() or softmax().`,
    );
  if (checked.kind === 'class' && checked.max * numClasses > 1 + 1e-12)
    throw new SpecError(
      'lapses',
      lapses,
      `The lapse rates of ${numClasses} classes, each up to ${checked.max}, could sum to more than 1. Take classLapses({ max: ${Math.floor(1000 / numClasses) / 1000} }), or less.`,
    );
  return checked;
}

/** Refuses trials without choices, where there are to be lapses. @throws {DataError} */
export function requireChoices(lapses: Lapses, { responses, responseNames }: Trials): void {
  if (lapses.kind !== 'none' && responses !== null)
    throw new DataError(
      { column: responseNames[0] },
      `The model has lapses, which are those of choices, but the trials hold responses (${responseNames.join(', ')}). Read the trials with choice in place of y, or leave the lapses out.`,
    );
}

/** How many rates a state has. */
export function numLapses(lapses: Lapses, observation: Observation): number {
  const numClasses = numClassesOf(observation) ?? 0;
  return { none: 0, class: numClasses, history: 2, historyByChoice: 2 * numClasses }[lapses.kind];
}

/**
 * [lapse] what each lapse is, in the order of the rates.
 *
 * @param classes [class] their names
 */
export function lapseNames({ kind }: Lapses, classes: readonly string[]): string[] {
  if (kind === 'none') return [];
  if (kind === 'class') return [...classes];
  if (kind === 'history') return ['repeat', 'alternate'];
  return classes.flatMap((name) => [`repeat after ${name}`, `alternate after ${name}`]);
}

function remade(lapses: Lapses): Lapses {
  switch (lapses?.kind) {
    case 'none':
      return { kind: 'none' };
    case 'class':
      return classLapses(optionsOf(lapses));
    case 'history':
      return historyLapses(optionsOf(lapses));
    case 'historyByChoice':
      return historyLapses({ ...optionsOf(lapses), by: 'choice' });
    default:
      return refuseKind('lapses', lapses, 'classLapses() or historyLapses()');
  }
}

function checkedMax(max: number, atMost: number): number {
  if (typeof max === 'number' && max > 0 && max <= atMost) return max;
  throw new SpecError(
    'max',
    max,
    `max must be a lapse rate above 0 and at most ${atMost}, but is ${quote(max)}. For a model without lapses leave them out.`,
  );
}
