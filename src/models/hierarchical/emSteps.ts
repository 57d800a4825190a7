import { andersonStep, type MapHistory, rememberImage } from '../../numerics/andersonStep.ts';
import { createEStep } from './eStep.ts';
import type { GroupParams } from './group/groupParams.ts';
import { packGroup, unpackGroup } from './group/packedGroup.ts';
import { leastScale, updateGroup } from './group/updateGroup.ts';
import type { Posteriors } from './posteriors.ts';
import type { HierarchicalProblem } from './problem.ts';

/** Where hierarchical EM stands after an E-step. */
export interface EmStep {
  /** E-steps so far, from 1. */
  readonly iteration: number;
  readonly evaluations: number;
  /** Log evidence of all subjects under the group of this E-step, nats; it may fall. */
  readonly logEvidence: number;
  /** Largest change that the M-step makes: of coefficients in group standard deviations, and of log variances. */
  readonly residual: number;
  readonly group: GroupParams;
}

/** Where hierarchical EM ended and why. */
export interface EmResult {
  readonly group: GroupParams;
  /** Under that group. */
  readonly posteriors: Posteriors;
  readonly stopReason: 'converged' | 'maxIterations';
  readonly evaluations: number;
  readonly trace: readonly EmStep[];
}

/** How hierarchical EM runs. */
export interface EmOptions {
  /** Largest residual that counts as none, twice in a row. */
  readonly tolerance: number;
  /** E-steps at most. */
  readonly maxIterations: number;
  /** Whether steps are accelerated. */
  readonly accelerate: boolean;
}

/** So many E-steps apart, every subject is searched from spread starts again. */
const spreadEvery = 25;
/** So many E-steps apart, a variance on its way to 0, where EM would creep for ever, is tried there. */
const probeEvery = 15;
/** Changes of a mean are measured in no smaller unit, were the standard deviation to collapse. */
const leastUnit = 0.1;
/** Groups that differ by less are near each other. */
const near = 0.1;
/** Where acceleration has not led to the end by then, or led astray so often, EM goes on by itself. */
const [longestAcceleration, mostStrayed] = [150, 3];
/** An accelerated step changes no entry by more than this, in group standard deviations or logarithms of a variance. */
const longestStep = 2;

/**
 * Hierarchical EM from a group to start with, one `yield` an E-step. Steps are accelerated; one that does not bring the
 * residual of the EM map down, or where posteriors are integrated over the log evidence up, is taken back, and EM itself steps
 * instead. Where the prior is given there is one E-step.
 *
 * @see Huys et al. 2011; Varadhan & Roland 2008, Scand J Stat 35:335 (acceleration of EM as a fixed-point map)
 */
export function* emSteps(
  problem: HierarchicalProblem,
  start: GroupParams,
  { tolerance, maxIterations, accelerate }: EmOptions,
): Generator<EmStep, EmResult, void> {
  const { spec, design } = problem;
  const eStep = createEStep(problem);
  const { posteriors } = eStep;
  const trace: EmStep[] = [];
  const done = (group: GroupParams, stopReason: EmResult['stopReason']): EmResult => ({
    group,
    posteriors,
    stopReason,
    evaluations: eStep.evaluations,
    trace,
  });
  // where posteriors are integrated over, log evidence is what EM maximises
  const isExact = spec.integration.kind !== 'laplace';
  const history: MapHistory = { places: [], images: [] };
  let group = start;
  let last = start;
  let isProposal = false;
  // parameter whose variance is tried at its least
  let probed: number | null = null;
  let strayed = 0;
  let quiet = 0;
  // residual of the last place that was kept, and where EM goes from there
  let kept = { residual: Infinity, logEvidence: -Infinity, next: start };
  for (let iteration = 1; ; iteration++) {
    const isNear = iteration > 1 && residualOf(last, group) < near;
    eStep.run(group, quiet === 1 || iteration % spreadEvery === 0, isNear);
    last = group;
    const next = updateGroup(spec.group, posteriors, design, spec.hyperprior);
    const residual = spec.prior === 'group' ? residualOf(group, next) : 0;
    const logEvidence = posteriors.logEvidence.reduce((sum, value) => sum + value, 0);
    const step = { iteration, evaluations: eStep.evaluations, logEvidence, residual, group };
    trace.push(step);
    yield step;
    if (spec.prior !== 'group') return done(group, 'converged');
    quiet = residual < tolerance ? quiet + 1 : 0;
    if (quiet >= 2) return done(group, 'converged');
    if (iteration >= maxIterations) return done(group, 'maxIterations');
    // EM by itself brings its residual down where its map is smooth; where a subject's maximum changes over, it is not
    if (!isProposal && residual > 2 * kept.residual) strayed++;
    const rises = logEvidence > kept.logEvidence;
    const isBetter = probed === null ? (isExact ? rises : residual < kept.residual) : rises && isLeast(next, probed);
    if (isProposal && !isBetter) {
      group = kept.next;
      isProposal = false;
      probed = null;
      history.places.length = 0;
      history.images.length = 0;
      continue;
    }
    kept = { residual, logEvidence, next };
    group = next;
    isProposal = false;
    probed = iteration % probeEvery === 0 ? collapsing(step.group, next, residual) : null;
    if (accelerate && probed !== null) {
      group = { ...next, scale: next.scale.map((value, k) => (k === probed ? leastScale : value)) };
      isProposal = true;
      continue;
    }
    if (!accelerate || strayed > mostStrayed || iteration > longestAcceleration || quiet > 0) continue;
    rememberImage(history, packGroup(step.group, start), packGroup(next, start));
    const proposal = andersonStep(history);
    if (proposal === null) continue;
    const image = history.images[history.images.length - 1];
    group = unpackGroup(
      image.map((value, p) => value + Math.min(Math.max(proposal[p] - value, -longestStep), longestStep)),
      start,
    );
    isProposal = true;
  }
}

function isLeast({ scale }: GroupParams, k: number): boolean {
  return scale[k] === leastScale;
}

/** The parameter whose small variance falls, if that is most of what still changes. */
function collapsing(group: GroupParams, next: GroupParams, residual: number): number | null {
  if (group.covariance !== null) return null;
  const found = next.scale.findIndex((value, k) => {
    const fall = 2 * Math.log(group.scale[k] / value);
    return value > leastScale && value < 0.5 && fall > 0.3 * residual;
  });
  return found < 0 ? null : found;
}

/** Largest change of coefficients in group standard deviations, and of logarithms of variances. */
function residualOf(group: GroupParams, next: GroupParams): number {
  const size = group.scale.length;
  let most = 0;
  next.coefficients.forEach((value, i) => {
    most = Math.max(most, Math.abs(value - group.coefficients[i]) / Math.max(group.scale[i % size], leastUnit));
  });
  next.scale.forEach((value, k) => {
    most = Math.max(most, 2 * Math.abs(Math.log(value / group.scale[k])));
  });
  next.covariance?.forEach((value, i) => {
    const unit = group.scale[i % size] * group.scale[Math.floor(i / size)];
    most = Math.max(most, Math.abs(value - (group.covariance?.[i] ?? 0)) / unit);
  });
  return most;
}
