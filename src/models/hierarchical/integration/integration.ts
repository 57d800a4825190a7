import { optionsOf, refuseKind, requireKnownOptions, requireWhole } from '../../checks.ts';

/** How the posterior of a subject is summed up: by its mode and curvature, or by weighted points. */
export type Integration =
  | { readonly kind: 'laplace' }
  | { readonly kind: 'quadrature'; readonly nodes: number }
  | { readonly kind: 'importanceSampling'; readonly draws: number; readonly seed: number };

/** A normal approximation at the mode of each subject: fast, and biased where posteriors are skewed. */
export function laplace(): Integration {
  return { kind: 'laplace' };
}

/**
 * Adaptive Gauss-Hermite quadrature about the mode of each subject, for up to 3 parameters: the fit is then of the true
 * marginal likelihood.
 *
 * @param options.nodes a parameter, from 3 to 63; 21 by default
 * @throws {SpecError}
 * @see Pinheiro & Bates 1995, J Comput Graph Stat 4:12
 */
export function quadrature(options: { readonly nodes?: number } = {}): Integration {
  const { nodes = 21 } = options;
  requireKnownOptions(['nodes'], options, 'quadrature');
  requireWhole('nodes', nodes, { atLeast: 3, atMost: 63 });
  return { kind: 'quadrature', nodes };
}

/**
 * Importance sampling with draws about the mode of each subject (t with 7 degrees of freedom), the same draws throughout
 * a fit; for any number of parameters.
 *
 * @param options.draws a subject; 500 by default
 * @param options.seed  of the draws; 1 by default
 * @throws {SpecError}
 */
export function importanceSampling(options: { readonly draws?: number; readonly seed?: number } = {}): Integration {
  const { draws = 500, seed = 1 } = options;
  requireKnownOptions(['draws', 'seed'], options, 'importanceSampling');
  requireWhole('draws', draws, { atLeast: 20 });
  requireWhole('seed', seed, { atLeast: 0 });
  return { kind: 'importanceSampling', draws, seed };
}

/** Integration written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedIntegration(integration: Integration): Integration {
  switch (integration?.kind) {
    case 'laplace':
      requireKnownOptions([], optionsOf(integration), 'laplace');
      return integration;
    case 'quadrature':
      return quadrature(optionsOf(integration));
    case 'importanceSampling':
      return importanceSampling(optionsOf(integration));
    default:
      return refuseKind('integration', integration, 'laplace(), quadrature() or importanceSampling()');
  }
}
