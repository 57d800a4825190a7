import type { Observation } from '../models/observations/observationSpecs.ts';

const units: Readonly<Record<string, string>> = {
  logit: 'log-odds per unit',
  probit: 'probits per unit',
  log: 'log mean per unit',
  softplus: 'inverse softplus of the mean per unit',
  identity: 'mean per unit',
  inverse: '1 / mean per unit',
};

/** What weights are measured in: the scale of the link per unit of the feature. */
export function weightUnit(observation: Observation, classNames: readonly string[]): string {
  if (observation.kind === 'softmax') return `log-odds against ${classNames[observation.reference]} per unit`;
  const { link } = observation;
  return typeof link === 'string' ? units[link] : 'link of the mean per unit';
}
