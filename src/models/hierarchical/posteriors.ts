/** Why a subject's search is to be looked at; 'converged' is none. */
export type SubjectStatus = 'converged' | 'notConverged' | 'atBound' | 'notMaximum';

/** What the data of each subject say of its parameters, on the unbounded scales. */
export interface Posteriors {
  /** [subject, parameter] the most probable x. */
  readonly mode: Float64Array;
  /** [subject, parameter] mean of x; the mode in Laplace's approximation. */
  readonly mean: Float64Array;
  /** [subject, parameter, parameter] covariance of x. */
  readonly covariance: Float64Array;
  /** [subject] log-likelihood at the mode, nats. */
  readonly logLikelihood: Float64Array;
  /** [subject] log prior density at the mode. */
  readonly logPrior: Float64Array;
  /** [subject] log of the likelihood integrated over the prior. */
  readonly logEvidence: Float64Array;
  /** [subject] different maxima that the search knows of. */
  readonly numOptima: Int32Array;
  readonly status: SubjectStatus[];
  /** [subject] largest entry of the gradient at the mode. */
  readonly gradient: Float64Array;
}

/** Room for the posteriors of so many subjects. */
export function createPosteriors(numSubjects: number, size: number): Posteriors {
  return {
    mode: new Float64Array(numSubjects * size),
    mean: new Float64Array(numSubjects * size),
    covariance: new Float64Array(numSubjects * size * size),
    logLikelihood: new Float64Array(numSubjects),
    logPrior: new Float64Array(numSubjects),
    logEvidence: new Float64Array(numSubjects),
    numOptima: new Int32Array(numSubjects).fill(1),
    status: new Array<SubjectStatus>(numSubjects).fill('converged'),
    gradient: new Float64Array(numSubjects),
  };
}
