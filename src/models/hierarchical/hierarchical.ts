import { quote, SpecError } from '../../errors.ts';
import { parameterNames } from '../behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf, checkedBehavior } from '../behavior/behaviors.ts';
import { requireKnownOptions } from '../checks.ts';
import { nearNames } from '../nearNames.ts';
import { checkedGroup, checkedHyperprior, type GroupFamily, gaussianGroup, type Hyperprior } from './group/groups.ts';
import { checkedIntegration, type Integration, laplace } from './integration/integration.ts';
import { checkedDensity, type OwnPrior, ownPrior, type PriorDensity } from './priors.ts';
import { requireNatural } from './scales.ts';

/** Independent densities by parameter. */
export type PriorDensities = Readonly<Record<string, PriorDensity>>;

/**
 * What subjects' parameters are drawn to: the group that is fitted along ('group', empirical Bayes), a prior that is given
 * (maximum a posteriori), or nothing ('none', maximum likelihood).
 */
export type SubjectPrior = 'group' | 'none' | PriorDensities | OwnPrior;

/** A model of subjects and their group, complete and checked: what `hierarchical` returns. */
export interface HierarchicalSpec {
  readonly kind: 'hierarchical';
  readonly model: BehaviorSpec;
  readonly group: GroupFamily;
  readonly prior: SubjectPrior;
  readonly hyperprior: Hyperprior | null;
  readonly integration: Integration;
  /** Natural values that the search keeps to, by parameter. */
  readonly bounds: Readonly<Record<string, readonly [number, number]>>;
}

/** What `hierarchical` takes besides the model; everything has a default. */
export interface HierarchicalOptions {
  /** `gaussianGroup()` by default. */
  readonly group?: GroupFamily;
  /** 'group' by default. */
  readonly prior?: SubjectPrior;
  /** `weakHyperprior()`; none by default. */
  readonly hyperprior?: Hyperprior | null;
  /** `laplace()` by default. */
  readonly integration?: Integration;
  /** `{ inverseTemperature: [0.1, 10] }`, natural values; none by default. */
  readonly bounds?: Readonly<Record<string, readonly [number, number]>>;
}

const names: readonly string[] = ['group', 'prior', 'hyperprior', 'integration', 'bounds'];

/**
 * Subjects who each behave by one model with parameters of their own, drawn from a group: hierarchical EM fits both.
 *
 * @throws {SpecError} when an option is unknown or impossible, or two do not go together
 * @see Huys et al. 2011, PLoS Comput Biol 7:e1002028; Daw 2011
 * @example const fit = await fitModel(subjects, hierarchical(rescorlaWagner()));
 */
export function hierarchical(model: BehaviorSpec, options: HierarchicalOptions = {}): HierarchicalSpec {
  requireKnownOptions(names, options, 'hierarchical');
  const { group = gaussianGroup(), prior = 'group', hyperprior = null, integration = laplace(), bounds = {} } = options;
  const checked = checkedBehavior(model);
  const parameters = parameterNames(behaviorOf(checked));
  if (prior !== 'group' && hyperprior !== null)
    throw new SpecError(
      'hyperprior',
      hyperprior,
      "hyperprior acts on a group that is fitted, so it needs prior: 'group'. Leave it out.",
    );
  if (hyperprior !== null && group.kind !== 'gaussian')
    throw new SpecError('hyperprior', hyperprior, 'hyperprior goes with gaussianGroup() only. Leave it out.');
  if (integration.kind === 'quadrature' && parameters.length > 3)
    throw new SpecError(
      'integration',
      integration,
      `quadrature() is for up to 3 parameters, but the model has ${parameters.length}. Take importanceSampling().`,
    );
  if (prior === 'none' && integration.kind !== 'laplace')
    throw new SpecError(
      'integration',
      integration,
      "With prior: 'none' there is nothing to integrate over. Leave integration out.",
    );
  return {
    kind: 'hierarchical',
    model: checked,
    group: checkedGroup(group),
    prior: checkedPrior(prior, parameters),
    hyperprior: hyperprior === null ? null : checkedHyperprior(hyperprior),
    integration: checkedIntegration(integration),
    bounds: checkedBounds(bounds, checked, parameters),
  };
}

function checkedPrior(prior: SubjectPrior, parameters: readonly string[]): SubjectPrior {
  if (prior === 'group' || prior === 'none') return prior;
  if (typeof prior === 'object' && prior !== null && isOwnPrior(prior)) {
    const { kind, ...options } = prior;
    return ownPrior(options);
  }
  if (typeof prior !== 'object' || prior === null || Array.isArray(prior) || typeof prior.kind === 'string')
    throw new SpecError(
      'prior',
      prior,
      `prior must be 'group', 'none', ownPrior() or a density for each parameter, as in { ${parameters.map((name) => `${name}: normalPrior(0, 1.5)`).join(', ')} }, but is ${quote(prior)}.`,
    );
  for (const name of Object.keys(prior))
    if (!parameters.includes(name))
      throw new SpecError(
        'prior',
        name,
        `prior has a density of ${quote(name)}. ${nearNames(name, parameters, 'parameter')}`,
      );
  return Object.fromEntries(
    parameters.map((name) => {
      if (prior[name] === undefined)
        throw new SpecError(
          'prior',
          prior,
          `prior has no density of "${name}". Give one for each parameter: ${parameters.join(', ')}.`,
        );
      return [name, checkedDensity(name, prior[name])];
    }),
  );
}

/** Whether a prior is a joint density of one's own. */
export function isOwnPrior(prior: SubjectPrior): prior is OwnPrior {
  return (
    typeof prior === 'object' &&
    (prior as OwnPrior).kind === 'own' &&
    typeof (prior as OwnPrior).logDensity === 'function'
  );
}

function checkedBounds(
  bounds: HierarchicalSpec['bounds'],
  model: BehaviorSpec,
  parameters: readonly string[],
): HierarchicalSpec['bounds'] {
  const { parameters: scales } = behaviorOf(model);
  if (typeof bounds !== 'object' || bounds === null || Array.isArray(bounds))
    throw new SpecError(
      'bounds',
      bounds,
      `bounds must hold a range by parameter, as in { ${parameters[0]}: [least, most] }, but is ${quote(bounds)}.`,
    );
  for (const [name, range] of Object.entries(bounds)) {
    if (!parameters.includes(name))
      throw new SpecError(
        'bounds',
        name,
        `bounds has a range of ${quote(name)}. ${nearNames(name, parameters, 'parameter')}`,
      );
    const isRange = Array.isArray(range) && range.length === 2 && range.every((end) => typeof end === 'number');
    if (!isRange || !(range[0] < range[1]))
      throw new SpecError(
        `bounds.${name}`,
        range,
        `bounds.${name} must be two numbers, [least, most] with least below most, but is ${quote(range)}.`,
      );
    for (const value of range) if (Number.isFinite(value)) requireNatural(`bounds.${name}`, scales[name], value);
  }
  return bounds;
}
