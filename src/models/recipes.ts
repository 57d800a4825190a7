import type { Kernel, OnMissing } from './history/runningHistory.ts';
import type { Signal, SignalFactor } from './history/signals.ts';

/** The categories of a column: its values, or bins between edges, the last with its upper edge. */
export type Levels =
  | { readonly kind: 'values'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'bins'; readonly edges: readonly number[] };

/**
 * How one feature was made from the table, as plain data, so that a fit says what its design was, new data can be read in
 * the same way, and `simulate` can rebuild what depends on earlier choices.
 */
export type FeatureRecipe =
  | { readonly kind: 'bias' }
  | { readonly kind: 'column'; readonly column: string }
  /** A column, counted from 0, of a matrix that was given beside the table. */
  | { readonly kind: 'matrix'; readonly matrix: string; readonly index: number }
  | {
      readonly kind: 'standardized';
      readonly column: string;
      /** The trials that share a mean: of a subject, of all subjects read together, or of a session. */
      readonly over: 'subject' | 'pooled' | 'session';
      readonly deviation: 'population' | 'sample';
      /** [session] what was subtracted, and by what it was divided. */
      readonly means: readonly number[];
      readonly deviations: readonly number[];
    }
  | {
      readonly kind: 'contrast';
      /** A column of signed contrasts, or of those on the left and on the right. */
      readonly columns: readonly [signed: string] | readonly [left: string, right: string];
      readonly p: number;
      readonly unsigned: boolean;
      /** [session] by what it was divided; `null` when it was not. */
      readonly deviations: readonly number[] | null;
    }
  | ({ readonly kind: 'lag'; readonly by: number } & Omit<SignalFactor, 'as'>)
  | {
      readonly kind: 'history';
      readonly signal: Signal;
      readonly kernel: Kernel;
      readonly onMissing: OnMissing;
    }
  | {
      readonly kind: 'indicator';
      readonly column: string;
      readonly levels: Levels;
      /** Index of the category whose trials are 1. */
      readonly level: number;
      /** Whether categories are those of the absolute value, and -1 stands where the value is below 0 (0 at 0, in bins). */
      readonly signed: boolean;
    }
  /** 1 in the trials of a session. */
  | { readonly kind: 'session'; readonly session: string }
  /** The parts multiplied. */
  | { readonly kind: 'product'; readonly parts: readonly FeatureRecipe[] }
  | {
      readonly kind: 'weightedSum';
      /** [part] names in the fit whose weights these are. */
      readonly names: readonly string[];
      readonly parts: readonly FeatureRecipe[];
      readonly weights: readonly number[];
      /** SHA-256 of the trials of that fit; `null` when it was given, not fitted. */
      readonly dataHash: string | null;
    };

/** A recipe that makes one feature of several. */
export type Combination = Extract<FeatureRecipe, { readonly kind: 'product' | 'weightedSum' }>;

/** A feature that adds up earlier trials. */
export interface History {
  readonly signal: Signal;
  readonly kernel: Kernel;
  readonly onMissing: OnMissing;
}

/** What a recipe remembers of earlier trials; `null` when it reads its own trial. */
export function historyOf(recipe: FeatureRecipe): History | null {
  if (recipe.kind === 'history') return recipe;
  if (recipe.kind !== 'lag') return null;
  const { kind: _, by, ...factor } = recipe;
  return { signal: [factor], kernel: { kind: 'lag', by }, onMissing: 'zero' };
}

/** Whether a recipe makes one feature of several. */
export function isCombination(recipe: FeatureRecipe): recipe is Combination {
  return recipe.kind === 'product' || recipe.kind === 'weightedSum';
}

/** The value of a combination, from those of its parts. */
export function combined(recipe: Combination, values: readonly number[]): number {
  if (recipe.kind === 'weightedSum') return values.reduce((sum, value, i) => sum + recipe.weights[i] * value, 0);
  // -0, as of -1 · 0, is written as 0
  return values.reduce((product, value) => product * value, 1) + 0;
}

/** What a recipe and its parts remember of choices, responses and outcomes of earlier trials. */
export function answersIn(recipe: FeatureRecipe): Signal {
  const own = historyOf(recipe)?.signal.filter(({ of }) => of !== 'feature') ?? [];
  return [...own, ...(isCombination(recipe) ? recipe.parts.flatMap(answersIn) : [])];
}

/** Columns whose value in its own trial a recipe or one of its parts reads. */
export function ownTrialColumns(recipe: FeatureRecipe): readonly string[] {
  if (recipe.kind === 'column' || recipe.kind === 'standardized' || recipe.kind === 'indicator') return [recipe.column];
  if (recipe.kind === 'contrast') return recipe.columns;
  return isCombination(recipe) ? recipe.parts.flatMap(ownTrialColumns) : [];
}
