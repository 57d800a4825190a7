import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import type { FitView } from './viewFit.ts';

/** The weights of a group of features: the array of the fit, with the features of the group only. */
export interface GroupWeights {
  readonly featureNames: readonly string[];
  /** [state, feature], with an axis for sessions in front when weights walk, and one for outputs where there are several. */
  readonly weights: NdArray;
}

/**
 * The weights of a view by the groups of its features, as `group` and `matrix` made them; a feature without a group comes
 * back under its own name.
 *
 * @example weightsByGroup(view).position.weights
 */
export function weightsByGroup(view: FitView): Record<string, GroupWeights> {
  const { featureNames, params } = view.fit;
  const { featureGroups } = view.trials;
  const grouped = new Set(Object.values(featureGroups).flat());
  const alone = featureNames.filter((name) => !grouped.has(name)).map((name) => [name, [name]] as const);
  return Object.fromEntries(
    [...Object.entries(featureGroups), ...alone].map(([name, members]) => [
      name,
      {
        featureNames: members,
        weights: take(
          params.weights,
          members.map((member) => featureNames.indexOf(member)),
        ),
      },
    ]),
  );
}

/** The array with some entries of its last axis only. */
function take(array: NdArray, indices: readonly number[]): NdArray {
  const length = array.shape[array.shape.length - 1];
  const data = new Float64Array((array.data.length / length) * indices.length);
  for (let row = 0; row * length < array.data.length; row++)
    indices.forEach((index, i) => {
      data[row * indices.length + i] = array.data[row * length + index];
    });
  return ndarray(array.axes, [...array.shape.slice(0, -1), indices.length], data);
}
