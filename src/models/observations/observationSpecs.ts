import { quote, SpecError } from '../../errors.ts';
import { optionsOf, requireKnownOptions } from '../checks.ts';
import type { LinkFunctions, LinkName } from './links.ts';
import { requireOwnLink } from './ownLink.ts';

/** A function of a module: what a spec holds where a function must travel to another process or into a file. */
export interface ModuleExport {
  readonly module: string;
  readonly export: string;
}

/** A link by name, as functions of one's own, or as a module's export of these; as both it works here and can be saved. */
export type Link<Name extends LinkName = LinkName> = Name | LinkFunctions | ModuleExport;

/** What a trial's observation is given its state: a distribution, and the link between its mean and the weighted features. */
export type Observation =
  | { readonly kind: 'bernoulli'; readonly link: Link<'logit' | 'probit'> }
  | { readonly kind: 'poisson'; readonly link: Link<'log' | 'softplus' | 'identity'> }
  | { readonly kind: 'gaussian'; readonly link: Link<'identity' | 'log' | 'softplus' | 'inverse'> }
  | { readonly kind: 'gamma'; readonly link: Link<'log' | 'inverse' | 'softplus' | 'identity'> }
  | { readonly kind: 'negativeBinomial'; readonly link: Link<'log' | 'softplus' | 'identity'> };

type LinkOf<Kind extends Observation['kind']> = Extract<Observation, { readonly kind: Kind }>['link'];

/**
 * Binary choices, 0 or 1: P(y = 1) = logistic(w·x), or the normal distribution function of w·x with link 'probit'.
 *
 * @throws {SpecError} when the link is not one of these, nor the four functions of a link
 * @example bernoulli({ link: 'probit' })
 */
export function bernoulli(options: { readonly link?: LinkOf<'bernoulli'> } = {}): Observation {
  const { link = 'logit' } = options;
  requireKnownOptions(['link'], options, 'bernoulli');
  return { kind: 'bernoulli', link: checkedLink('bernoulli', link, ['logit', 'probit']) };
}

/**
 * Counts, such as spikes or licks in a bin, whose variance is their mean.
 *
 * @throws {SpecError} when the link is not 'log', 'softplus' or 'identity', nor the four functions of a link
 */
export function poisson(options: { readonly link?: LinkOf<'poisson'> } = {}): Observation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'poisson');
  return { kind: 'poisson', link: checkedLink('poisson', link, ['log', 'softplus', 'identity']) };
}

/**
 * Real numbers with normal noise. The scale of a state is the variance of the noise.
 *
 * @throws {SpecError} when the link is not 'identity', 'log', 'softplus' or 'inverse', nor the four functions of a link
 */
export function gaussian(options: { readonly link?: LinkOf<'gaussian'> } = {}): Observation {
  const { link = 'identity' } = options;
  requireKnownOptions(['link'], options, 'gaussian');
  return { kind: 'gaussian', link: checkedLink('gaussian', link, ['identity', 'log', 'softplus', 'inverse']) };
}

/**
 * Positive numbers, such as durations, whose standard deviation grows with their mean: Var(y) = scale · mean². The scale of a
 * state is 1 / shape.
 *
 * @throws {SpecError} when the link is not 'log', 'inverse', 'softplus' or 'identity', nor the four functions of a link
 */
export function gamma(options: { readonly link?: LinkOf<'gamma'> } = {}): Observation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'gamma');
  return { kind: 'gamma', link: checkedLink('gamma', link, ['log', 'inverse', 'softplus', 'identity']) };
}

/**
 * Counts that vary more than Poisson counts: Var(y) = mean + scale · mean². The scale of a state is this dispersion.
 *
 * @throws {SpecError} when the link is not 'log', 'softplus' or 'identity', nor the four functions of a link
 */
export function negativeBinomial(options: { readonly link?: LinkOf<'negativeBinomial'> } = {}): Observation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'negativeBinomial');
  return { kind: 'negativeBinomial', link: checkedLink('negativeBinomial', link, ['log', 'softplus', 'identity']) };
}

/** An observation written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedObservation(observation: Observation): Observation {
  switch (observation?.kind) {
    case 'bernoulli':
      return bernoulli(optionsOf(observation));
    case 'poisson':
      return poisson(optionsOf(observation));
    case 'gaussian':
      return gaussian(optionsOf(observation));
    case 'gamma':
      return gamma(optionsOf(observation));
    case 'negativeBinomial':
      return negativeBinomial(optionsOf(observation));
    default:
      throw new SpecError(
        'observation',
        observation,
        `observation must be made by bernoulli(), poisson(), gaussian(), gamma() or negativeBinomial(), but is ${quote(observation)}.`,
      );
  }
}

function checkedLink<Name extends LinkName>(family: string, link: Link<Name>, names: readonly Name[]): Link<Name> {
  if (typeof link === 'string') {
    if (names.includes(link)) return link;
  } else if (typeof link === 'object' && link !== null) {
    if ('inverse' in link || 'value' in link) {
      requireOwnLink(family, link as Partial<LinkFunctions>);
      return link;
    }
    if ('module' in link && typeof link.module === 'string' && typeof link.export === 'string') return link;
  }
  const allowed = names.map((name) => `'${name}'`).join(', ');
  throw new SpecError(
    'link',
    link,
    `link of ${family}() must be ${allowed}, a link of one's own { value, inverse, first, second } or { module, export }, but is ${quote(link)}.`,
  );
}
