import { type BehaviorModel, columnsWithRole, type SubjectTrials } from './behaviorModel.ts';

/** The trials of a subject, in order, that have all responses of the model. */
export function observedTrials(model: BehaviorModel, { numTrials, columns }: SubjectTrials): number[] {
  const responses = columnsWithRole(model, 'response').map((name) => columns[name]);
  return Array.from({ length: numTrials }, (_, t) => t).filter((t) =>
    responses.every((column) => !Number.isNaN(column[t])),
  );
}
