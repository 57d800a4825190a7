import { quote, SpecError } from '../errors.ts';
import { drive, type FitProgress } from '../execution/drive.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { requireReadable } from '../models/behavior/requireReadable.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { hashSubjects } from '../models/behavior/subjectsHash.ts';
import { requireAboveZero, requireFinite, requireKnownOptions, requireWhole } from '../models/checks.ts';
import { type EmResult, type EmStep, emSteps } from '../models/hierarchical/emSteps.ts';
import type { GroupParams } from '../models/hierarchical/group/groupParams.ts';
import type { HierarchicalSpec } from '../models/hierarchical/hierarchical.ts';
import { hierarchicalDefaults } from '../models/hierarchical/hierarchicalDefaults.ts';
import type { GroupStart, HierarchicalFit, HierarchicalSettings } from '../models/hierarchical/hierarchicalFit.ts';
import { type HierarchicalProblem, hierarchicalProblem } from '../models/hierarchical/problem.ts';
import { requireEnoughSubjects } from '../models/hierarchical/requireEnoughSubjects.ts';
import { requireSoundPrior } from '../models/hierarchical/requireSoundPrior.ts';
import { summarizeFit } from '../models/hierarchical/summarizeFit.ts';
import { nearNames } from '../models/nearNames.ts';
import { sha256 } from '../models/trialsHash.ts';
import { version } from '../models/version.ts';
import { withOptions } from '../models/withOptions.ts';
import { random, splitSeed } from '../numerics/random.ts';

/** How a hierarchical model is fitted, as against what it is. */
export interface HierarchicalControl {
  /** The group to start from, apart from prior and hyperprior. */
  readonly start?: GroupStart;
  /** Starts of the group to try; the fit of highest log evidence is kept. 1 by default. */
  readonly restarts?: number;
  /** Decides the starts beyond the first; 1 by default. */
  readonly seed?: number;
  /** Largest change of group means, in group standard deviations, and of log variances that counts as none, twice in a row; 1e-8 by default. */
  readonly tolerance?: number;
  /** E-steps at most, for each start; 1,000 by default. */
  readonly maxIterations?: number;
  /** Whether EM is accelerated; true by default. */
  readonly accelerate?: boolean;
  /** Aborting it rejects the fit with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

/** The names of what the control of a hierarchical fit may hold. */
export const hierarchicalControlNames: readonly (keyof HierarchicalControl)[] = [
  'start',
  'restarts',
  'seed',
  'tolerance',
  'maxIterations',
  'accelerate',
  'signal',
  'onProgress',
];

/**
 * Fits the parameters of subjects and their group by hierarchical EM.
 *
 * @throws {SpecError} when an option is unknown or impossible
 * @throws {DataError} when the subjects do not have what the model reads, or the model breaks down on one of them
 */
export async function fitSubjects(
  subjects: Subjects,
  spec: HierarchicalSpec,
  control: HierarchicalControl = {},
): Promise<HierarchicalFit> {
  const began = performance.now();
  requireKnownOptions(hierarchicalControlNames, control, 'fitModel');
  const checked = withOptions(spec, {});
  const settled = settle(checked, control);
  requireReadable(behaviorOf(checked.model), subjects);
  const problem = hierarchicalProblem(checked, subjects);
  requireEnoughSubjects(problem);
  requireSoundPrior(checked, problem.parameterNames);
  let best: EmResult | null = null;
  let evaluations = 0;
  for (let restart = 0; restart < settled.restarts; restart++) {
    const result = await drive(emSteps(problem, startOf(problem, settled, restart), settled), {
      signal: control.signal,
      ...(control.onProgress && {
        onStep: (step) => control.onProgress?.(progressOf(step, restart, settled.restarts)),
      }),
    });
    evaluations += result.evaluations;
    if (best === null || lastStep(result).logEvidence > lastStep(best).logEvidence) best = result;
  }
  if (best === null)
    throw new SpecError('restarts', settled.restarts, 'restarts must be a whole number of at least 1.');
  const dataHash = await hashSubjects(subjects);
  control.onProgress?.({ ...progressOf(lastStep(best), settled.restarts - 1, settled.restarts), done: true });
  return {
    kind: 'hierarchicalFit',
    version,
    spec: checked,
    settings: settled,
    parameterNames: problem.parameterNames,
    ...summarizeFit(problem, best),
    evaluations,
    seconds: (performance.now() - began) / 1000,
    dataHash,
    requestHash: await hierarchicalRequestHash(dataHash, checked, control),
  };
}

function settle(spec: HierarchicalSpec, control: HierarchicalControl): HierarchicalSettings {
  const {
    start = {},
    restarts = hierarchicalDefaults.restarts,
    seed = hierarchicalDefaults.seed,
    tolerance = hierarchicalDefaults.tolerance,
    maxIterations = hierarchicalDefaults.maxIterations,
    accelerate = hierarchicalDefaults.accelerate,
  } = control;
  requireWhole('restarts', restarts, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('maxIterations', maxIterations, { atLeast: 1 });
  requireAboveZero('tolerance', tolerance);
  if (typeof accelerate !== 'boolean')
    throw new SpecError('accelerate', accelerate, `accelerate must be true or false, but is ${quote(accelerate)}.`);
  requireKnownOptions(['mean', 'standardDeviation'], start, 'start');
  for (const part of ['mean', 'standardDeviation'] as const)
    if (start[part] !== undefined && (typeof start[part] !== 'object' || start[part] === null))
      throw new SpecError(
        `start.${part}`,
        start[part],
        `start.${part} must hold numbers by parameter, on the unbounded scales, but is ${quote(start[part])}.`,
      );
  if (spec.prior !== 'group' && (control.start !== undefined || restarts > 1))
    throw new SpecError(
      control.start === undefined ? 'restarts' : 'start',
      control.start ?? restarts,
      "start and restarts say where the search for the group begins, but with this prior no group is fitted. Leave them out, or take prior: 'group'.",
    );
  return { start, restarts, seed, tolerance, maxIterations, accelerate };
}

/** SHA-256 of everything that decides what a fit will be: subjects, spec, control and version; of functions, their text. */
export async function hierarchicalRequestHash(
  dataHash: string,
  spec: HierarchicalSpec,
  control: HierarchicalControl,
): Promise<string> {
  const asText = (_: string, value: unknown): unknown => (typeof value === 'function' ? String(value) : value);
  return sha256(JSON.stringify([version, dataHash, spec, settle(spec, control)], asText));
}

function startOf(problem: HierarchicalProblem, { start, seed }: HierarchicalSettings, restart: number): GroupParams {
  const { parameterNames, design, spec } = problem;
  for (const [part, check] of [
    ['mean', requireFinite],
    ['standardDeviation', requireAboveZero],
  ] as const)
    for (const [name, value] of Object.entries(start[part] ?? {})) {
      if (!parameterNames.includes(name))
        throw new SpecError(
          `start.${part}`,
          name,
          `start.${part} names ${quote(name)}. ${nearNames(name, parameterNames, 'parameter')}`,
        );
      check(`start.${part}.${name}`, value);
    }
  const size = parameterNames.length;
  const coefficients = new Float64Array(design.names.length * size);
  const scale = Float64Array.from(
    parameterNames,
    (name) => start.standardDeviation?.[name] ?? Math.sqrt(hierarchicalDefaults.startVariance),
  );
  parameterNames.forEach((name, k) => {
    coefficients[k] = start.mean?.[name] ?? 0;
  });
  if (restart > 0) {
    const draw = random(splitSeed(seed, restart));
    for (let k = 0; k < size; k++) {
      coefficients[k] += draw.normal();
      scale[k] *= Math.exp(0.5 * draw.normal());
    }
  }
  const isFull = spec.group.kind === 'gaussian' && spec.group.covariance === 'full';
  const covariance = isFull
    ? Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? scale[i % size] ** 2 : 0))
    : null;
  return { coefficients, scale, covariance };
}

function progressOf({ evaluations, logEvidence }: EmStep, restart: number, numRestarts: number): FitProgress {
  return {
    restart: restart + 1,
    numRestarts,
    evaluation: evaluations,
    logPosterior: logEvidence,
    objective: 'log evidence',
    done: false,
  };
}

function lastStep({ trace }: EmResult): EmStep {
  return trace[trace.length - 1];
}
