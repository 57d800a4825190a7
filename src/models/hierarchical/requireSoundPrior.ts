import { quote, SpecError } from '../../errors.ts';
import { differenceStep, isFarFromDifferences } from '../../numerics/differences.ts';
import { createDerivatives, type Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { type HierarchicalSpec, isOwnPrior } from './hierarchical.ts';

/**
 * Refuses a prior of one's own whose value, gradient and Hessian do not belong together, at two points.
 *
 * @throws {SpecError}
 */
export function requireSoundPrior({ prior }: HierarchicalSpec, parameterNames: readonly string[]): void {
  if (typeof prior === 'string' || !isOwnPrior(prior)) return;
  const size = parameterNames.length;
  const refuse = (what: string): never => {
    throw new SpecError(
      'prior',
      prior,
      `logDensity of ownPrior() ${what}. Given x [parameter] of ${parameterNames.join(', ')}, it must fill value, gradient and Hessian (row-major, [parameter, parameter]) of the log density at x.`,
    );
  };
  const at = (x: Float64Array): Derivatives => {
    const out = createDerivatives(size);
    try {
      prior.logDensity(x, out);
    } catch (error) {
      refuse(`fails at x = ${listed(x)} with ${quote(String(error))}`);
    }
    return out;
  };
  for (const sign of [1, -1]) {
    const x = Float64Array.from({ length: size }, (_, k) => sign * (0.37 - 0.29 * (k % 4)));
    const { value, gradient, hessian } = at(x);
    if (value === -Infinity) continue;
    if (!Number.isFinite(value)) refuse(`has the value ${value} at x = ${listed(x)}`);
    for (let k = 0; k < size; k++) {
      const [below, above] = [-differenceStep, differenceStep].map((by) =>
        at(x.map((one, j) => (j === k ? one + by : one))),
      );
      if (!Number.isFinite(below.value) || !Number.isFinite(above.value)) continue;
      const slope = (above.value - below.value) / (2 * differenceStep);
      if (isFarFromDifferences(gradient[k], slope))
        refuse(
          `has gradient[${k}] = ${short(gradient[k])} at x = ${listed(x)}, where the value has the slope ${short(slope)}`,
        );
      for (let j = 0; j < size; j++) {
        const bend = (above.gradient[j] - below.gradient[j]) / (2 * differenceStep);
        const found = hessian[k * size + j];
        if (isFarFromDifferences(found, bend))
          refuse(
            `has hessian[${k * size + j}] = ${short(found)} at x = ${listed(x)}, where gradient[${j}] has the slope ${short(bend)}`,
          );
      }
    }
  }
}

function listed(x: Float64Array): string {
  return `[${Array.from(x, short).join(', ')}]`;
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}
