import { quote, SpecError } from '../../errors.ts';
import { optionsOf, requireKnownOptions, requireWhole } from '../checks.ts';
import { type Alternatives, checkedAlternatives } from './alternatives.ts';
import type { LinkFunctions, LinkName } from './links.ts';
import { requireOwnLink } from './ownLink.ts';

/** A function of a module: what a spec holds where a function must travel to another process or into a file. */
export interface ModuleExport {
  readonly module: string;
  readonly export: string;
}

/** A link by name, as functions of one's own, or as a module's export of these; as both it works here and can be saved. */
export type Link<Name extends LinkName = LinkName> = Name | LinkFunctions | ModuleExport;

/** A distribution, and the link between its mean and the weighted features. */
export type LinkedObservation =
  | { readonly kind: 'bernoulli'; readonly link: Link<'logit' | 'probit'> }
  | { readonly kind: 'poisson'; readonly link: Link<'log' | 'softplus' | 'identity'> }
  | { readonly kind: 'gaussian'; readonly link: Link<'identity' | 'log' | 'softplus' | 'inverse'> }
  | { readonly kind: 'gamma'; readonly link: Link<'log' | 'inverse' | 'softplus' | 'identity'> }
  | { readonly kind: 'negativeBinomial'; readonly link: Link<'log' | 'softplus' | 'identity'> };

/** One of several choices: of classes counted from 0, the reference has no weights. */
export interface SoftmaxObservation {
  readonly kind: 'softmax';
  readonly numClasses: number;
  readonly reference: number;
  /** Features of which each class has its own, by the name of the weight that all classes share. */
  readonly alternatives: Alternatives;
}

/** What a trial's observation is given its state. */
export type Observation = LinkedObservation | SoftmaxObservation;

/** Whether what is observed is a choice, binary or among several. */
export function isChoice({ kind }: Observation): boolean {
  return kind === 'bernoulli' || kind === 'softmax';
}

type LinkOf<Kind extends LinkedObservation['kind']> = Extract<LinkedObservation, { readonly kind: Kind }>['link'];

/**
 * Binary choices, 0 or 1: P(y = 1) = logistic(w·x), or the normal distribution function of w·x with link 'probit'.
 *
 * @throws {SpecError} when the link is not one of these, nor the four functions of a link
 * @example bernoulli({ link: 'probit' })
 */
export function bernoulli(options: { readonly link?: LinkOf<'bernoulli'> } = {}): LinkedObservation {
  const { link = 'logit' } = options;
  requireKnownOptions(['link'], options, 'bernoulli');
  return { kind: 'bernoulli', link: checkedLink('bernoulli', link, ['logit', 'probit']) };
}

/**
 * Counts, such as spikes or licks in a bin, whose variance is their mean.
 *
 * @throws {SpecError} when the link is not 'log', 'softplus' or 'identity', nor the four functions of a link
 */
export function poisson(options: { readonly link?: LinkOf<'poisson'> } = {}): LinkedObservation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'poisson');
  return { kind: 'poisson', link: checkedLink('poisson', link, ['log', 'softplus', 'identity']) };
}

/**
 * Real numbers with normal noise. The scale of a state is the variance of the noise.
 *
 * @throws {SpecError} when the link is not 'identity', 'log', 'softplus' or 'inverse', nor the four functions of a link
 */
export function gaussian(options: { readonly link?: LinkOf<'gaussian'> } = {}): LinkedObservation {
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
export function gamma(options: { readonly link?: LinkOf<'gamma'> } = {}): LinkedObservation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'gamma');
  return { kind: 'gamma', link: checkedLink('gamma', link, ['log', 'inverse', 'softplus', 'identity']) };
}

/**
 * Counts that vary more than Poisson counts: Var(y) = mean + scale · mean². The scale of a state is this dispersion.
 *
 * @throws {SpecError} when the link is not 'log', 'softplus' or 'identity', nor the four functions of a link
 */
export function negativeBinomial(options: { readonly link?: LinkOf<'negativeBinomial'> } = {}): LinkedObservation {
  const { link = 'log' } = options;
  requireKnownOptions(['link'], options, 'negativeBinomial');
  return { kind: 'negativeBinomial', link: checkedLink('negativeBinomial', link, ['log', 'softplus', 'identity']) };
}

/**
 * One of several choices, classes counted from 0: P(y = c) = exp(w_c·x) / Σ exp(w·x), where the weights of the reference class
 * are 0, so that a weight says how a feature changes the log-odds of its class against the reference. With two classes and
 * reference 0 it is `bernoulli()`.
 *
 * Features of `alternatives` are those of a class each, as what speaks for going left, straight on or right: they enter the
 * predictor of their own class only, the reference's too, with one weight for all classes (a conditional logit). In `weights`
 * it stands at [class, the class's feature], and 0 at the features of other classes.
 *
 * @param options.numClasses   at least 2
 * @param options.reference    from 0 to numClasses - 1; 0 by default
 * @param options.alternatives names of features [class], by the name of their weight; none by default
 * @throws {SpecError} when one is out of range, or alternatives do not name one feature a class
 * @example softmax({ numClasses: 3, alternatives: { evidence: ['evidenceL', 'evidenceC', 'evidenceR'] } })
 * @see McCullagh & Nelder 1989, section 5.2.4 (baseline-category logits); McFadden 1974 (conditional logit)
 */
export function softmax(options: {
  readonly numClasses: number;
  readonly reference?: number;
  readonly alternatives?: Alternatives;
}): SoftmaxObservation {
  const { numClasses, reference = 0, alternatives = {} } = options;
  requireKnownOptions(['numClasses', 'reference', 'alternatives'], options, 'softmax');
  requireWhole('numClasses', numClasses, { atLeast: 2 });
  requireWhole('reference', reference, { atLeast: 0, atMost: numClasses - 1 });
  return { kind: 'softmax', numClasses, reference, alternatives: checkedAlternatives(alternatives, numClasses) };
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
    case 'softmax':
      return softmax(optionsOf(observation));
    default:
      throw new SpecError(
        'observation',
        observation,
        `observation must be made by bernoulli(), poisson(), gaussian(), gamma(), negativeBinomial() or softmax({ numClasses }), but is ${quote(observation)}.`,
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
