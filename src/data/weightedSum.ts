import { quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { nearNames } from '../models/nearNames.ts';
import { lengthOf } from '../numerics/ndarray.ts';
import type { FeatureBuilder } from './features.ts';
import { featuresOf } from './featuresOf.ts';
import { isTrained } from './fitJson.ts';

/**
 * What some features add up to with the weights of another fit: x[t] = Σ w[f] x[f, t], each feature made as it was for that fit
 * (`featuresOf`). One number then stands for a whole set, such as fifteen lags. The weights are copied, with the hash of the
 * trials that they were fitted to.
 *
 * @param featureNames of that fit
 * @param options.state  whose weights, counted from 0; only for fits with several states
 * @param options.output output or class whose weights, counted from 0; only for fits with several
 * @throws {SpecError} when the fit has no such feature, state or output, or weights that walk, or does not say how its features were made
 * @example features: { bias: bias(), history: weightedSum(first, ['choiceLag1', 'choiceLag2', 'choiceLag3']) }
 */
export function weightedSum(
  fit: Fit,
  featureNames: readonly string[],
  options: { readonly state?: number; readonly output?: number } = {},
): FeatureBuilder {
  requireKnownOptions(['state', 'output'], options, 'weightedSum');
  const { weights } = fit.params;
  if (weights.axes.includes('session'))
    throw new SpecError(
      'fit',
      fit.spec.weights.kind,
      'weightedSum(...) needs one weight a feature, but the weights of this fit walk from session to session. Give a fit with constant weights.',
    );
  const builders = featuresOf(fit);
  if (!Array.isArray(featureNames) || featureNames.length === 0)
    throw new SpecError(
      'featureNames',
      featureNames,
      `weightedSum(...) takes a list of names of features of the fit, but was given ${quote(featureNames)}.`,
    );
  const unknown = featureNames.find((name) => !fit.featureNames.includes(name));
  if (unknown !== undefined)
    throw new SpecError(
      'featureNames',
      unknown,
      `The fit has no feature ${quote(unknown)}. ${nearNames(unknown, fit.featureNames, 'feature')}`,
    );
  const outputs = lengthOf(weights, 'output') * lengthOf(weights, 'class');
  const state = indexIn('state', fit.spec.numStates, options.state);
  const unit = state * outputs + indexIn('output', outputs, options.output);
  const D = fit.featureNames.length;
  return {
    kind: 'weightedSum',
    names: featureNames,
    parts: featureNames.map((name) => builders[name]),
    weights: featureNames.map((name) => weights.data[unit * D + fit.featureNames.indexOf(name)]),
    dataHash: isTrained(fit) ? fit.dataHash : null,
  };
}

function indexIn(option: 'state' | 'output', length: number, index: number | undefined): number {
  if (index === undefined && length === 1) return 0;
  if (index !== undefined && Number.isInteger(index) && index >= 0 && index < length) return index;
  throw new SpecError(
    option,
    index,
    `${option} must say whose weights are added, from 0 to ${length - 1}, but is ${quote(index)}.`,
  );
}
