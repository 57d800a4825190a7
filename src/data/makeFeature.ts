import { DataError, quote, SpecError } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import { combinedFeature } from './combinedFeature.ts';
import { contrastFeature } from './contrastFeature.ts';
import { type FeatureSources, type MadeFeature, numbersOf, roleOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { historyFeature, laggedFeature } from './historyFeature.ts';
import { indicatorFeature, sessionFeature } from './indicatorFeature.ts';
import { standardizedFeature } from './standardizedFeature.ts';

/**
 * Makes one feature.
 *
 * @param within names of the products that it is a part of, the outermost first
 * @throws {DataError} when it tells the answer of its own trial, or a cell is neither a finite number nor empty
 * @throws {SpecError} when no builder made it, or a product names what is no feature or leads back to it
 */
export function makeFeature(
  sources: FeatureSources,
  name: string,
  builder: FeatureBuilder,
  within: readonly string[] = [],
): MadeFeature {
  switch (builder?.kind) {
    case 'bias':
      return { values: new Float64Array(sources.numTrials).fill(1), recipe: { kind: 'bias' } };
    case 'column': {
      const column = builder.column ?? name;
      refuseLeak(sources, name, column, builder.allowSameTrial);
      return { values: numbersOf(sources, name, column), recipe: { kind: 'column', column } };
    }
    case 'standardized': {
      refuseLeak(sources, name, builder.column, builder.allowSameTrial);
      return standardizedFeature(sources, name, builder);
    }
    case 'contrast': {
      for (const column of builder.columns) refuseLeak(sources, name, column, builder.allowSameTrial);
      return contrastFeature(sources, name, builder);
    }
    case 'matrix': {
      const { matrix, index, values } = builder;
      requireRows(sources, matrix, values.length);
      const inOrder = Float64Array.from(values, (_, t) => values[sources.columns.rowOf(t)]);
      return {
        values: numbersOf(sources, name, name, inOrder),
        recipe: { kind: 'matrix', matrix, index },
      };
    }
    case 'indicator': {
      refuseLeak(sources, name, builder.column, builder.allowSameTrial);
      return indicatorFeature(sources, name, builder);
    }
    case 'session':
      return sessionFeature(sources, builder.session);
    case 'lag':
      return laggedFeature(sources, name, builder);
    case 'history':
      return historyFeature(sources, name, builder);
    case 'product': {
      const parts = builder.parts.map((part) => factor(sources, part, [...within, name]));
      return combinedFeature({ kind: 'product', parts: parts.map(({ recipe }) => recipe) }, parts);
    }
    case 'weightedSum': {
      const { names, weights, dataHash } = builder;
      const parts = builder.parts.map((part) => makeFeature(sources, name, part));
      const recipe = {
        kind: 'weightedSum',
        names,
        parts: parts.map((part) => part.recipe),
        weights,
        dataHash,
      } as const;
      return combinedFeature(recipe, parts);
    }
    default:
      throw new SpecError(
        `features.${name}`,
        builder,
        `Feature "${name}" must be made by a builder such as bias(), column(), standardized() or lag(), or come from columns(), group() or matrix(), but is ${quote(builder)}.`,
      );
  }
}

/** A part of a product, which is the last of the names. */
function factor(sources: FeatureSources, part: string | FeatureBuilder, within: readonly string[]): MadeFeature {
  const name = within[within.length - 1];
  if (typeof part !== 'string') return makeFeature(sources, name, part, within);
  if (within.includes(part))
    throw new SpecError(
      `features.${name}`,
      part,
      `Feature "${name}" is a product that leads back to "${part}", so that neither can be made. Multiply other features.`,
    );
  const { builders } = sources;
  if (!Object.hasOwn(builders, part))
    throw new SpecError(
      `features.${name}`,
      part,
      `Feature "${name}" is a product of "${part}", which is no feature. ${nearNames(part, Object.keys(builders), 'feature')} For a column of the table write column(${JSON.stringify(part)}).`,
    );
  return makeFeature(sources, part, builders[part], within);
}

const inWords = { choice: 'the choice', response: 'a response', outcome: 'an outcome' };

function refuseLeak(sources: FeatureSources, name: string, column: string, allowSameTrial: boolean): void {
  const role = roleOf(sources, column);
  if (role !== 'feature' && !allowSameTrial)
    throw new DataError(
      { column },
      `Feature "${name}" reads ${inWords[role]} of its own trial (column "${column}"), which tells the answer that the model is to predict. Use lag("${column}"), or say allowSameTrial: true if you mean it.`,
    );
}

function requireRows({ numTrials }: FeatureSources, matrix: string, numRows: number): void {
  if (numRows !== numTrials)
    throw new DataError(
      {},
      `Matrix "${matrix}" has ${numRows} rows, but there are ${numTrials} trials; it needs one row a trial.`,
    );
}
