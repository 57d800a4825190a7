import { SpecError } from '../../errors.ts';
import { bernoulliFamily } from './bernoulli.ts';
import { bernoulliMean } from './bernoulliMean.ts';
import { gammaDurations } from './gamma.ts';
import { gaussianNumbers } from './gaussian.ts';
import type { LinkFunctions, LinkName } from './links.ts';
import { negativeBinomialCounts } from './negativeBinomial.ts';
import type { ObservationFamily } from './observation.ts';
import type { Link, LinkedObservation, Observation } from './observationSpecs.ts';
import { onePredictor } from './onePredictor.ts';
import { poissonCounts } from './poisson.ts';
import type { ScalarFamily } from './scalarFamily.ts';
import { softmaxFamily } from './softmax.ts';
import { type Distribution, throughLink } from './throughLink.ts';

const distributions: Readonly<Record<LinkedObservation['kind'], Distribution>> = {
  bernoulli: bernoulliMean,
  poisson: poissonCounts,
  gaussian: gaussianNumbers,
  gamma: gammaDurations,
  negativeBinomial: negativeBinomialCounts,
};

/**
 * The family that a spec names.
 *
 * @throws {SpecError} when its link is a module's export that has not been loaded
 */
export function familyOf(observation: Observation): ObservationFamily {
  if (observation.kind === 'softmax') return softmaxFamily(observation.numClasses, observation.reference);
  return onePredictor(scalarFamilyOf(observation));
}

/** The family of observations with one linear predictor. @throws {SpecError} as above */
export function scalarFamilyOf({ kind, link }: LinkedObservation): ScalarFamily {
  if (kind === 'bernoulli' && link === 'logit') return bernoulliFamily;
  return throughLink(distributions[kind], loaded(link));
}

function loaded(link: Link): LinkName | LinkFunctions {
  if (typeof link === 'object' && !('inverse' in link))
    throw new SpecError(
      'link',
      link,
      `link is the export "${link.export}" of "${link.module}", which has not been loaded. Import it and give its functions { value, inverse, first, second } as the link.`,
    );
  return link;
}
