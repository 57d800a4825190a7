import { type OwnBehavior, ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import type { Subjects } from '../../src/models/behavior/subjects.ts';
import { real } from '../../src/models/hierarchical/scales.ts';
import { random } from '../../src/numerics/random.ts';

/** Responses that are normal about the subject's level with standard deviation 1. */
export const level: OwnBehavior = ownBehavior({
  name: 'level',
  parameters: { level: real() },
  columns: { y: { role: 'response' } },
  logLikelihood: ({ level: at }, { columns }, math, note) => {
    let total = math.multiply(0, at);
    columns.y.forEach((y, t) => {
      if (Number.isNaN(y)) return;
      const distance = math.subtract(y, at);
      const part = math.subtract(-0.5 * Math.log(2 * Math.PI), math.multiply(0.5, math.multiply(distance, distance)));
      note?.('logLikelihood', t, part);
      total = math.add(total, part);
    });
    return total;
  },
  simulate: ({ level: at }, { numTrials }, source) => ({
    y: Float64Array.from({ length: numTrials }, () => at + source.normal()),
  }),
});

/** Subjects with levels of their own about `middle` of the subject, and the same number of trials each. */
export function levelSubjects(
  numSubjects: number,
  covariates: Subjects['covariates'],
  middle: (subject: number) => number,
  seed: number,
): Subjects {
  const source = random(seed);
  const numTrials = 4;
  return {
    kind: 'subjects',
    names: Array.from({ length: numSubjects }, (_, s) => `S${s}`),
    trials: Array.from({ length: numSubjects }, (_, s) => {
      const at = middle(s) + 1.2 * source.normal();
      return {
        numTrials,
        blockStarts: Int32Array.of(0),
        columns: { y: Float64Array.from({ length: numTrials }, () => at + source.normal()) },
      };
    }),
    classes: {},
    covariates,
  };
}

/** [subject] mean response. */
export function meanResponses({ trials }: Subjects): number[] {
  return trials.map(({ columns }) => columns.y.reduce((sum, y) => sum + y, 0) / columns.y.length);
}
