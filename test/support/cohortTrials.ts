import { bias, column } from '../../src/data/features.ts';
import { type ReadEachOptions, readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { random } from '../../src/numerics/random.ts';

/** Rows of several animals, each engaged now and then and otherwise biased to one side or the other; a third state of no choice made. */
function cohortRows(seed: number, names: readonly string[] = ['B', 'A', 'C'], trialsPerSession = 60): object[] {
  const draw = random(seed);
  return names.flatMap((mouse, m) =>
    Array.from({ length: 2 + m }, (_, session) => session).flatMap((session) => {
      let state = 0;
      return Array.from({ length: trialsPerSession }, () => {
        if (draw.uniform() < 0.1) state = draw.categorical([0.4, 0.3, 0.3]);
        const x = Math.round(2 * draw.normal()) / 2;
        const eta = [(3 + m) * x, -2, 2][state];
        const choice = Number(draw.uniform() < 1 / (1 + Math.exp(-eta)));
        return { mouse, session, x, choice, side: Number(x > 0) };
      });
    }),
  );
}

const roles: ReadEachOptions = {
  subject: 'mouse',
  session: 'session',
  choice: 'choice',
  correct: 'side',
  features: { bias: bias(), x: column() },
  subjects: 'each',
};

/** The trials of each of several animals. */
export function cohortTrials(seed: number, names?: readonly string[], trialsPerSession?: number): readonly Trials[] {
  return readTrials(cohortRows(seed, names, trialsPerSession), roles);
}

/** The same trials pooled. */
export function pooledCohort(seed: number, names?: readonly string[], trialsPerSession?: number): Trials {
  return readTrials(cohortRows(seed, names, trialsPerSession), { ...roles, subjects: 'pooled' });
}
