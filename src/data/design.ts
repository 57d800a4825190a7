import { SpecError } from '../errors.ts';
import type { FeatureRecipe } from '../models/recipes.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import type { FeatureBuilders } from './featureSets.ts';
import type { FeatureSources } from './featureSources.ts';
import { refuseGaps } from './gaps.ts';
import { makeFeature } from './makeFeature.ts';

/** The features of all trials, and how each was made. */
export interface Design {
  readonly features: NdArray<['trial', 'feature']>;
  readonly featureNames: readonly string[];
  /** [feature] */
  readonly recipes: readonly FeatureRecipe[];
  readonly fixedParts: Readonly<Record<string, readonly Float64Array[]>>;
  readonly featureGroups: Readonly<Record<string, readonly string[]>>;
  /** [trial] 1 where every feature has a number of its own, 0 where an empty cell became 0. */
  readonly featuresKnown: Uint8Array;
}

/**
 * Makes the features of all trials.
 *
 * @param missing where cells may be empty: at the borders of sessions only ('refuseInside'), or anywhere
 * @throws {DataError} when a feature tells the answer of its own trial, a cell is not a finite number nor empty where it may be, or a matrix has not one row a trial
 * @throws {SpecError} when there are no features, one is not made by a builder, or one has replaced another of its name
 */
export function designOf(sources: FeatureSources, missing: 'refuseInside' | 'unobserved'): Design {
  const { builders } = sources;
  const featureNames = Object.keys(builders);
  if (featureNames.length === 0)
    throw new SpecError('features', builders, 'features is empty; give at least one, such as { bias: bias() }.');
  const made = featureNames.map((name) => makeFeature(sources, name, builders[name]));
  const data = new Float64Array(sources.numTrials * made.length);
  const featuresKnown = new Uint8Array(sources.numTrials).fill(1);
  made.forEach(({ values }, feature) => {
    for (let t = 0; t < values.length; t++) {
      if (Number.isNaN(values[t])) featuresKnown[t] = 0;
      else data[t * made.length + feature] = values[t];
    }
  });
  if (missing === 'refuseInside') refuseGaps(sources, featureNames, made, featuresKnown);
  return {
    features: ndarray(['trial', 'feature'], [sources.numTrials, made.length], data),
    featureNames,
    recipes: made.map(({ recipe }) => recipe),
    fixedParts: Object.fromEntries(
      made.flatMap(({ fixedParts = [] }, d) => (fixedParts.length > 0 ? [[featureNames[d], fixedParts]] : [])),
    ),
    featureGroups: groupsOf(builders),
    featuresKnown,
  };
}

function groupsOf(builders: FeatureBuilders): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, { group }] of Object.entries(builders)) {
    if (group === undefined) continue;
    groups.set(group.name, [...(groups.get(group.name) ?? []), name]);
    if (builders[group.name] !== undefined && !group.features.includes(group.name))
      throw new SpecError(
        `features.${group.name}`,
        group.name,
        `"${group.name}" is the name of a group and of a feature outside it, so that neither could be asked for. Rename one of them.`,
      );
    for (const member of group.features) {
      const other = builders[member];
      if (other !== undefined && other.group?.name !== group.name)
        throw new SpecError(
          `features.${member}`,
          member,
          `Feature "${member}" of group "${group.name}" was replaced by another feature "${member}" ${other.group === undefined ? 'outside it' : `of group "${other.group.name}"`}: an object holds a name once. Rename one of them.`,
        );
    }
  }
  return Object.fromEntries(groups);
}
