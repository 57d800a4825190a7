import { Matrix, pseudoInverse } from 'ml-matrix';
import { addLower, choleskyFactor } from '../../../numerics/cholesky.ts';
import { momentPoints } from '../integration/posteriorPoints.ts';
import type { Posteriors } from '../posteriors.ts';
import { fillDensitySlopes } from '../priors.ts';
import { densityOf, fillLocation, type GroupDesign, type GroupParams, roundingOf } from './groupParams.ts';
import type { GroupFamily } from './groups.ts';
import { leastScale } from './updateGroup.ts';

/** Uncertainty of a fitted group. */
export interface GroupUncertainty {
  /** [coefficient, coefficient] covariance of the coefficients, row-major. */
  readonly coefficientCovariance: Float64Array;
  /** [parameter] standard errors of the logarithm of scales. */
  readonly logScaleErrors: Float64Array;
}

/**
 * Standard errors of a group by the missing-information principle: the information that the parameters of subjects would
 * carry if they were known, less what their posteriors leave open. Where that is not positive, because normal approximations
 * leave more open than there is, the scores of the subjects tell the information. Scales that have collapsed are taken as given.
 *
 * @see Louis 1982, J R Stat Soc B 44:226; Meilijson 1989, J R Stat Soc B 51:127 (empirical information)
 */
export function groupUncertainty(
  family: GroupFamily,
  group: GroupParams,
  posteriors: Pick<Posteriors, 'mean' | 'covariance'>,
  design: GroupDesign,
): GroupUncertainty {
  const size = group.scale.length;
  const numCovariates = design.names.length;
  const numCoefficients = numCovariates * size;
  const numScores = numCoefficients + size;
  const information = Matrix.zeros(numScores, numScores);
  const empirical = Matrix.zeros(numScores, numScores);
  const location = new Float64Array(size);
  const { z, weights } = momentPoints(size);
  const x = new Float64Array(size);
  const score = new Float64Array(numScores);
  for (let s = 0; s < design.numSubjects; s++) {
    fillLocation(group, design, s, location);
    const factor = posteriors.covariance.slice(s * size * size, (s + 1) * size * size);
    choleskyFactor(factor, 0, size);
    const covariates = design.rows.subarray(s * numCovariates, (s + 1) * numCovariates);
    const complete = completeInformation(family, group, location);
    const meanScore = new Float64Array(numScores);
    weights.forEach((weight, i) => {
      x.set(posteriors.mean.subarray(s * size, (s + 1) * size));
      addLower(factor, 0, size, z, i * size, x);
      complete.fill(x, covariates, score);
      for (let a = 0; a < numScores; a++) {
        meanScore[a] += weight * score[a];
        for (let b = 0; b < numScores; b++) information.set(a, b, information.get(a, b) - weight * score[a] * score[b]);
      }
      complete.add(x, covariates, weight, information);
    });
    for (let a = 0; a < numScores; a++)
      for (let b = 0; b < numScores; b++) {
        const product = meanScore[a] * meanScore[b];
        information.set(a, b, information.get(a, b) + product);
        empirical.set(a, b, empirical.get(a, b) + product);
      }
  }
  for (const matrix of [information, empirical]) holdCollapsed(matrix, group, numCoefficients);
  return read(isPositive(information) ? information : empirical, group, numCoefficients);
}

/** Takes scales that have collapsed as given. */
function holdCollapsed(information: Matrix, { scale }: GroupParams, numCoefficients: number): void {
  scale.forEach((value, k) => {
    if (value > leastScale) return;
    const at = numCoefficients + k;
    for (let a = 0; a < information.rows; a++) {
      information.set(a, at, Number(a === at));
      information.set(at, a, Number(a === at));
    }
  });
}

function isPositive(information: Matrix): boolean {
  return choleskyFactor(Float64Array.from(information.to1DArray()), 0, information.rows);
}

function read(information: Matrix, group: GroupParams, numCoefficients: number): GroupUncertainty {
  const covariance = pseudoInverse(information);
  const isSound = (a: number): boolean => covariance.get(a, a) > 0;
  const coefficientCovariance = new Float64Array(numCoefficients * numCoefficients);
  for (let a = 0; a < numCoefficients; a++)
    for (let b = 0; b < numCoefficients; b++)
      coefficientCovariance[a * numCoefficients + b] = isSound(a) && isSound(b) ? covariance.get(a, b) : Number.NaN;
  return {
    coefficientCovariance,
    logScaleErrors: group.scale.map((scale, k) => {
      const a = numCoefficients + k;
      return scale > leastScale && isSound(a) ? Math.sqrt(covariance.get(a, a)) : Number.NaN;
    }),
  };
}

/** Score and observed information of coefficients and log scales, were x known. */
interface CompleteInformation {
  fill(x: Float64Array, covariates: Float64Array, score: Float64Array): void;
  add(x: Float64Array, covariates: Float64Array, weight: number, information: Matrix): void;
}

function completeInformation(family: GroupFamily, group: GroupParams, location: Float64Array): CompleteInformation {
  const size = location.length;
  const slopes = { value: 0, first: 0, second: 0 };
  const precision = group.covariance && pseudoInverse(Matrix.from1DArray(size, size, group.covariance));
  const at = (k: number, x: Float64Array): void =>
    fillDensitySlopes(densityOf(family, location[k], group.scale[k]), roundingOf(family), x[k], slopes);
  return {
    fill(x, covariates, score) {
      for (let k = 0; k < size; k++) {
        at(k, x);
        const distance = x[k] - location[k];
        const pull = precision
          ? location.reduce((sum, middle, j) => sum + precision.get(k, j) * (x[j] - middle), 0)
          : -slopes.first;
        for (let c = 0; c < covariates.length; c++) score[c * size + k] = covariates[c] * pull;
        score[covariates.length * size + k] = -1 - distance * slopes.first;
      }
    },
    add(x, covariates, weight, information) {
      const numCoefficients = covariates.length * size;
      const plus = (a: number, b: number, value: number): void => {
        information.set(a, b, information.get(a, b) + weight * value);
      };
      for (let k = 0; k < size; k++) {
        at(k, x);
        const distance = x[k] - location[k];
        const scaleRow = numCoefficients + k;
        const mixed = -(slopes.first + distance * slopes.second);
        plus(scaleRow, scaleRow, -(distance * slopes.first + distance * distance * slopes.second));
        for (let c = 0; c < covariates.length; c++) {
          if (!precision) {
            plus(c * size + k, scaleRow, covariates[c] * mixed);
            plus(scaleRow, c * size + k, covariates[c] * mixed);
          }
          for (let d = 0; d < covariates.length; d++)
            if (precision)
              for (let j = 0; j < size; j++)
                plus(c * size + k, d * size + j, covariates[c] * covariates[d] * precision.get(k, j));
            else plus(c * size + k, d * size + k, -covariates[c] * covariates[d] * slopes.second);
        }
      }
    },
  };
}
