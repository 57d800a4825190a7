import { SpecError } from '../errors.ts';
import { requireFinite } from '../models/checks.ts';
import { fitDefaults } from '../models/fitDefaults.ts';
import type { FitMethod } from '../models/glmHmm/fitSteps.ts';
import { hasKinks } from '../models/penalties.ts';
import type { GlmHmmSpec } from '../models/specs.ts';

/**
 * When a fit has converged. Proximal steps stop by their residual; all others once gain and gradient are small twice in a row, or
 * what is left to gain is below the rounding of the log posterior (1e-14 of it).
 */
export interface Tolerances {
  /** Gain in log posterior, relative to the log-likelihood, that counts as none; 1e-8 by default. */
  readonly tolerance?: number;
  /**
   * Gradient that counts as none, in units of the curvature: about the distance to the maximum in standard errors, those of known
   * states; 1e-5 by default.
   */
  readonly gradientTolerance?: number;
  /** KKT residual that counts as none, in nats per unit of a parameter; 1e-6 by default. */
  readonly residualTolerance?: number;
}

/** Checks tolerances and puts their defaults in place. @throws {SpecError} when one is impossible, or has no part in the method */
export function settleTolerances(spec: GlmHmmSpec, method: FitMethod, given: Tolerances): Required<Tolerances> {
  const {
    tolerance = fitDefaults.tolerance,
    gradientTolerance = fitDefaults.gradientTolerance,
    residualTolerance = fitDefaults.residualTolerance,
  } = given;
  const settled = { tolerance, gradientTolerance, residualTolerance };
  for (const [name, value] of Object.entries(settled)) requireFinite(name, value, { atLeast: 0 });
  if (method === 'proximal' || (method === 'auto' && hasKinks(spec.penalty)))
    for (const name of ['tolerance', 'gradientTolerance'] as const)
      refuse(name, given[name], 'proximal steps stop by the KKT residual. Set residualTolerance instead');
  else
    refuse(
      'residualTolerance',
      given.residualTolerance,
      `only proximal steps stop by the KKT residual. Set gradientTolerance instead, or method: 'proximal'`,
    );
  return settled;
}

function refuse(name: keyof Tolerances, value: number | undefined, reason: string): void {
  if (value !== undefined) throw new SpecError(name, value, `${name} has no part in this fit: ${reason}.`);
}
