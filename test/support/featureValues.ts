import type { Trials } from '../../src/models/trials.ts';

/** [trial] a feature of the trials. */
export function featureValues(trials: Trials, feature: string): number[] {
  const { data } = trials.features;
  const numFeatures = trials.featureNames.length;
  const index = trials.featureNames.indexOf(feature);
  return Array.from({ length: trials.numTrials }, (_, t) => data[t * numFeatures + index] as number);
}
