import { random, splitSeed } from '../../numerics/random.ts';
import { requireKnownOptions, requireWhole } from '../checks.ts';
import { type BehaviorSpec, behaviorOf } from './behaviors.ts';
import {
  checkDerivatives,
  checkMissing,
  checkNotes,
  checkReadable,
  checkScales,
  checkScore,
  type Finding,
  type Simulated,
  simulateFor,
} from './modelChecks.ts';
import { subjectLikelihood } from './subjectLikelihood.ts';

/** One thing that was looked at. */
export interface ModelCheck extends Finding {
  readonly name: 'scales' | 'simulator' | 'derivatives' | 'notes' | 'missing responses' | 'score';
}

/** Whether a model is sound: what `checkModel` returns. */
export interface ModelReport {
  readonly passed: boolean;
  readonly checks: readonly ModelCheck[];
}

/** How a model is checked. */
export interface CheckModelOptions {
  /** The task of the simulated subjects; the model's own by default. */
  readonly task?: object;
  /** 1 by default. */
  readonly seed?: number;
  /** Subjects that are simulated; 200 by default. */
  readonly numSubjects?: number;
}

/**
 * Tests a model, above all one of one's own, with subjects that it simulates; their parameters are spread over the middle of
 * their scales.
 *
 * - scales: natural values lead back to x, and have the slopes that they should
 * - simulator: it makes columns that the model itself can read
 * - derivatives: gradient and Hessian of the log-likelihood are those of differences
 * - notes: the `logLikelihood` of the trials that `note` is told add up to the total
 * - missing responses: trials with an empty response count for nothing
 * - score: likelihood and simulator agree, for then the gradient at the true parameters is 0 on average (to 5 standard errors)
 *
 * A model that breaks down does not throw here: the check says how.
 *
 * @throws {SpecError} when an option is unknown or out of range
 * @example checkModel(ownBehavior({ … })).checks.filter(({ passed }) => !passed)
 */
export function checkModel(spec: BehaviorSpec, options: CheckModelOptions = {}): ModelReport {
  requireKnownOptions(['task', 'seed', 'numSubjects'], options, 'checkModel');
  const { task = {}, seed = 1, numSubjects = 200 } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('numSubjects', numSubjects, { atLeast: 10 });
  const model = behaviorOf(spec);
  const likelihood = subjectLikelihood(model);
  let subjects: readonly Simulated[] = [];
  const all = (): readonly Simulated[] => {
    if (subjects.length === 0) throw new Error('There are no simulated data to look at.');
    return subjects;
  };
  const few = (): readonly Simulated[] => all().slice(0, 5);
  const checks = [
    check('scales', () => checkScales(model)),
    check('simulator', () => {
      subjects = Array.from({ length: numSubjects }, (_, s) => simulateFor(model, task, random(splitSeed(seed, s))));
      return checkReadable(model, subjects);
    }),
    check('derivatives', () => checkDerivatives(model, likelihood, few())),
    check('notes', () => checkNotes(model, few())),
    check('missing responses', () => checkMissing(model, likelihood, few())),
    check('score', () => checkScore(model, likelihood, all())),
  ];
  return { passed: checks.every(({ passed }) => passed), checks };
}

/** What a check says; an exception is a failure with its message. */
function check(name: ModelCheck['name'], run: () => Finding): ModelCheck {
  try {
    return { name, ...run() };
  } catch (error) {
    return { name, passed: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
