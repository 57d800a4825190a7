import { createDerivatives } from '../../numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import type { Random } from '../../numerics/random.ts';
import { fromNatural, scaleDerivatives, toNatural } from '../hierarchical/scales.ts';
import { type BehaviorModel, columnsWithRole, type SubjectTrials } from './behaviorModel.ts';
import { requireReadable } from './requireReadable.ts';
import type { SubjectLikelihood } from './subjectLikelihood.ts';

/** What a check found. */
export interface Finding {
  readonly passed: boolean;
  /** In a sentence. */
  readonly detail: string;
}

/** A simulated subject and the x that it behaves by. */
export interface Simulated {
  readonly x: Float64Array;
  readonly trials: SubjectTrials;
}

/** Draws a subject with x of its own. */
export function simulateFor(model: BehaviorModel, task: object, source: Random): Simulated {
  const x = Float64Array.from(Object.keys(model.parameters), () => 0.8 * source.normal());
  const design = model.design(task, source);
  const drawn = model.simulate(naturalAt(model, x), design, source);
  return { x, trials: { ...design, columns: { ...design.columns, ...drawn } } };
}

function naturalAt(model: BehaviorModel, x: Float64Array): Record<string, number> {
  return Object.fromEntries(Object.entries(model.parameters).map(([name, scale], k) => [name, toNatural(scale, x[k])]));
}

/** The worst of what was compared, and where. */
class Worst {
  error = 0;
  where = '';

  compare(found: number, expected: number, where: () => string): void {
    const error = found === expected ? 0 : Math.abs(found - expected) / (1 + Math.abs(expected));
    if (error <= this.error) return;
    this.error = Number.isNaN(error) ? Infinity : error;
    this.where = `${where()}: ${found}, expected ${expected}`;
  }

  report(most: number, good: string): Finding {
    return this.error <= most ? { passed: true, detail: good } : { passed: false, detail: `${this.where}.` };
  }
}

/** Of differences by x. */
const step = 1e-4;

/** Natural values lead back to x, and have the slopes that they should. */
export function checkScales({ parameters }: BehaviorModel): Finding {
  const worst = new Worst();
  const [here, above, below] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  for (const [name, scale] of Object.entries(parameters))
    for (const x of [-2.5, -1, -0.3, 0, 0.6, 1.4, 2.5]) {
      const value = scaleDerivatives(scale, x, here);
      const [high, low] = [scaleDerivatives(scale, x + step, above), scaleDerivatives(scale, x - step, below)];
      worst.compare(fromNatural(scale, value), x, () => `${name} leads from x = ${x} back to`);
      worst.compare(here[0], (high - low) / (2 * step), () => `${name} has at x = ${x} the slope`);
      worst.compare(here[1], (above[0] - below[0]) / (2 * step), () => `${name} has at x = ${x} the second derivative`);
    }
  return worst.report(1e-5, 'Natural values lead back to x, and slopes are those of differences.');
}

/** The model can read what it simulates. */
export function checkReadable(model: BehaviorModel, subjects: readonly Simulated[]): Finding {
  requireReadable(model, {
    kind: 'subjects',
    names: subjects.map((_, s) => `simulated ${s + 1}`),
    trials: subjects.map(({ trials }) => trials),
    classes: {},
    covariates: {},
  });
  return { passed: true, detail: `${subjects.length} subjects were simulated, and their columns can be read.` };
}

/** Gradient and Hessian of the log-likelihood are those of differences. */
export function checkDerivatives(
  model: BehaviorModel,
  likelihood: SubjectLikelihood,
  subjects: readonly Simulated[],
): Finding {
  const names = Object.keys(model.parameters);
  const size = names.length;
  const worst = new Worst();
  const [here, above, below] = [0, 0, 0].map(() => createDerivatives(size));
  for (const { trials, x } of subjects) {
    likelihood.evaluate(trials, x, here);
    const at = describeX(model, x);
    worst.compare(
      here.value,
      plainValue(model, trials, x),
      () => `The log-likelihood with its derivatives is at ${at}`,
    );
    for (let k = 0; k < size; k++) {
      const moved = (by: number): Float64Array => x.map((value, j) => (j === k ? value + by : value));
      likelihood.evaluate(trials, moved(step), above);
      likelihood.evaluate(trials, moved(-step), below);
      worst.compare(
        here.gradient[k],
        (above.value - below.value) / (2 * step),
        () => `The slope along ${names[k]} is at ${at}`,
      );
      for (let j = 0; j < size; j++)
        worst.compare(
          here.hessian[k * size + j],
          (above.gradient[j] - below.gradient[j]) / (2 * step),
          () => `The second derivative by ${names[k]} and ${names[j]} is at ${at}`,
        );
    }
  }
  return worst.report(1e-4, 'Gradient and Hessian are those of differences.');
}

/** The noted log-likelihoods of the trials add up to the total. */
export function checkNotes(model: BehaviorModel, subjects: readonly Simulated[]): Finding {
  const worst = new Worst();
  for (const { trials, x } of subjects) {
    let sum = 0;
    const total = model.logLikelihood<number>(naturalAt(model, x), trials, plainArithmetic, (latent, _, value) => {
      if (latent.startsWith('logLikelihood')) sum += value;
    });
    worst.compare(sum, total, () => 'The log-likelihoods of the trials, as noted, add up to');
  }
  return worst.report(1e-9, 'The log-likelihoods of the trials add up to the total.');
}

/** Trials with an empty response count for nothing. */
export function checkMissing(
  model: BehaviorModel,
  likelihood: SubjectLikelihood,
  subjects: readonly Simulated[],
): Finding {
  const responses = columnsWithRole(model, 'response');
  const outcomes = columnsWithRole(model, 'outcome');
  const out = createDerivatives(likelihood.numParameters);
  for (const { trials, x } of subjects)
    for (const response of responses) {
      const isMissing = (t: number): boolean => t % 3 === 1;
      const columns = Object.fromEntries(
        Object.entries(trials.columns).map(([name, values]) => [
          name,
          name === response || outcomes.includes(name)
            ? values.map((value, t) => (isMissing(t) ? Number.NaN : value))
            : values,
        ]),
      );
      const withMissing = { ...trials, columns };
      likelihood.evaluate(withMissing, x, out);
      const all = [out.value, ...out.gradient, ...out.hessian, plainValue(model, withMissing, x)];
      if (all.some((value) => !Number.isFinite(value)))
        return {
          passed: false,
          detail: `With ${response} empty in every third trial, the log-likelihood or a derivative is ${all.find((value) => !Number.isFinite(value))}. Skip trials whose ${response} is NaN.`,
        };
      let counted: number | null = null;
      model.logLikelihood<number>(naturalAt(model, x), withMissing, plainArithmetic, (latent, t, value) => {
        if (latent.startsWith('logLikelihood') && isMissing(t) && value !== 0) counted ??= t;
      });
      if (counted !== null)
        return { passed: false, detail: `Trial ${counted} counts although its ${response} is empty.` };
    }
  return { passed: true, detail: 'Trials without a response count for nothing.' };
}

/** The gradient at the true parameters is 0 on average. */
export function checkScore(
  model: BehaviorModel,
  likelihood: SubjectLikelihood,
  subjects: readonly Simulated[],
): Finding {
  const names = Object.keys(model.parameters);
  const out = createDerivatives(names.length);
  const [sums, squares] = [new Float64Array(names.length), new Float64Array(names.length)];
  for (const { trials, x } of subjects) {
    likelihood.evaluate(trials, x, out);
    out.gradient.forEach((slope, k) => {
      sums[k] += slope;
      squares[k] += slope * slope;
    });
  }
  const distances = names.map((_, k) => (squares[k] === 0 ? 0 : sums[k] / Math.sqrt(squares[k])));
  const idle = names.filter((_, k) => squares[k] === 0);
  if (idle.length > 0) return { passed: false, detail: `The likelihood does not depend on ${idle.join(', ')}.` };
  const off = names.flatMap((name, k) =>
    Math.abs(distances[k]) <= 5 ? [] : [`${name} (${distances[k].toFixed(1)} standard errors)`],
  );
  return off.length === 0
    ? {
        passed: true,
        detail: `At the true parameters the slopes are 0 on average, to ${Math.max(...distances.map(Math.abs)).toFixed(1)} standard errors.`,
      }
    : {
        passed: false,
        detail: `Likelihood and simulator disagree: at the true parameters the slope is not 0 on average along ${off.join(', ')}.`,
      };
}

function plainValue(model: BehaviorModel, trials: SubjectTrials, x: Float64Array): number {
  return model.logLikelihood<number>(naturalAt(model, x), trials, plainArithmetic);
}

function describeX(model: BehaviorModel, x: Float64Array): string {
  return Object.entries(naturalAt(model, x))
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(4))}`)
    .join(', ');
}
