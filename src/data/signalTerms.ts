import { quote, SpecError } from '../errors.ts';
import type { SignalFactor } from '../models/history/signals.ts';
import type { ClassLabel } from './classes.ts';

/** A column read in a way of its own: whether a class was chosen (1, otherwise 0), 1 - outcome, or -1 in place of 0. */
export type SignalPart =
  | { readonly column: string; readonly of: ClassLabel }
  | { readonly not: string }
  | { readonly signed: string };

/**
 * What a history remembers of each trial: a column (-1 or 1 for the choice, the value itself for any other), a column read in
 * another way, or a list of these, whose values are multiplied.
 */
export type SignalSource = string | SignalPart | readonly (string | SignalPart)[];

/** One column of a signal, and how it is read. */
export interface SignalTerm {
  readonly column: string;
  /** Label of the class that counts 1, any other choice 0; `null` for -1 and 1 of two classes, and for other columns. */
  readonly of: ClassLabel | null;
  /** In features made as a fit had them: what the term was there. */
  readonly fitted?: SignalFactor;
  readonly as: 'value' | 'failure' | 'signed';
  /** Whether the column is an outcome even where the trials do not list it. */
  readonly isOutcome: boolean;
}

/**
 * The terms of a signal.
 *
 * @param builder names it in messages
 * @throws {SpecError} when it is nothing of the kind
 */
export function signalTerms(builder: string, source: SignalSource): readonly SignalTerm[] {
  const parts: readonly unknown[] = Array.isArray(source) ? source : [source];
  const terms = parts.map(termOf);
  if (terms.length > 0 && !terms.includes(null)) return terms as readonly SignalTerm[];
  throw new SpecError(
    'signal',
    source,
    `${builder}(...) takes the name of a column, { column: 'choice', of: 'L' }, { not: 'rewarded' }, { signed: 'rewarded' }, or a list of these to multiply, but was given ${quote(source)}.`,
  );
}

function termOf(part: unknown): SignalTerm | null {
  if (typeof part === 'string') return { column: part, of: null, as: 'value', isOutcome: false };
  if (typeof part !== 'object' || part === null) return null;
  const { column, of, not, signed } = part as Record<string, unknown>;
  if (typeof not === 'string') return { column: not, of: null, as: 'failure', isOutcome: true };
  if (typeof signed === 'string') return { column: signed, of: null, as: 'signed', isOutcome: true };
  return typeof column === 'string' && isLabel(of) ? { column, of, as: 'value', isOutcome: false } : null;
}

/** The label of a class as an option `of` gives it. @throws {SpecError} when it is none */
export function classLabel(of: unknown): ClassLabel {
  if (isLabel(of)) return of;
  throw new SpecError('of', of, `of must be the label of a class of choices, but is ${quote(of)}.`);
}

function isLabel(of: unknown): of is ClassLabel {
  return ['string', 'number', 'boolean'].includes(typeof of);
}
