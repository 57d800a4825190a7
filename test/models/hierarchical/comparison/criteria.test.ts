import { describe, expect, it } from 'vitest';
import { pseudoR2OfLosses, pyemLogModelEvidence } from '../../../../src/models/hierarchical/comparison/criteria.ts';
import { ndarray } from '../../../../src/numerics/ndarray.ts';
import { golden } from '../../../support/golden.ts';

const reference = golden('pyem/lme_r2');

describe("pyEM's log model evidence", () => {
  it('is that of the reference', () => {
    const found = pyemLogModelEvidence(reference.NPL, reference.all_good.inv_h);
    expect(found.withoutMaximum).toEqual([]);
    expect(found.total).toBeCloseTo(reference.all_good.lme, 10);
    expect(found.bySubject).toHaveLength(12);
    reference.all_good.Lap.forEach((expected: number, subject: number) => {
      expect(found.bySubject[subject]).toBeCloseTo(expected, 11);
    });
  });

  it('reports subjects without a maximum, to whom the reference gives the mean of others', () => {
    const { inv_h, Lap } = reference.with_bad;
    const found = pyemLogModelEvidence(reference.NPL, inv_h);
    // 3 is indefinite, 7 negative definite
    expect(found.withoutMaximum).toEqual([3, 7]);
    expect(found.total).toBeNull();
    Lap.forEach((expected: number, subject: number) => {
      if (found.withoutMaximum.includes(subject)) expect(found.bySubject[subject]).toBeNull();
      else expect(found.bySubject[subject]).toBeCloseTo(expected, 11);
    });
    const none = pyemLogModelEvidence(reference.NPL, reference.all_bad.inv_h);
    expect(none.withoutMaximum).toHaveLength(12);
    expect(none.total).toBeNull();
  });

  it('takes covariances on named axes, in which some can be missing', () => {
    const covariances = ndarray(['subject', 'parameter', 'otherParameter'], [2, 1, 1], Float64Array.of(4, Number.NaN));
    const found = pyemLogModelEvidence([10, 20], covariances);
    // by hand: -10 + log(4) / 2 + log(2 pi) / 2
    expect(found.bySubject[0]).toBeCloseTo(-10 + Math.LN2 + 0.5 * Math.log(2 * Math.PI), 12);
    expect(found.withoutMaximum).toEqual([1]);
    expect(pyemLogModelEvidence([Number.POSITIVE_INFINITY], [[[1]]]).withoutMaximum).toEqual([0]);
  });

  it('refuses what does not belong together', () => {
    expect(() => pyemLogModelEvidence([1, 2], [[[1]]])).toThrow('hold 2 and 1');
    expect(() => pyemLogModelEvidence([1], [[[1, 2]]])).toThrow('one square matrix a subject');
  });
});

describe('pseudoR2OfLosses', () => {
  it('is that of the reference', () => {
    expect(reference.pseudo_r2).toHaveLength(8);
    for (const { nll, ntrials, noptions, metric, value } of reference.pseudo_r2) {
      const chance = nll.map(() => ntrials * Math.log(noptions));
      expect(pseudoR2OfLosses(nll, chance, { over: metric })).toBeCloseTo(value, 14);
    }
  });

  it('holds each subject to its own number of choices and options', () => {
    const chance = [10 * Math.log(2), 40 * Math.log(4), 20 * Math.log(2)];
    const losses = chance.map((nats, subject) => nats * [0.9, 0.5, 1.1][subject]);
    expect(pseudoR2OfLosses(losses, chance)).toBeCloseTo(0.1, 14);
    expect(pseudoR2OfLosses(losses, chance, { over: 'mean' })).toBeCloseTo(0.5 / 3, 14);
  });

  it('refuses subjects without a choice or a likelihood, and other averages', () => {
    expect(() => pseudoR2OfLosses([1, 0], [2, 0])).toThrow('subject 1 (from 0) must be above 0');
    expect(() => pseudoR2OfLosses([Number.POSITIVE_INFINITY], [2])).toThrow(
      'subject 0 (from 0) must be a finite number',
    );
    expect(() => pseudoR2OfLosses([1], [2, 3])).toThrow('hold 1 and 2');
    expect(() => pseudoR2OfLosses([], [])).toThrow('at least one');
    expect(() => pseudoR2OfLosses([1], [2], { over: 'sum' } as object)).toThrow("'mean' or 'median'");
  });
});
