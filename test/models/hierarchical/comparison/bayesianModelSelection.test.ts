import { describe, expect, it } from 'vitest';
import { bayesianModelSelection } from '../../../../src/models/hierarchical/comparison/bayesianModelSelection.ts';
import { exceedanceProbabilities } from '../../../../src/models/hierarchical/comparison/exceedance.ts';
import { modelFrequencies } from '../../../../src/models/hierarchical/comparison/modelFrequencies.ts';
import { digamma, logGamma } from '../../../../src/numerics/gammaFunction.ts';
import { ndarray, toNested } from '../../../../src/numerics/ndarray.ts';
import { random } from '../../../../src/numerics/random.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Evidence of subjects of whom most behave by model 0. */
function someEvidence(numSubjects: number, numModels: number, seed = 3): number[][] {
  const source = random(seed);
  return Array.from({ length: numSubjects }, (_, subject) =>
    Array.from(
      { length: numModels },
      (_, model) => -50 + 2 * source.normal() + (model === (subject % 4 === 3 ? 1 : 0) ? 3 : 0),
    ),
  );
}

function expectClose(found: readonly number[], expected: readonly number[], digits: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], digits);
  });
}

const logBeta = (alpha: readonly number[]): number => sum(alpha.map((one) => logGamma(one))) - logGamma(sum(alpha));

/** Log evidence of all subjects and mean frequencies, summed over every way in which subjects can have models. */
function exact(evidence: readonly (readonly number[])[], prior: readonly number[]): { log: number; mean: number[] } {
  let [total, means] = [0, prior.map(() => 0)];
  const visit = (subject: number, logFit: number, alpha: readonly number[]): void => {
    if (subject === evidence.length) {
      const weight = Math.exp(logFit + logBeta(alpha) - logBeta(prior));
      total += weight;
      means = means.map((mean, k) => mean + (weight * alpha[k]) / sum(alpha));
      return;
    }
    evidence[subject].forEach((fit, model) => {
      const next = alpha.map((one, k) => (k === model ? one + 1 : one));
      visit(subject + 1, logFit + fit, next);
    });
  };
  visit(0, 0, prior);
  return { log: Math.log(total), mean: means.map((mean) => mean / total) };
}

describe('bayesianModelSelection', () => {
  it('cannot tell two models apart that are the same', () => {
    const found = bayesianModelSelection(Array.from({ length: 20 }, () => [-30, -30]));
    expect(found.exceedance).toEqual([0.5, 0.5]);
    expect(found.protectedExceedance).toEqual([0.5, 0.5]);
    expectClose(found.alpha, [11, 11], 10);
    // by hand: log B(11, 11) - 20 log(1 / 2) against 0
    const against = logBeta([11, 11]) + 20 * Math.LN2;
    expect(found.omnibusRisk).toBeCloseTo(1 / (1 + Math.exp(against)), 10);
    expect(found.omnibusRisk).toBeGreaterThan(0.7);
  });

  it('finds a clear winner', () => {
    const found = bayesianModelSelection(Array.from({ length: 20 }, () => [-40, -30, -45]));
    expect(found.frequencies[1]).toBeCloseTo(21 / 23, 3);
    expect(found.exceedance[1]).toBeGreaterThan(0.9999);
    expect(found.omnibusRisk).toBeLessThan(1e-4);
    expect(found.protectedExceedance[1]).toBeGreaterThan(0.999);
  });

  it('takes one subject for what one subject is: not far from the exact posterior', () => {
    for (const [first, second] of [
      [1, 0],
      [0, 2.5],
      [0.2, 0],
    ]) {
      const { frequencies, omnibusRisk, freeEnergy } = bayesianModelSelection([[first, second]]);
      // the posterior of the first model's frequency r is proportional to r e^first + (1 - r) e^second
      const steps = 2000;
      let [mass, mean] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const r = (i + 0.5) / steps;
        const density = r * Math.exp(first) + (1 - r) * Math.exp(second);
        mass += density / steps;
        mean += (r * density) / steps;
      }
      expect(Math.abs(frequencies[0] - mean / mass)).toBeLessThan(0.05);
      expect(freeEnergy).toBeLessThan(Math.log(mass));
      expect(freeEnergy).toBeGreaterThan(Math.log(mass) - 0.35);
      expect(omnibusRisk).toBeGreaterThan(0.5);
    }
  });

  it('bounds the exact log evidence from below, close to it, and has its frequencies', () => {
    const evidence = someEvidence(7, 3);
    for (const prior of [
      [1, 1, 1],
      [2, 0.7, 3],
    ]) {
      const found = bayesianModelSelection(evidence, { prior });
      const { log, mean } = exact(evidence, prior);
      expect(found.freeEnergy).toBeLessThan(log);
      expect(found.freeEnergy).toBeGreaterThan(log - 0.5);
      found.frequencies.forEach((frequency, k) => {
        expect(Math.abs(frequency - mean[k])).toBeLessThan(0.04);
      });
    }
  });

  it('stops where its equations hold, with the free energy in full', () => {
    const evidence = someEvidence(15, 4);
    const found = bayesianModelSelection(evidence);
    const responsibilities = toNested(found.posterior) as number[][];
    const expectedLog = found.alpha.map((one) => digamma(one) - digamma(sum(found.alpha)));
    let energy = 0;
    evidence.forEach((row, subject) => {
      const joint = row.map((value, k) => value + expectedLog[k]);
      const total = sum(joint.map((value) => Math.exp(value - joint[0])));
      expectClose(
        responsibilities[subject],
        joint.map((value) => Math.exp(value - joint[0]) / total),
        9,
      );
      energy += sum(responsibilities[subject].map((p, k) => p * (joint[k] - Math.log(p))));
    });
    expectClose(
      found.alpha,
      found.alpha.map((_, k) => 1 + sum(responsibilities.map((row) => row[k]))),
      12,
    );
    // minus the divergence of the posterior of frequencies from the prior
    energy -= sum(found.alpha.map((one, k) => (one - 1) * expectedLog[k])) - logBeta(found.alpha);
    energy -= logBeta([1, 1, 1, 1]);
    expect(found.freeEnergy).toBeCloseTo(energy, 8);
  });

  it('never lets the free energy fall', () => {
    for (const [numSubjects, numModels, seed] of [
      [5, 2, 1],
      [30, 3, 2],
      [60, 6, 3],
    ]) {
      const evidence = someEvidence(numSubjects, numModels, seed);
      const ratios = Float64Array.from(evidence.flatMap((row) => row.map((value) => value - Math.max(...row))));
      for (const prior of [0.1, 1, 4]) {
        const { freeEnergies } = modelFrequencies(ratios, new Float64Array(numModels).fill(prior));
        expect(freeEnergies.length).toBeGreaterThan(3);
        for (let i = 1; i < freeEnergies.length; i++)
          expect(freeEnergies[i]).toBeGreaterThanOrEqual(freeEnergies[i - 1] - 1e-12 * Math.abs(freeEnergies[i]));
      }
    }
  });

  it.each([2, 4])('permutes its result with %i models that are permuted', (numModels) => {
    const evidence = someEvidence(25, numModels);
    const order = [3, 1, 0, 2].filter((model) => model < numModels);
    const found = bayesianModelSelection(evidence, { draws: 5000 });
    const permuted = bayesianModelSelection(
      evidence.map((row) => order.map((model) => row[model])),
      { draws: 5000 },
    );
    for (const name of ['alpha', 'frequencies', 'exceedance', 'protectedExceedance'] as const)
      expectClose(
        permuted[name],
        order.map((model) => found[name][model]),
        8,
      );
    expect(permuted.omnibusRisk).toBeCloseTo(found.omnibusRisk, 10);
    const [row] = toNested(found.posterior) as number[][];
    expectClose(
      (toNested(permuted.posterior) as number[][])[0],
      order.map((model) => row[model]),
      9,
    );
  });

  it('is not changed by a constant that is added to all evidence of a subject, but in the free energy', () => {
    const evidence = someEvidence(12, 3);
    const found = bayesianModelSelection(evidence, { draws: 2000 });
    const moved = bayesianModelSelection(
      evidence.map((row, subject) => row.map((value) => value + (subject === 5 ? 1024 : 0))),
      { draws: 2000 },
    );
    expectClose(moved.alpha, found.alpha, 9);
    expectClose(moved.protectedExceedance, found.protectedExceedance, 9);
    expect(moved.omnibusRisk).toBeCloseTo(found.omnibusRisk, 10);
    expect(moved.freeEnergy - found.freeEnergy).toBeCloseTo(1024, 8);
  });

  it('gives two models their exact exceedance, which draws come close to', () => {
    const found = bayesianModelSelection(someEvidence(9, 2));
    expect(found.draws).toBe(0);
    expect(sum(found.exceedance)).toBe(1);
    const numDraws = 40_000;
    const source = random(9);
    let wins = 0;
    for (let draw = 0; draw < numDraws; draw++) {
      const [first, second] = source.dirichlet(found.alpha);
      if (first > second) wins++;
    }
    const [p] = found.exceedance;
    expect(Math.abs(wins / numDraws - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / numDraws));
    // by hand: r above 1/2 under Beta(2, 1), density 2r
    expectClose(exceedanceProbabilities(Float64Array.of(2, 1), 1, 1), [0.75, 0.25], 14);
  });

  it('draws of more models agree with the exact case that they contain', () => {
    const draws = 40_000;
    const [exactly] = exceedanceProbabilities(Float64Array.of(5, 3), 1, 1);
    const found = exceedanceProbabilities(Float64Array.of(5, 1e-9, 3), draws, 7);
    expect(Math.abs(found[0] - exactly)).toBeLessThan(5 * Math.sqrt((exactly * (1 - exactly)) / draws));
    expect(sum(found)).toBeCloseTo(1, 12);
    expect(exceedanceProbabilities(Float64Array.of(5, 1e-9, 3), draws, 7)).toEqual(found);
  });

  it('lets a model be impossible for a subject, or for all', () => {
    const found = bayesianModelSelection(
      [
        [-20, -Infinity, -21],
        [-22, -Infinity, -20],
        [-Infinity, -Infinity, -25],
      ],
      { draws: 1000 },
    );
    const posterior = toNested(found.posterior) as number[][];
    expect(posterior.map((row) => row[1])).toEqual([0, 0, 0]);
    expect(posterior[2]).toEqual([0, 0, 1]);
    expect(found.alpha[1]).toBe(1);
    expect(Number.isFinite(found.freeEnergy)).toBe(true);
  });

  it('takes named axes as it takes rows, and is plain data', () => {
    const rows = someEvidence(6, 3);
    const options = { draws: 500, seed: 4 };
    const found = bayesianModelSelection(rows, options);
    const array = ndarray(['subject', 'model'], [6, 3], Float64Array.from(rows.flat()));
    expect(bayesianModelSelection(array, options)).toEqual(found);
    expect(structuredClone(found)).toEqual(found);
    expect(found).toMatchObject({ draws: 500, seed: 4 });
    expect(bayesianModelSelection(rows, { ...options, seed: 5 }).exceedance).not.toEqual(found.exceedance);
  });

  it('refuses evidence that is missing, saying whose', () => {
    const select = (rows: readonly (readonly number[])[]) => () => bayesianModelSelection(rows);
    expect(
      select([
        [-1, -2],
        [-1, Number.NaN],
      ]),
    ).toThrow('subject 1 (from 0) under model 1');
    expect(select([[Number.POSITIVE_INFINITY, 0]])).toThrow('subject 0 (from 0) under model 0');
    expect(
      select([
        [-1, -2],
        [-Infinity, -Infinity],
      ]),
    ).toThrow('subject 1 (from 0) is -Infinity under every model');
    expect(select([[-1, -2], [-3]])).toThrow('subject 1 does not have 2 numbers');
    expect(select([[-1]])).toThrow('holds 1 models');
    expect(select([])).toThrow('no subject');
    expect(() => bayesianModelSelection(ndarray(['model', 'subject'], [2, 2]))).toThrow('axes are [model, subject]');
    expect(() => bayesianModelSelection([1, 2])).toThrow('subject 0 is 1');
  });

  it('refuses options that it does not know or cannot take', () => {
    const rows = someEvidence(3, 2);
    expect(() => bayesianModelSelection(rows, { draws: 0 })).toThrow('draws');
    expect(() => bayesianModelSelection(rows, { seed: 1.5 })).toThrow('seed');
    expect(() => bayesianModelSelection(rows, { prior: 0 })).toThrow('prior');
    expect(() => bayesianModelSelection(rows, { prior: [1, 1, 1] })).toThrow('a list of 2');
    expect(() => bayesianModelSelection(rows, { prior: [1, -1] })).toThrow('prior[1]');
    expect(() => bayesianModelSelection(rows, { samples: 3 } as object)).toThrow('"samples" is not an option');
  });
});
