import { andersonStep, type MapHistory, rememberImage } from '../../numerics/andersonStep.ts';
import { createEStep } from './eStep.ts';
import type { GroupParams } from './groupParams.ts';
import { packGroup, unpackGroup } from './packedGroup.ts';
import type { Posteriors } from './posteriors.ts';
import type { HierarchicalProblem } from './problem.ts';
import { updateGroup } from './updateGroup.ts';

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
/** Where acceleration has not led to the end by then, or led astray so often, EM goes on by itself. */
const [longestAcceleration, mostRises] = [150, 3];
/** An accelerated step changes no entry by more than this, in group standard deviations or logarithms of a variance. */
const longestStep = 2;

/**
 * Hierarchical EM from a group to start with, one `yield` an E-step. Steps are accelerated; one that does not bring the
 * residual of the EM map down is taken back, and EM itself steps instead. Where the prior is given there is one E-step.
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
  const history: MapHistory = { places: [], images: [] };
  let group = start;
  let isProposal = false;
  let rises = 0;
  let quiet = 0;
  // residual of the last place that was kept, and where EM goes from there
  let kept = { residual: Infinity, next: start };
  for (let iteration = 1; ; iteration++) {
    eStep.run(group, quiet === 1 || iteration % spreadEvery === 0);
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
    if (!isProposal && residual > 2 * kept.residual) rises++;
    if (isProposal && !(residual < kept.residual)) {
      group = kept.next;
      isProposal = false;
      history.places.length = 0;
      history.images.length = 0;
      continue;
    }
    kept = { residual, next };
    group = next;
    isProposal = false;
    if (!accelerate || rises > mostRises || iteration > longestAcceleration || quiet > 0) continue;
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

/** Largest change of coefficients in group standard deviations, and of logarithms of variances. */
function residualOf(group: GroupParams, next: GroupParams): number {
  const size = group.scale.length;
  let most = 0;
  next.coefficients.forEach((value, i) => {
    most = Math.max(most, Math.abs(value - group.coefficients[i]) / group.scale[i % size]);
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
