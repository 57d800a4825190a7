import type { Observation } from '../specs.ts';
import { bernoulliFamily } from './bernoulli.ts';
import type { ObservationFamily } from './observation.ts';

/** The family that a spec names. */
export function familyOf(observation: Observation): ObservationFamily {
  switch (observation.kind) {
    case 'bernoulli':
      return bernoulliFamily;
  }
}
