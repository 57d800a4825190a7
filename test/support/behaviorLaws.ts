import { expect } from 'vitest';
import type { SubjectTrials } from '../../src/models/behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../../src/models/behavior/behaviors.ts';
import { type SubjectLikelihood, subjectLikelihood } from '../../src/models/behavior/subjectLikelihood.ts';
import { fromNatural, toNatural } from '../../src/models/hierarchical/scales.ts';
import { createDerivatives, type Derivatives } from '../../src/numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../src/numerics/differentiation/plainArithmetic.ts';
import { type Random, random } from '../../src/numerics/random.ts';

type Natural = Readonly<Record<string, number>>;

/** The natural values at x, by parameter. */
export function naturalAt(spec: BehaviorSpec, x: ArrayLike<number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(behaviorOf(spec).parameters).map(([name, scale], k) => [name, toNatural(scale, x[k])]),
  );
}

/** The trials of a simulated subject. */
export function simulated(spec: BehaviorSpec, natural: Natural, task: object, source: Random): SubjectTrials {
  const model = behaviorOf(spec);
  const design = model.design(task, source);
  return { ...design, columns: { ...design.columns, ...model.simulate(natural, design, source) } };
}

/**
 * Holds gradient and Hessian of the log-likelihood by x to central differences, and to those of the model without its derivatives
 * by hand.
 */
export function expectExactDerivatives(spec: BehaviorSpec, trials: SubjectTrials, x: ArrayLike<number>): void {
  const model = behaviorOf(spec);
  const likelihood = subjectLikelihood(model);
  const size = x.length;
  const here = at(likelihood, trials, x);
  expectClose(here.value, likelihood.value(trials, Float64Array.from(x)), 1e-12);
  const step = 1e-5;
  for (let k = 0; k < size; k++) {
    const [below, above] = [-step, step].map((by) =>
      at(
        likelihood,
        trials,
        Array.from(x, (value, j) => (j === k ? value + by : value)),
      ),
    );
    expectClose(here.gradient[k], (above.value - below.value) / (2 * step), 1e-5);
    for (let j = 0; j < size; j++)
      expectClose(here.hessian[k * size + j], (above.gradient[j] - below.gradient[j]) / (2 * step), 1e-5);
  }
  const { derivatives, ...withoutDerivatives } = model;
  if (!derivatives) return;
  const byDuals = at(subjectLikelihood(withoutDerivatives), trials, x);
  here.gradient.forEach((value, k) => {
    expectClose(value, byDuals.gradient[k], 1e-10);
  });
  here.hessian.forEach((value, k) => {
    expectClose(value, byDuals.hessian[k], 1e-10);
  });
}

/** Simulates subjects and holds the mean of their scores at the true parameters to 0, and its covariance to the mean information. */
export function expectScoresAboutZero(
  spec: BehaviorSpec,
  natural: Natural,
  { task = {}, subjects = 1000, seed = 1 }: { task?: object; subjects?: number; seed?: number } = {},
): void {
  const likelihood = subjectLikelihood(behaviorOf(spec));
  const x = Object.entries(behaviorOf(spec).parameters).map(([name, scale]) => fromNatural(scale, natural[name]));
  const source = random(seed);
  const [sums, squares, bends] = [0, 0, 0].map(() => new Float64Array(x.length));
  for (let s = 0; s < subjects; s++) {
    const { gradient, hessian } = at(likelihood, simulated(spec, natural, task, source), x);
    for (let k = 0; k < x.length; k++) {
      sums[k] += gradient[k];
      squares[k] += gradient[k] ** 2;
      bends[k] -= hessian[k * x.length + k];
    }
  }
  for (let k = 0; k < x.length; k++) {
    const error = Math.sqrt(squares[k] / subjects ** 2);
    expect(error, `scores of parameter ${k}`).toBeGreaterThan(0);
    expect(Math.abs(sums[k] / subjects), `score of parameter ${k}`).toBeLessThan(5 * error);
    expect(Math.abs(Math.log(squares[k] / bends[k])), `information on parameter ${k}`).toBeLessThan(
      8 / Math.sqrt(subjects),
    );
  }
}

/** The noted log-likelihoods of the trials add up to that of the subject. */
export function expectNotesToAddUp(spec: BehaviorSpec, trials: SubjectTrials, natural: Natural): void {
  let sum = 0;
  const total = behaviorOf(spec).logLikelihood(natural, trials, plainArithmetic, (latent, _, value) => {
    if (latent.startsWith('logLikelihood')) sum += value;
  });
  expectClose(sum, total, 1e-12);
}

/** An empty response is the same as no trial at all. */
export function expectMissingToBeRemoved(
  spec: BehaviorSpec,
  trials: SubjectTrials,
  x: ArrayLike<number>,
  response: string,
): void {
  const { numTrials, blockStarts, columns } = trials;
  const isMissing = (t: number) => t % 3 === 1 || t === blockStarts[blockStarts.length - 1];
  const withMissing: SubjectTrials = {
    ...trials,
    columns: { ...columns, [response]: columns[response].map((value, t) => (isMissing(t) ? Number.NaN : value)) },
  };
  const kept = Array.from({ length: numTrials }, (_, t) => t).filter((t) => !isMissing(t));
  const removed: SubjectTrials = {
    numTrials: kept.length,
    blockStarts: blockStarts.map((start) => kept.filter((t) => t < start).length),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, Float64Array.from(kept, (t) => values[t])]),
    ),
  };
  const likelihood = subjectLikelihood(behaviorOf(spec));
  const found = at(likelihood, withMissing, x);
  expect(Number.isFinite(found.value)).toBe(true);
  expect(found).toEqual(at(likelihood, removed, x));
  expect(likelihood.value(withMissing, Float64Array.from(x))).toBe(likelihood.value(removed, Float64Array.from(x)));
}

function at(likelihood: SubjectLikelihood, trials: SubjectTrials, x: ArrayLike<number>): Derivatives {
  const out = createDerivatives(x.length);
  likelihood.evaluate(trials, Float64Array.from(x), out);
  return out;
}

function expectClose(found: number, expected: number, relative: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * (1 + Math.abs(expected)));
}
