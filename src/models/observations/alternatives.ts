import { quote, SpecError } from '../../errors.ts';
import { nearNames } from '../nearNames.ts';
import type { Observation } from './observationSpecs.ts';

/** The features of a choice's alternatives, by the name of the weight that they share: one feature a class, in their order. */
export type Alternatives = Readonly<Record<string, readonly string[]>>;

/**
 * Which coordinates of a unit, predictor · numFeatures + feature, are one parameter: of a feature of an alternative, the
 * predictor of its class has the weight itself, and, where it is the reference's, every predictor has minus the weight.
 */
export interface SharedWeights {
  /** [coordinate] the first coordinate of the same parameter, where the weight itself stands. */
  readonly owner: Int32Array;
  /** [coordinate] 1 or -1; 0 where the weight is 0 because the feature is that of another class. */
  readonly sign: Float64Array;
  /** [coordinate] for an owner the coordinates of its parameter, for others none. */
  readonly members: readonly (readonly number[])[];
}

/** How the coordinates of a unit share parameters. @throws {SpecError} when an alternative names a feature that there is none of */
export function sharedWeights(
  observation: Observation,
  featureNames: readonly string[],
  numPredictors: number,
): SharedWeights {
  const D = featureNames.length;
  const owner = Int32Array.from({ length: numPredictors * D }, (_, c) => c);
  const sign = new Float64Array(owner.length).fill(1);
  if (observation.kind === 'softmax')
    for (const { features } of alternativesOf(observation, featureNames)) {
      const { reference } = observation;
      const others = features.filter((_, c) => c !== reference);
      for (let g = 0; g < numPredictors; g++) {
        for (const d of features) sign[g * D + d] = 0;
        sign[g * D + others[g]] = 1;
        sign[g * D + features[reference]] = -1;
        for (const d of [others[g], features[reference]]) owner[g * D + d] = others[0];
      }
    }
  const members = Array.from(owner, (): number[] => []);
  owner.forEach((first, c) => {
    if (sign[c] !== 0) members[first].push(c);
  });
  return { owner, sign, members };
}

/** The second derivative by the parameters of two owners, from those by their coordinates. */
export function summedOverMembers(
  { sign, members }: SharedWeights,
  a: number,
  b: number,
  ofCoordinates: (a: number, b: number) => number,
): number {
  let sum = 0;
  for (const i of members[a]) for (const j of members[b]) sum += sign[i] * sign[j] * ofCoordinates(i, j);
  return sum;
}

/** The alternatives with [class] places of their features. @throws {SpecError} as above */
export function alternativesOf(
  observation: Observation,
  featureNames: readonly string[],
): { readonly name: string; readonly features: readonly number[] }[] {
  if (observation.kind !== 'softmax') return [];
  return Object.entries(observation.alternatives).map(([name, list]) => ({
    name,
    features: list.map((feature) => {
      const place = featureNames.indexOf(feature);
      if (place < 0)
        throw new SpecError(
          'alternatives',
          feature,
          `alternatives name ${quote(feature)}, which is none of the features. ${nearNames(feature, featureNames, 'feature')}`,
        );
      return place;
    }),
  }));
}

/**
 * Refuses values by feature that differ between features of alternatives that share a weight.
 *
 * @param values [row, feature], NaN where there is none
 * @throws {SpecError} that names `option`
 */
export function requireSharedValues(
  option: string,
  values: Float64Array,
  observation: Observation,
  featureNames: readonly string[],
): void {
  const D = featureNames.length;
  for (const { name, features } of alternativesOf(observation, featureNames))
    for (let row = 0; row < values.length; row += D) {
      const [first, ...rest] = features.map((d) => values[row + d]);
      if (rest.some((value) => !Object.is(value, first)))
        throw new SpecError(
          option,
          name,
          `${option} differs between features of the alternatives ${quote(name)}, which share one weight. Give ${features.map((d) => featureNames[d]).join(', ')} the same.`,
        );
    }
}

/** Alternatives that list one feature a class, each feature once. @throws {SpecError} */
export function checkedAlternatives(alternatives: Alternatives, numClasses: number): Alternatives {
  if (typeof alternatives !== 'object' || alternatives === null || Array.isArray(alternatives))
    throw new SpecError(
      'alternatives',
      alternatives,
      `alternatives must list features by weight, as in { evidence: ['left', 'right'] }, but is ${quote(alternatives)}.`,
    );
  for (const [name, list] of Object.entries(alternatives))
    if (!Array.isArray(list) || list.length !== numClasses || list.some((feature) => typeof feature !== 'string'))
      throw new SpecError(
        'alternatives',
        list,
        `alternatives.${name} must name ${numClasses} features, one a class, but is ${quote(list)}.`,
      );
  const all = Object.values(alternatives).flat();
  const twice = all.find((feature, i) => all.indexOf(feature) < i);
  if (twice !== undefined)
    throw new SpecError(
      'alternatives',
      alternatives,
      `alternatives name feature ${quote(twice)} twice; each feature is that of one class, under one weight.`,
    );
  return alternatives;
}
