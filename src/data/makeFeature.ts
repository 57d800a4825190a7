import { DataError, quote, SpecError } from '../errors.ts';
import { type FeatureSources, type MadeFeature, numbersOf, roleOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { laggedFeature } from './laggedFeature.ts';
import { standardizedFeature } from './standardizedFeature.ts';

/**
 * Makes one feature.
 *
 * @throws {DataError} when it tells the answer of its own trial, or a cell is neither a finite number nor empty
 * @throws {SpecError} when no builder made it
 */
export function makeFeature(sources: FeatureSources, name: string, builder: FeatureBuilder): MadeFeature {
  switch (builder?.kind) {
    case 'bias':
      return { values: new Float64Array(sources.numTrials).fill(1), recipe: { kind: 'bias' } };
    case 'column': {
      const column = builder.column ?? name;
      refuseLeak(sources, name, column, builder.allowSameTrial);
      return {
        values: numbersOf(sources, name, column, sources.columns.read(column)),
        recipe: { kind: 'column', column },
      };
    }
    case 'standardized': {
      refuseLeak(sources, name, builder.column, builder.allowSameTrial);
      return standardizedFeature(sources, name, builder);
    }
    case 'matrix': {
      const { matrix, index, values } = builder;
      requireRows(sources, matrix, values.length);
      const inOrder = Float64Array.from(values, (_, t) => values[sources.columns.rowOf(t)]);
      return { values: numbersOf(sources, name, name, inOrder), recipe: { kind: 'matrix', matrix, index } };
    }
    case 'lag':
      return laggedFeature(sources, name, builder);
    default:
      throw new SpecError(
        `features.${name}`,
        builder,
        `Feature "${name}" must be made by bias(), column(), standardized() or lag(), or come from columns(), group() or matrix(), but is ${quote(builder)}.`,
      );
  }
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
