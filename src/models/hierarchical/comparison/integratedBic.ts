import { DataError, quote, SpecError } from '../../../errors.ts';
import { random, splitSeed } from '../../../numerics/random.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { requireKnownOptions, requireWhole } from '../../checks.ts';
import { createEStep } from '../eStep.ts';
import { groupDraws } from '../group/drawFromGroup.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import {
  type Integral,
  importanceIntegral,
  meanOf,
  refinedQuadrature,
  type SubjectIntegral,
} from '../integration/integrals.ts';
import { laplace } from '../integration/integration.ts';
import { averageOverDraws, groupDrawsOf } from '../integration/priorDraws.ts';
import type { HierarchicalProblem } from '../problem.ts';
import { subjectPriors } from '../subjectPrior.ts';
import { fittedProblem, groupOf } from './fittedProblem.ts';

/** What an integrated BIC takes; everything has a default. */
export interface IntegratedBicOptions {
  /**
   * 'groupParameters' (default): number of group parameters · log(observed trials of all subjects). 'pyem': number of
   * parameters of a subject · log(trials of the first subject).
   */
  readonly penalty?: 'groupParameters' | 'pyem';
  /**
   * 'quadrature' about the mode, refined until it changes nothing (default up to 3 parameters), 'importanceSampling' about the mode
   * (default for more), or 'priorDraws': the mean likelihood over draws from the group, as in pyEM.
   */
  readonly method?: 'quadrature' | 'importanceSampling' | 'priorDraws';
  /** Draws a subject; 2,000 by default. */
  readonly draws?: number;
  /** Of the draws; 1 by default. */
  readonly seed?: number;
  /** [draw][parameter] standard normal draws for 'priorDraws' of a normal group, the same for all subjects, in place of `draws` and `seed`. */
  readonly z?: readonly ArrayLike<number>[];
}

/** An integrated BIC; smaller is better. */
export interface IntegratedBic {
  /** -2 · logLikelihood + penalty. */
  readonly value: number;
  /** Sum over subjects of the log of the likelihood integrated over the group, nats. */
  readonly logLikelihood: number;
  readonly penalty: number;
  /** Of `value`: Monte-Carlo standard error; of quadrature, what the last refinement changed. */
  readonly error: number;
  /** [subject] log of the likelihood integrated over the group, nats. */
  readonly bySubject: readonly number[];
  /** [subject] errors of these. */
  readonly errorBySubject: readonly number[];
  readonly method: 'quadrature' | 'importanceSampling' | 'priorDraws';
  /** 0 with quadrature. */
  readonly draws: number;
}

/** The names of what an integrated BIC takes. */
export const integratedBicOptionNames: readonly string[] = ['penalty', 'method', 'draws', 'seed', 'z'];

/**
 * The integrated BIC of a fit, one `yield` a subject.
 *
 * @throws {SpecError} when an option is unknown or impossible, or no group was fitted
 * @throws {DataError} when the subjects are not those of the fit, or the integral of one is not finite
 */
export function* integratedBicSteps(
  fit: HierarchicalFit,
  subjects: Subjects,
  options: IntegratedBicOptions = {},
): Generator<number, IntegratedBic, void> {
  const settled = settle(fit, options);
  const problem = fittedProblem(fit, subjects);
  const penalty = bicPenalty(fit, subjects, settled.penalty);
  const parts: Integral[] = [];
  const { integralOf, jointError } = integralsOf(fit, subjects, problem, settled);
  for (const [s, name] of subjects.names.entries()) {
    yield s;
    const part = integralOf(s);
    if (!Number.isFinite(part.logIntegral))
      throw new DataError(
        { subject: name },
        `Subject "${name}": the likelihood integrated over the group by ${settled.method} is not a finite number but exp(${part.logIntegral}), so there is no integrated BIC. ${
          settled.method === 'priorDraws'
            ? 'Take more draws, or the method importanceSampling.'
            : "Look at the subject's status in the fit, or take the method priorDraws."
        }`,
      );
    parts.push(part);
  }
  const logLikelihood = parts.reduce((sum, part) => sum + part.logIntegral, 0);
  return {
    value: penalty - 2 * logLikelihood,
    logLikelihood,
    penalty,
    error: 2 * jointError(parts),
    bySubject: parts.map((part) => part.logIntegral),
    errorBySubject: parts.map((part) => part.error),
    method: settled.method,
    draws: settled.method === 'quadrature' ? 0 : settled.draws,
  };
}

/** What is added to -2 · log-likelihood. */
export function bicPenalty(fit: HierarchicalFit, subjects: Subjects, penalty: 'groupParameters' | 'pyem'): number {
  const size = fit.parameterNames.length;
  if (penalty === 'pyem') return size * Math.log(subjects.trials[0].numTrials);
  return numGroupParameters(fit) * Math.log(fit.subjects.numObserved.reduce((sum, count) => sum + count, 0));
}

/** How many coefficients, scales and covariances were fitted. */
function numGroupParameters({ group, parameterNames }: HierarchicalFit): number {
  const size = parameterNames.length;
  if (group === null) return 0;
  return group.coefficients.data.length + (group.covariance ? (size * (size + 1)) / 2 : size);
}

type Settled = Required<Omit<IntegratedBicOptions, 'z'>> & Pick<IntegratedBicOptions, 'z'>;

function settle(fit: HierarchicalFit, options: IntegratedBicOptions): Settled {
  requireKnownOptions(integratedBicOptionNames, options, 'integratedBic');
  const size = fit.parameterNames.length;
  const { penalty = 'groupParameters', z, draws = z?.length ?? 2000, seed = 1 } = options;
  const { method = z !== undefined ? 'priorDraws' : size <= 3 ? 'quadrature' : 'importanceSampling' } = options;
  const refuse = (option: keyof IntegratedBicOptions, what: string): never => {
    throw new SpecError(option, options[option], `${option} ${what}`);
  };
  if (fit.group === null)
    throw new SpecError(
      'fit',
      fit.spec.prior,
      "The integrated BIC integrates over a group that was fitted, and counts its parameters, but the fit has none. Fit with prior: 'group'.",
    );
  if (penalty !== 'groupParameters' && penalty !== 'pyem')
    refuse('penalty', `must be 'groupParameters' or 'pyem', but is ${quote(penalty)}.`);
  if (!['quadrature', 'importanceSampling', 'priorDraws'].includes(method))
    refuse('method', `must be 'quadrature', 'importanceSampling' or 'priorDraws', but is ${quote(method)}.`);
  if (method === 'quadrature' && size > 3)
    refuse('method', `'quadrature' is for up to 3 parameters, but the model has ${size}. Take 'importanceSampling'.`);
  requireWhole('draws', draws, { atLeast: 20 });
  requireWhole('seed', seed, { atLeast: 0 });
  if (z === undefined) return { penalty, method, draws, seed };
  if (method !== 'priorDraws') refuse('z', `goes with method: 'priorDraws' only. Leave it out.`);
  if (options.draws !== undefined && options.draws !== z.length)
    refuse('draws', `is ${draws}, but z holds ${z.length} draws. Leave draws out.`);
  if (fit.spec.group.kind !== 'gaussian')
    refuse(
      'z',
      `is standard normal, but the group of the fit is not normal. Leave it out: draws are then from the group.`,
    );
  if (z.some((row) => row.length !== size || Array.from(row).some((value) => !Number.isFinite(value))))
    refuse('z', `must hold rows of ${size} finite numbers, one a parameter.`);
  return { penalty, method, draws, seed, z };
}

interface Integrals {
  readonly integralOf: (subject: number) => Integral;
  /** The error of the sum of all. */
  readonly jointError: (parts: readonly Integral[]) => number;
}

function independentErrors(parts: readonly Integral[]): number {
  return Math.hypot(...parts.map(({ error }) => error));
}

function integralsOf(
  fit: HierarchicalFit,
  subjects: Subjects,
  problem: HierarchicalProblem,
  { method, draws, seed, z }: Settled,
): Integrals {
  const group = groupOf(fit);
  if (z !== undefined) return withSharedDraws(problem, group, z);
  if (method === 'priorDraws') {
    const drawX = groupDraws(fit, subjects);
    return {
      integralOf: (s) => {
        const source = random(splitSeed(seed, s));
        const rows = Array.from({ length: draws }, () => drawX(s, source));
        return averageOverDraws(problem, s, Float64Array.from(rows.flatMap((row) => [...row])));
      },
      jointError: independentErrors,
    };
  }
  const eStep = createEStep({ ...problem, spec: { ...fit.spec, integration: laplace() } });
  const priorOf = subjectPriors(fit.spec.prior, fit.spec.group, group, problem.design);
  const integrate: SubjectIntegral =
    method === 'quadrature' ? refinedQuadrature(problem) : importanceIntegral(problem, { draws, seed });
  let isReady = false;
  return {
    integralOf: (s) => {
      if (!isReady) eStep.run(group, true);
      isReady = true;
      return integrate(eStep.posteriors, s, priorOf(s));
    },
    // what refinements change adds up; draws are independent
    jointError: (parts) =>
      method === 'quadrature' ? parts.reduce((sum, { error }) => sum + error, 0) : independentErrors(parts),
  };
}

/** With the same draws for all subjects, errors of subjects go together: each draw counts by its shares in all of them. */
function withSharedDraws(
  problem: HierarchicalProblem,
  group: ReturnType<typeof groupOf>,
  z: readonly ArrayLike<number>[],
): Integrals {
  const shares = new Float64Array(z.length);
  return {
    integralOf: (s) => {
      const average = averageOverDraws(problem, s, groupDrawsOf(group, problem.design, s, z));
      average.shares.forEach((share, i) => {
        shares[i] += share;
      });
      return average;
    },
    jointError: () => meanOf(shares).error,
  };
}
