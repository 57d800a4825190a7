import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompressedDesign, compress } from '../../../src/models/glmHmm/compress.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { trialsOf } from '../../support/models.ts';
import { randomTrials } from '../../support/randomTrials.ts';

const choices = [1, 0, 1, 1, -1, 1];
const x = [2, 2, 2, -0, 2, 0];
const trials = trialsOf({ choices, features: { bias: x.map(() => 1), x }, sessionStarts: [0, 2, 6] });

/** Features and choice of the row that a trial points to. */
function rowOf(design: CompressedDesign, trial: number): number[] {
  const [row, D] = [design.rowOf[trial], design.numFeatures];
  return [...design.features.subarray(row * D, row * D + D), design.responses[row]];
}

const someTrials = fc
  .record({
    seed: fc.nat(10_000),
    lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    numFeatures: fc.integer({ min: 1, max: 3 }),
    values: fc.constantFrom('grid' as const, 'any' as const),
    missing: fc.constantFrom(0, 0.3),
  })
  .map(({ seed, ...options }) => randomTrials(seed, options));

const blockOf = (trials: Trials, design: CompressedDesign, trial: number): number =>
  design.blockStarts.length === 2 ? 0 : trials.sessionStarts.findIndex((start) => start > trial) - 1;

describe('compress', () => {
  it('keeps one row of equal trials, 0 and -0 being equal, and points unobserved ones past the last', () => {
    const design = compress(trials, false);
    expect(design.numRows).toBe(3);
    expect(Array.from(design.rowOf)).toEqual([0, 1, 0, 2, 3, 2]);
    expect(Array.from(design.blockStarts)).toEqual([0, 3]);
  });

  it('keeps the rows of sessions apart where each has weights of its own', () => {
    const design = compress(trials, true);
    expect(design.numRows).toBe(4);
    expect(Array.from(design.rowOf)).toEqual([0, 1, 2, 3, 4, 3]);
    expect(Array.from(design.blockStarts)).toEqual([0, 2, 4]);
  });

  it('keeps a row for each observed trial when asked to', () => {
    const design = compress(trials, false, { merge: false });
    expect(design.numRows).toBe(5);
    expect(Array.from(design.rowOf)).toEqual([0, 1, 2, 3, 5, 4]);
  });

  it.each([
    ['all sessions together', false],
    ['each session', true],
  ])('loses nothing and repeats nothing: %s', (_, perSession) => {
    fc.assert(
      fc.property(someTrials, (trials) => {
        const design = compress(trials, perSession);
        const D = trials.featureNames.length;
        const seen = new Set<string>();
        for (let t = 0; t < trials.numTrials; t++) {
          if (!trials.observed[t]) {
            expect(design.rowOf[t]).toBe(design.numRows);
            continue;
          }
          const own = [...trials.features.data.subarray(t * D, t * D + D), trials.choices[t]];
          expect(rowOf(design, t).map((value) => value + 0)).toEqual(own.map((value) => value + 0));
          const block = blockOf(trials, design, t);
          expect(design.rowOf[t]).toBeGreaterThanOrEqual(design.blockStarts[block]);
          expect(design.rowOf[t]).toBeLessThan(design.blockStarts[block + 1]);
          seen.add([block, ...own.map((value) => value + 0)].join());
        }
        expect(design.numRows).toBe(seen.size);
        expect(design.blockStarts.at(-1)).toBe(design.numRows);
      }),
    );
  });
});
