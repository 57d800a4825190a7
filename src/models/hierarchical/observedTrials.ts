import type { BehaviorModel, SubjectTrials } from '../behavior/behaviorModel.ts';

/** How many trials of a subject have all responses of the model. */
export function numObservedTrials(model: BehaviorModel, trials: SubjectTrials): number {
  const responses = Object.entries(model.columns).flatMap(([name, { role }]) =>
    role === 'response' ? [trials.columns[name]] : [],
  );
  let count = 0;
  for (let t = 0; t < trials.numTrials; t++) if (responses.every((column) => !Number.isNaN(column[t]))) count++;
  return count;
}
