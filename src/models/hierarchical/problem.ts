import { DataError, LatentlabError } from '../../errors.ts';
import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import type { BehaviorModel, SubjectTrials } from '../behavior/behaviorModel.ts';
import { behaviorOf } from '../behavior/behaviors.ts';
import { type SubjectLikelihood, subjectLikelihood } from '../behavior/subjectLikelihood.ts';
import type { Subjects } from '../behavior/subjects.ts';
import { groupDesign } from './group/groupDesign.ts';
import type { GroupDesign } from './group/groupParams.ts';
import type { HierarchicalSpec } from './hierarchical.ts';
import { fromNatural, type ParameterScale, toNatural } from './scales.ts';
import type { Bounds } from './searchSubject.ts';

/** A spec and the subjects that it is fitted to, ready for the search. */
export interface HierarchicalProblem {
  readonly spec: HierarchicalSpec;
  readonly model: BehaviorModel;
  readonly parameterNames: readonly string[];
  readonly scales: readonly ParameterScale[];
  readonly subjects: Subjects;
  readonly design: GroupDesign;
  readonly bounds: Bounds;
  /** Fills a subject's log-likelihood and its derivatives by x. @throws {DataError} when it is NaN, or the model throws */
  readonly evaluate: (subject: number, x: Float64Array, out: Derivatives) => void;
  /** A subject's log-likelihood. @throws {DataError} when it is NaN, or the model throws */
  readonly logLikelihood: (subject: number, x: Float64Array) => number;
}

/** How far maximum likelihood, which nothing else holds, may take x: natural values then are within 1e-5 of a bound. */
const farthest = 12;

/** Puts a spec and its subjects together. @throws {DataError} when covariates do not fit */
export function hierarchicalProblem(spec: HierarchicalSpec, subjects: Subjects): HierarchicalProblem {
  const model = behaviorOf(spec.model);
  const scales = Object.values(model.parameters);
  const parameterNames = Object.keys(model.parameters);
  const likelihood = subjectLikelihood(model);
  const covariates = spec.group.kind === 'gaussian' && spec.prior === 'group' ? spec.group.covariates : [];
  const guard = guarded(model, likelihood, subjects);
  return {
    spec,
    model,
    parameterNames,
    scales,
    subjects,
    design: groupDesign(subjects, covariates),
    bounds: boundsOf(spec, parameterNames, scales),
    ...guard,
  };
}

function guarded(
  model: BehaviorModel,
  likelihood: SubjectLikelihood,
  subjects: Subjects,
): Pick<HierarchicalProblem, 'evaluate' | 'logLikelihood'> {
  const failed = (subject: number, x: Float64Array, what: string, cause?: unknown): never => {
    if (cause instanceof LatentlabError) throw cause;
    throw new DataError({ subject: subjects.names[subject] }, brokenLikelihood(model, subjects, subject, x, what), {
      cause,
    });
  };
  const refuseValue = (subject: number, x: Float64Array, value: number): void => {
    if (Number.isNaN(value)) failed(subject, x, 'is not a number');
    if (value === Infinity) failed(subject, x, 'is infinite');
  };
  return {
    evaluate: (subject, x, out) => {
      try {
        likelihood.evaluate(subjects.trials[subject], x, out);
      } catch (error) {
        failed(subject, x, endsWith(error), error);
      }
      refuseValue(subject, x, out.value);
      if (out.value !== -Infinity && out.gradient.some(Number.isNaN))
        failed(subject, x, 'has a derivative that is not a number');
    },
    logLikelihood: (subject, x) => {
      let value = Number.NaN;
      try {
        value = likelihood.value(subjects.trials[subject], x);
      } catch (error) {
        failed(subject, x, endsWith(error), error);
      }
      refuseValue(subject, x, value);
      return value;
    },
  };
}

function endsWith(error: unknown): string {
  return `ends with an error: ${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}`;
}

/** Says of which subject, at which parameters and in which trial a likelihood is no number. */
function brokenLikelihood(
  model: BehaviorModel,
  subjects: Subjects,
  subject: number,
  x: Float64Array,
  what: string,
): string {
  const natural = naturalValues(model, x);
  const values = Object.entries(natural)
    .map(([name, value]) => `${name} = ${Number(value.toPrecision(6))}`)
    .join(', ');
  const trial = firstBrokenTrial(model, subjects.trials[subject], natural);
  const where = trial === null ? '' : ` in trial ${trial} (counted from 0)`;
  return `Subject "${subjects.names[subject]}": at ${values}, the log-likelihood of model "${model.name}"${where} ${what}. Check the model there, and the columns that it reads.`;
}

function naturalValues(model: BehaviorModel, x: Float64Array): Record<string, number> {
  return Object.fromEntries(Object.entries(model.parameters).map(([name, scale], k) => [name, toNatural(scale, x[k])]));
}

/** The first trial whose noted log-likelihood is no number; after an error, the trial after the last that was noted. */
function firstBrokenTrial(
  model: BehaviorModel,
  trials: SubjectTrials,
  natural: Readonly<Record<string, number>>,
): number | null {
  let last: number | null = null;
  let broken: number | null = null;
  try {
    model.logLikelihood<number>(natural, trials, plainArithmetic, (latent, trial, value) => {
      if (!latent.startsWith('logLikelihood')) return;
      last = trial;
      if (Number.isNaN(value) || value === Infinity) broken ??= trial;
    });
  } catch {
    return broken ?? (last === null ? null : last + 1);
  }
  return broken;
}

function boundsOf(
  { bounds, prior }: HierarchicalSpec,
  names: readonly string[],
  scales: readonly ParameterScale[],
): Bounds {
  const most = prior === 'none' ? farthest : Infinity;
  const densities = typeof prior === 'object' && !('logDensity' in prior) ? prior : {};
  const ranges = names.map((name, k): readonly [number, number] => {
    const density = densities[name];
    const [low, high] = density?.kind === 'uniform' ? [density.min, density.max] : [-most, most];
    const range = bounds[name];
    if (range === undefined) return [low, high];
    const ends = range.map((value) => (Number.isFinite(value) ? reached(scales[k], value) : value));
    return [Math.max(low, Math.min(...ends)), Math.min(high, Math.max(...ends))];
  });
  return { lower: Float64Array.from(ranges, ([low]) => low), upper: Float64Array.from(ranges, ([, high]) => high) };
}

/** The x of a bound; infinite where it is one of the scale's own. */
function reached(scale: ParameterScale, value: number): number {
  if (scale.kind === 'bounded' && value === scale.min) return -Infinity;
  if (scale.kind === 'bounded' && value === scale.max) return Infinity;
  if (scale.kind === 'positive' && value === 0) return -Infinity;
  return fromNatural(scale, value);
}
