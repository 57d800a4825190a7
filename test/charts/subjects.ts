import type { Table } from '../../src/data/table.ts';
import { type Experiment, tableOf, wobble } from './experiments.ts';

const subjects = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** Weights of subjects, one of whom lacks the last state where there are gaps. */
export function weightsOfSubjects({ states, features, scale, gaps, numSessions }: Experiment): Table {
  return tableOf(
    subjects.slice(0, numSessions === 1 ? 1 : undefined).flatMap((subject, s) =>
      states.flatMap(({ name: state }, k) =>
        features.map((feature, d) => ({
          subject,
          state,
          feature,
          weight:
            gaps.length > 0 && s === 2 && k === states.length - 1
              ? null
              : scale * (2 * Math.cos(1.3 * k + 2.1 * d) + 0.5 * wobble(s, k, d)),
        })),
      ),
    ),
  );
}

/** Accuracy of subjects in three sessions. */
export function accuracyOfSubjects({ states }: Experiment): Table {
  return tableOf(
    subjects.flatMap((subject, s) =>
      [1, 2, 3].flatMap((session) =>
        [...states.map(({ name }) => name), 'all trials'].map((state, k) => ({
          subject,
          session,
          state,
          accuracy: 0.9 - 0.06 * k + 0.05 * wobble(s, k) + 0.02 * wobble(session, s),
        })),
      ),
    ),
  );
}
