import type { ModelColumn } from '../behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../behavior/behaviors.ts';
import type { GroupFamily } from './group/groups.ts';
import { type HierarchicalSpec, isOwnPrior } from './hierarchical.ts';
import { hierarchicalDefaults } from './hierarchicalDefaults.ts';
import type { Integration } from './integration/integration.ts';
import type { PriorDensity } from './priors.ts';
import { describeScale } from './scales.ts';

/** A hierarchical spec in words, one line an option, with the defaults of fitting. */
export function describeHierarchical(spec: HierarchicalSpec): string {
  const { name, parameters, columns } = behaviorOf(spec.model);
  const { restarts, seed, tolerance, maxIterations, accelerate, startVariance } = hierarchicalDefaults;
  const byName = <T>(entries: Readonly<Record<string, T>>, say: (value: T) => string): string =>
    Object.entries(entries)
      .map(([of, value]) => `${of} ${say(value)}`)
      .join(', ');
  const isFitted = spec.prior === 'group';
  return [
    `subjects who behave by ${name}`,
    `model: ${describeModel(spec.model)}`,
    `parameters: ${byName(parameters, (scale) => `(${describeScale(scale).replace(/^a parameter /, '')})`)}`,
    `columns: ${byName(columns, describeColumn)}`,
    `prior of subjects: ${describePrior(spec)}`,
    ...(isFitted ? [`group: ${describeGroup(spec.group)}`, `hyperprior: ${describeHyperprior(spec)}`] : []),
    ...(spec.prior === 'none' ? [] : [`integration: ${describeIntegration(spec.integration)}`]),
    `bounds: ${byName(spec.bounds, ([low, high]) => `from ${low} to ${high}`) || 'none'}`,
    ...(isFitted
      ? [
          `starts by default: ${restarts}, seed ${seed}; of x, mean 0 and variance ${startVariance}`,
          `steps by default: ${accelerate ? 'accelerated ' : ''}EM`,
          `stops by default: change of the group below ${tolerance.toExponential()} twice in a row, or ${maxIterations} E-steps a start`,
        ]
      : []),
  ].join('\n');
}

function describeModel(model: BehaviorSpec): string {
  if (model.kind === 'own')
    return model.module === undefined ? "one's own" : `one's own, ${model.export} of ${model.module}`;
  const { kind, ...options } = model;
  const listed = Object.entries(options).map(([name, value]) => `${name} ${describeValue(value)}`);
  return [kind, ...listed].join(', ');
}

function describeValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `(${value.map(describeValue).join(', ')})`;
  return `(${Object.entries(value)
    .map(([name, item]) => `${name} ${describeValue(item)}`)
    .join(', ')})`;
}

function describeColumn({ role, numClasses, min, max, above }: ModelColumn): string {
  const values = [
    numClasses === undefined ? '' : `${numClasses} classes`,
    min === undefined ? '' : `at least ${min}`,
    max === undefined ? '' : `at most ${max}`,
    above === undefined ? '' : `above ${above}`,
  ].filter((text) => text !== '');
  return `(${[role, ...values].join(', ')})`;
}

function describePrior({ prior }: HierarchicalSpec): string {
  if (prior === 'group') return 'the group, fitted along (empirical Bayes)';
  if (prior === 'none') return 'none (maximum likelihood)';
  if (isOwnPrior(prior)) return "a joint density of one's own (maximum a posteriori)";
  const densities = Object.entries(prior).map(([name, density]) => `${name} ${describeDensity(density)}`);
  return `${densities.join('; ')} (of x; maximum a posteriori)`;
}

function describeDensity(density: PriorDensity): string {
  switch (density.kind) {
    case 'normal':
      return `normal with mean ${density.location}, s.d. ${density.scale}`;
    case 'laplace':
      return `Laplace at ${density.location}, scale ${density.scale}`;
    case 'studentT':
      return `t with ${degrees(density.degreesOfFreedom)} at ${density.location}, scale ${density.scale}`;
    case 'uniform':
      return `uniform from ${density.min} to ${density.max}`;
  }
}

function degrees(count: number): string {
  return `${count} ${count === 1 ? 'degree' : 'degrees'} of freedom`;
}

function describeGroup(group: GroupFamily): string {
  switch (group.kind) {
    case 'gaussian': {
      const mean = group.covariates.length > 0 ? `, mean by ${group.covariates.join(', ')}` : '';
      return `x is normal, ${group.covariance === 'full' ? 'full covariance' : 'parameters independent'}${mean}`;
    }
    case 'laplace':
      return 'x is Laplace, parameters independent';
    case 'studentT':
      return `x is t with ${degrees(group.degreesOfFreedom)}, parameters independent`;
    case 'cauchy':
      return 'x is Cauchy, parameters independent';
  }
}

function describeHyperprior({ hyperprior }: HierarchicalSpec): string {
  if (hyperprior === null) return 'none';
  const { standardDeviation, strength } = hyperprior;
  return `on variances, as of ${strength} more ${strength === 1 ? 'subject' : 'subjects'} with s.d. ${standardDeviation} of x`;
}

function describeIntegration(integration: Integration): string {
  switch (integration.kind) {
    case 'laplace':
      return "Laplace's approximation at the mode of each subject";
    case 'quadrature':
      return `adaptive Gauss-Hermite quadrature, ${integration.nodes} nodes a parameter`;
    case 'importanceSampling':
      return `importance sampling, ${integration.draws} draws a subject, seed ${integration.seed}`;
  }
}
