import { SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import type { SignalFactor } from '../models/history/signals.ts';
import type { FeatureRecipe } from '../models/recipes.ts';
import type { FeatureBuilders } from './featureSets.ts';
import type { FeatureBuilder } from './features.ts';
import type { SignalTerm } from './signalTerms.ts';

/**
 * The features of a fit, to read other data in the same way: what was subtracted and divided by is that of the fit's trials,
 * unless it differed between their sessions or subjects; then it is found anew in the same way. Groups are not kept, and a
 * matrix has to be given again: `{ ...featuresOf(fit), ...matrix('basis', values) }`.
 *
 * @throws {SpecError} when the fit does not say how its features were made
 * @example readTrials(newTable, { session: 'day', choice: 'choice', features: featuresOf(fit) })
 */
export function featuresOf(fit: Pick<Fit, 'featureNames' | 'recipes'>): FeatureBuilders {
  const { featureNames, recipes } = fit;
  if (recipes === undefined)
    throw new SpecError(
      'fit',
      fit,
      'The fit does not say how its features were made: it was read from a file of an earlier version, or given by fitFrom with names alone. Fit again, or give fitFrom the trials.',
    );
  return Object.fromEntries(featureNames.map((name, d) => [name, builderOf(recipes[d])]));
}

function builderOf(recipe: FeatureRecipe): FeatureBuilder {
  switch (recipe.kind) {
    case 'bias':
    case 'session':
      return recipe;
    case 'column':
    case 'indicator':
      return { ...recipe, allowSameTrial: true };
    case 'matrix':
      return { ...recipe, values: new Float64Array(0) };
    case 'standardized': {
      const { means, deviations, ...rest } = recipe;
      const [mean, deviation] = [oneOf(means), oneOf(deviations)];
      const isShared = recipe.over !== 'session' && mean !== null && deviation !== null;
      return { ...rest, allowSameTrial: true, ...(isShared && { scale: { mean, deviation } }) };
    }
    case 'contrast': {
      const { deviations, ...rest } = recipe;
      const deviation = oneOf(deviations ?? []);
      return { ...rest, scaled: deviations !== null, allowSameTrial: true, ...(deviation !== null && { deviation }) };
    }
    case 'lag': {
      const { kind, by, ...fitted } = recipe;
      return { kind, by, column: fitted.column, of: null, fitted };
    }
    case 'history':
      return { ...recipe, signal: recipe.signal.map(termOf) };
    case 'product':
      return { kind: 'product', parts: recipe.parts.map(builderOf) };
    case 'weightedSum':
      return { ...recipe, parts: recipe.parts.map(builderOf) };
  }
}

function termOf(fitted: SignalFactor): SignalTerm {
  const { column, of, as = 'value' } = fitted;
  return { column, of: null, as, isOutcome: of === 'outcome', fitted };
}

/** The number that all of them are; `null` when they differ. */
function oneOf(numbers: readonly number[]): number | null {
  const [first] = numbers;
  return first !== undefined && numbers.every((one) => one === first) ? first : null;
}
