import { quote, SpecError } from '../../../errors.ts';
import { choleskyFactor } from '../../../numerics/cholesky.ts';
import { fromNested, type NdArray, type Nested } from '../../../numerics/ndarray.ts';
import { quantile } from '../../../numerics/quantile.ts';
import { requireKnownOptions } from '../../checks.ts';
import { isNdArray } from '../../givenArray.ts';

/**
 * How much better than chance subjects are predicted: 1 - negative log-likelihood / that of chance, over subjects. 1 is
 * certainty, 0 chance, and below 0 worse.
 *
 * @param negativeLogLikelihoods [subject] nats
 * @param ofChance               [subject] nats: the log of the number of options, summed over observed choices
 * @param options.over           'median' (default) or 'mean' of subjects
 * @throws {SpecError} when numbers are not finite, chance has none above 0, or there are not as many of both
 */
export function pseudoR2OfLosses(
  negativeLogLikelihoods: ArrayLike<number>,
  ofChance: ArrayLike<number>,
  options: { readonly over?: 'mean' | 'median' } = {},
): number {
  requireKnownOptions(['over'], options, 'pseudoR2OfLosses');
  const { over = 'median' } = options;
  if (over !== 'mean' && over !== 'median')
    throw new SpecError('over', over, `over must be 'mean' or 'median', but is ${quote(over)}.`);
  requireSameSubjects('negativeLogLikelihoods', negativeLogLikelihoods, 'ofChance', ofChance.length);
  requireNats('negativeLogLikelihoods', negativeLogLikelihoods);
  requireNats('ofChance', ofChance);
  const shares = Array.from(negativeLogLikelihoods, (nats, subject) => {
    if (!(ofChance[subject] > 0))
      throw new SpecError(
        'ofChance',
        ofChance,
        `ofChance of subject ${subject} (from 0) must be above 0, but is ${ofChance[subject]}: the subject has no observed choice among options. Leave it out.`,
      );
    return 1 - nats / ofChance[subject];
  });
  if (over === 'median') return quantile(shares, 0.5) as number;
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Log evidence of a model as pyEM defines it: what `pyemLogModelEvidence` returns. */
export interface PyemLogModelEvidence {
  /** [subject] Laplace's approximation, nats; `null` where it has none. */
  readonly bySubject: readonly (number | null)[];
  /** Sum over subjects - number of parameters · log number of subjects; `null` when a subject has none. */
  readonly total: number | null;
  /** Subjects, from 0, without a positive definite covariance or a finite posterior: there is no maximum to approximate at. */
  readonly withoutMaximum: readonly number[];
}

/**
 * pyEM's log model evidence: Laplace's approximation by subject, log posterior + log det(covariance) / 2 + parameters · log(2π) / 2,
 * and for their sum a penalty of log(subjects) / 2 for the mean and the variance of each parameter.
 * pyEM gives subjects without a maximum the mean of the others, and takes a negative definite covariance of even size for a
 * positive definite one; here they are reported, and there is no sum.
 *
 * @param negativeLogPosteriors [subject] nats, of data and parameters together
 * @param covariances           [subject, parameter, parameter] inverse Hessian of the negative log posterior
 * @throws {SpecError} when there are not as many of both, or covariances are not square
 */
export function pyemLogModelEvidence(
  negativeLogPosteriors: ArrayLike<number>,
  covariances: NdArray | Nested,
): PyemLogModelEvidence {
  const { shape, data } = isNdArray(covariances)
    ? covariances
    : fromNested(['subject', 'parameter', 'otherParameter'], covariances, 'covariances');
  const [numSubjects, size] = shape;
  if (shape.length !== 3 || shape[2] !== size)
    throw new SpecError(
      'covariances',
      covariances,
      `covariances must be one square matrix a subject, but have shape [${shape.join(', ')}].`,
    );
  requireSameSubjects('negativeLogPosteriors', negativeLogPosteriors, 'covariances', numSubjects);
  const factors = data.slice();
  const bySubject = Array.from(negativeLogPosteriors, (nats, subject) => {
    const offset = subject * size * size;
    if (!Number.isFinite(nats) || !choleskyFactor(factors, offset, size)) return null;
    let logRootDeterminant = 0;
    for (let k = 0; k < size; k++) logRootDeterminant += Math.log(factors[offset + k * size + k]);
    return logRootDeterminant - nats + 0.5 * size * Math.log(2 * Math.PI);
  });
  const withoutMaximum = bySubject.flatMap((evidence, subject) => (evidence === null ? [subject] : []));
  const sum = bySubject.reduce<number>((total, evidence) => total + (evidence ?? 0), 0);
  return {
    bySubject,
    total: withoutMaximum.length > 0 ? null : sum - size * Math.log(numSubjects),
    withoutMaximum,
  };
}

function requireSameSubjects(option: string, given: ArrayLike<number>, other: string, numSubjects: number): void {
  if (given.length !== numSubjects || numSubjects === 0)
    throw new SpecError(
      option,
      given,
      `${option} and ${other} must be of the same subjects, at least one, but hold ${given.length} and ${numSubjects}.`,
    );
}

function requireNats(option: string, given: ArrayLike<number>): void {
  Array.from(given).forEach((value, subject) => {
    if (!Number.isFinite(value))
      throw new SpecError(
        option,
        value,
        `${option} of subject ${subject} (from 0) must be a finite number of nats, but is ${quote(value)}.`,
      );
  });
}
