import { choleskyFactor, fillInverse } from '../../numerics/cholesky.ts';
import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { densityOf, fillLocation, type GroupDesign, type GroupParams, roundingOf } from './group/groupParams.ts';
import type { GroupFamily } from './group/groups.ts';
import { isOwnPrior, type SubjectPrior } from './hierarchical.ts';
import { fillDensitySlopes, kinkRounding, logDensity, type PriorDensity } from './priors.ts';

/** The log density that draws the parameters of a subject, as a function of x. */
export interface LogPrior {
  /** Adds value, gradient and Hessian, as the search sees them, to those there; returns the value. */
  add(x: Float64Array, out: Derivatives): number;
  /** The log density itself, nats. */
  value(x: Float64Array): number;
}

const flat: LogPrior = { add: () => 0, value: () => 0 };

/** [subject] the log priors under a group, or those that are given. */
export function subjectPriors(
  prior: SubjectPrior,
  family: GroupFamily,
  group: GroupParams,
  design: GroupDesign,
): (subject: number) => LogPrior {
  if (prior === 'none') return () => flat;
  const size = group.scale.length;
  if (prior !== 'group') {
    const given = isOwnPrior(prior)
      ? ownLogPrior(prior.logDensity, size)
      : independent(Object.values(prior), kinkRounding);
    return () => given;
  }
  const location = new Float64Array(size);
  if (group.covariance) return normalWithCovariance(group, design, group.covariance);
  return (subject) => {
    fillLocation(group, design, subject, location);
    return independent(
      Array.from(location, (at, k) => densityOf(family, at, group.scale[k])),
      roundingOf(family),
    );
  };
}

function independent(densities: readonly PriorDensity[], rounding: number): LogPrior {
  const size = densities.length;
  const slopes = { value: 0, first: 0, second: 0 };
  return {
    add(x, out) {
      let value = 0;
      for (let k = 0; k < size; k++) {
        fillDensitySlopes(densities[k], rounding, x[k], slopes);
        value += slopes.value;
        out.gradient[k] += slopes.first;
        out.hessian[k * size + k] += slopes.second;
      }
      out.value += value;
      return value;
    },
    value: (x) => densities.reduce((sum, density, k) => sum + logDensity(density, x[k]), 0),
  };
}

function ownLogPrior(fill: (x: Float64Array, out: Derivatives) => void, size: number): LogPrior {
  const own: Derivatives = { value: 0, gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
  return {
    add(x, out) {
      fill(x, own);
      out.value += own.value;
      for (let k = 0; k < size; k++) out.gradient[k] += own.gradient[k];
      for (let k = 0; k < size * size; k++) out.hessian[k] += own.hessian[k];
      return own.value;
    },
    value(x) {
      fill(x, own);
      return own.value;
    },
  };
}

function normalWithCovariance(
  group: GroupParams,
  design: GroupDesign,
  covariance: Float64Array,
): (subject: number) => LogPrior {
  const size = group.scale.length;
  const factor = covariance.slice();
  choleskyFactor(factor, 0, size);
  let constant = -0.5 * size * Math.log(2 * Math.PI);
  for (let k = 0; k < size; k++) constant -= Math.log(factor[k * size + k]);
  const precision = new Float64Array(size * size);
  fillInverse(factor, size, precision, 0);
  const location = new Float64Array(size);
  const pull = new Float64Array(size);
  const fillPull = (x: Float64Array): number => {
    let square = 0;
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += precision[k * size + j] * (x[j] - location[j]);
      pull[k] = sum;
      square += sum * (x[k] - location[k]);
    }
    return constant - 0.5 * square;
  };
  const logPrior: LogPrior = {
    add(x, out) {
      const value = fillPull(x);
      out.value += value;
      for (let k = 0; k < size; k++) out.gradient[k] -= pull[k];
      for (let k = 0; k < size * size; k++) out.hessian[k] -= precision[k];
      return value;
    },
    value: fillPull,
  };
  return (subject) => {
    fillLocation(group, design, subject, location);
    return logPrior;
  };
}
