import { DataError } from '../../errors.ts';
import type { Trials } from '../trials.ts';
import type { Observation } from './observationSpecs.ts';

/** How many classes a family chooses among; `null` for families of numbers. */
export function numClassesOf(observation: Observation): number | null {
  if (observation.kind === 'softmax') return observation.numClasses;
  return observation.kind === 'bernoulli' ? 2 : null;
}

/**
 * Refuses choices among more classes than an observation can tell apart.
 *
 * @throws {DataError} that names the family to take
 */
export function requireClasses(observation: Observation, { classNames }: Trials): void {
  const { length } = classNames;
  if (length <= Math.max(2, numClassesOf(observation) ?? 0)) return;
  throw new DataError(
    { column: 'choice' },
    `Each choice is one of ${length} classes (${classNames.join(', ')}), which an observation of ${observation.kind}() does not tell apart. Take observation: softmax({ numClasses: ${length} }).`,
  );
}
