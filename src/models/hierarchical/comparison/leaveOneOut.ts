import { inverse, Matrix } from 'ml-matrix';
import { createEStep } from '../eStep.ts';
import type { GroupDesign, GroupParams } from '../group/groupParams.ts';
import { packGroup, unpackGroup } from '../group/packedGroup.ts';
import { updateGroup } from '../group/updateGroup.ts';
import type { Posteriors } from '../posteriors.ts';
import type { HierarchicalProblem } from '../problem.ts';

/** The evidence of a subject under the group of all others. */
export interface LeftOut {
  /** Nats. */
  readonly logEvidence: number;
  /** Largest change that the M-step still makes: of coefficients in group standard deviations, and of log variances. */
  readonly residual: number;
  /** Whether that counts as none. */
  readonly converged: boolean;
  /** E-steps that it took. */
  readonly iterations: number;
}

/** How the groups of the others are searched for. */
export interface LeaveOneOutOptions {
  /** Largest residual that counts as none. */
  readonly tolerance: number;
  /** E-steps at most, for each subject. */
  readonly maxIterations: number;
}

/** Change of a packed entry by which the slopes of the EM map are found. */
const difference = 1e-3;
/** No step changes a packed entry by more than this. */
const longestStep = 2;

/**
 * The evidence of each subject under the group refitted without it, one `yield` an E-step (the number of subjects done so far).
 * From the fitted group of all subjects, quasi-Newton steps with the slopes of the EM map there lead to that of all but one in
 * few E-steps; a step that does not bring the residual of the EM map down is taken back, and EM itself steps.
 *
 * @see Broyden 1965, Math Comp 19:577
 */
export function* leaveOneOutSteps(
  problem: HierarchicalProblem,
  fitted: GroupParams,
  { tolerance, maxIterations }: LeaveOneOutOptions,
): Generator<number, LeftOut[], void> {
  const { spec, design } = problem;
  const eStep = createEStep(problem);
  const { posteriors } = eStep;
  const pack = (group: GroupParams): Float64Array => packGroup(group, fitted);
  const imageWithout = (subject: number | null): Float64Array => {
    const { moments, rows } = withoutSubject(posteriors, design, subject);
    return pack(updateGroup(spec.group, moments, rows, spec.hyperprior));
  };
  const run = (place: Float64Array, fromSpread: boolean): void => eStep.run(unpackGroup(place, fitted), fromSpread);
  const origin = pack(fitted);
  run(origin, true);
  yield 0;
  const numSubjects = design.numSubjects;
  const evidence = posteriors.logEvidence.slice();
  const images = Array.from({ length: numSubjects }, (_, s) => imageWithout(s));
  const all = imageWithout(null);
  const slopes = Matrix.zeros(origin.length, origin.length);
  for (let p = 0; p < origin.length; p++) {
    const place = origin.slice();
    place[p] += difference;
    run(place, false);
    yield 0;
    imageWithout(null).forEach((value, q) => {
      slopes.set(q, p, (value - all[q]) / difference);
    });
  }
  const newton = newtonMatrix(slopes);
  const results: LeftOut[] = [];
  for (let s = 0; s < numSubjects; s++) {
    let logEvidence = evidence[s];
    let place = origin;
    let image = images[s];
    let toStep = newton;
    let isPlain = false;
    let iterations = 0;
    while (distance(place, image) >= tolerance && iterations < maxIterations) {
      const next: Float64Array = isPlain ? image : stepTo(place, image, toStep);
      run(next, false);
      iterations++;
      yield s;
      const nextImage = imageWithout(s);
      toStep = broyden(toStep, { place, image }, { place: next, image: nextImage });
      isPlain = !isPlain && !(distance(next, nextImage) < distance(place, image));
      if (isPlain) continue;
      place = next;
      image = nextImage;
      logEvidence = posteriors.logEvidence[s];
    }
    const residual = distance(place, image);
    results.push({ logEvidence, residual, converged: residual < tolerance, iterations });
  }
  return results;
}

/** What an M-step looks at, less a subject. */
function withoutSubject(
  { mean, covariance }: Posteriors,
  design: GroupDesign,
  subject: number | null,
): { readonly moments: Pick<Posteriors, 'mean' | 'covariance'>; readonly rows: GroupDesign } {
  if (subject === null) return { moments: { mean, covariance }, rows: design };
  const { numSubjects } = design;
  const cut = (values: Float64Array): Float64Array => {
    const width = values.length / numSubjects;
    const kept = new Float64Array(values.length - width);
    kept.set(values.subarray(0, subject * width));
    kept.set(values.subarray((subject + 1) * width), subject * width);
    return kept;
  };
  return {
    moments: { mean: cut(mean), covariance: cut(covariance) },
    rows: { names: design.names, rows: cut(design.rows), numSubjects: numSubjects - 1 },
  };
}

/** (I - slopes)⁻¹: what turns the residual of a map into the step to its fixed point; the identity where there is none. */
function newtonMatrix(slopes: Matrix): Matrix {
  const size = slopes.rows;
  try {
    const found = inverse(Matrix.sub(Matrix.eye(size), slopes));
    return found.to1DArray().every(Number.isFinite) ? found : Matrix.eye(size);
  } catch {
    return Matrix.eye(size);
  }
}

function stepTo(place: Float64Array, image: Float64Array, toStep: Matrix): Float64Array {
  const step = toStep.mmul(Matrix.columnVector(image.map((value, p) => value - place[p])));
  return place.map((value, p) => value + Math.min(Math.max(step.get(p, 0), -longestStep), longestStep));
}

interface Mapped {
  readonly place: Float64Array;
  readonly image: Float64Array;
}

/** Corrects a Newton matrix by what the last step did. */
function broyden(toStep: Matrix, last: Mapped, now: Mapped): Matrix {
  const step = Matrix.columnVector(now.place.map((value, p) => value - last.place[p]));
  const residuals = [last, now].map(({ place, image }) => image.map((value, p) => value - place[p]));
  const fall = Matrix.columnVector(residuals[0].map((value, p) => value - residuals[1][p]));
  const moved = toStep.mmul(fall);
  const along = step.transpose().mmul(toStep);
  const scale = step.transpose().mmul(moved).get(0, 0);
  if (!(Math.abs(scale) > 1e-300)) return toStep;
  return Matrix.add(toStep, Matrix.sub(step, moved).mmul(along).div(scale));
}

function distance(place: Float64Array, image: Float64Array): number {
  return image.reduce((most, value, p) => Math.max(most, Math.abs(value - place[p])), 0);
}
