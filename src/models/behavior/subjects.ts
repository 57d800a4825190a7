import { quote, SpecError } from '../../errors.ts';
import type { SubjectTrials } from './behaviorModel.ts';

/** The data of several subjects: what `readSubjects` and `simulateSubjects` return. */
export interface Subjects {
  readonly kind: 'subjects';
  /** [subject] different names. */
  readonly names: readonly string[];
  /** [subject] */
  readonly trials: readonly SubjectTrials[];
  /** Labels of the classes of a column, class 0 first, for columns that were read from labels. */
  readonly classes: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  /** [subject] by name: what is one and the same in all trials of a subject, such as the group or the age. */
  readonly covariates: Readonly<Record<string, readonly (string | number)[]>>;
}

/**
 * Some of the subjects, in the order given.
 *
 * @param indices which, counted from 0, each at most once
 * @throws {SpecError} when there is no such subject, or one is listed twice
 * @example selectSubjects(subjects, [0, 2, 5])
 */
export function selectSubjects(subjects: Subjects, indices: readonly number[]): Subjects {
  const { names, trials, covariates } = subjects;
  indices.forEach((index, i) => {
    if (!Number.isInteger(index) || index < 0 || index >= names.length)
      throw new SpecError(
        'indices',
        indices,
        `indices must hold numbers of subjects, counted from 0, of which there are ${names.length}, but holds ${quote(index)}.`,
      );
    if (indices.indexOf(index) < i)
      throw new SpecError(
        'indices',
        indices,
        `indices lists subject ${index} ("${names[index]}") twice. List it once.`,
      );
  });
  return {
    ...subjects,
    names: indices.map((s) => names[s]),
    trials: indices.map((s) => trials[s]),
    covariates: Object.fromEntries(
      Object.entries(covariates).map(([name, values]) => [name, indices.map((s) => values[s])]),
    ),
  };
}
