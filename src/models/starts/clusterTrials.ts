import { kmeans } from 'ml-kmeans';
import { DataError } from '../../errors.ts';
import { moments } from '../../numerics/moments.ts';
import { type Responses, responsesOf, type Trials } from '../trials.ts';

/**
 * Clusters of observed trials, one a state: k-means on features and observations, each standardised over observed trials.
 *
 * @returns [trial] index of the cluster; -1 where unobserved
 * @throws {DataError} when a cluster stays empty
 * @see Arthur & Vassilvitskii 2007, SODA (k-means++, which the first centres come from)
 */
export function clusterTrials(trials: Trials, numClusters: number, seed: number): Int32Array {
  const observed = Array.from(trials.observed.keys()).filter((t) => trials.observed[t]);
  const columns = [...standardized(trials.features, observed), ...standardized(responsesOf(trials), observed)];
  const points = observed.map((_, i) => columns.map((column) => column[i]));
  const found = points.length < numClusters ? [] : kmeans(points, numClusters, { seed }).clusters;
  const clusters = new Int32Array(trials.numTrials).fill(-1);
  observed.forEach((t, i) => {
    clusters[t] = found[i] ?? 0;
  });
  for (let k = 0; k < numClusters; k++)
    if (!clusters.includes(k))
      throw new DataError(
        {},
        `k-means puts the ${observed.length} observed trials into fewer than ${numClusters} clusters: cluster ${k + 1} is empty. Take fewer states, another seed, or a start that does not cluster, such as glmPlusNoise() and sticky().`,
      );
  return clusters;
}

/** [column][row] values of the rows less their mean, over their standard deviation; 0 where a column does not vary. */
function standardized({ shape, data }: Responses, rows: readonly number[]): Float64Array[] {
  const width = shape[1];
  return Array.from({ length: width }, (_, column) => {
    const values = Float64Array.from(rows, (row) => data[row * width + column]);
    const { mean, variance } = moments(values);
    return values.map((value) => (variance > 0 ? (value - mean) / Math.sqrt(variance) : 0));
  });
}
