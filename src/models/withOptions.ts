import { SpecError } from '../errors.ts';
import type { BehaviorSpec } from './behavior/behaviors.ts';
import { requireKnownOptions } from './checks.ts';
import { type HierarchicalOptions, type HierarchicalSpec, hierarchical } from './hierarchical/hierarchical.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from './specs.ts';

/**
 * A spec with some options changed, checked as a whole; the spec given stays as it is.
 *
 * @throws {SpecError} when an option is unknown or impossible, or does not go with the others
 * @example [2, 3, 4].map((numStates) => withOptions(spec, { numStates }))
 */
export function withOptions(spec: GlmHmmSpec, changes: Partial<GlmHmmOptions>): GlmHmmSpec;
/**
 * A hierarchical spec with some options changed, checked as a whole; the spec given stays as it is.
 *
 * @throws {SpecError} when an option is unknown or impossible, or does not go with the others
 * @example withOptions(spec, { model: rescorlaWagner({ learningRates: 2 }) })
 */
export function withOptions(
  spec: HierarchicalSpec,
  changes: HierarchicalOptions & { readonly model?: BehaviorSpec },
): HierarchicalSpec;
export function withOptions(spec: GlmHmmSpec | HierarchicalSpec, changes: object): GlmHmmSpec | HierarchicalSpec {
  const { kind, ...options } = spec;
  requireKnownOptions(Object.keys(options), changes, `a ${kind} spec`);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined)
      throw new SpecError(name, value, `${name} is undefined; give the value that it should have, or leave it out.`);
  if (spec.kind !== 'hierarchical') return glmHmm({ ...options, ...changes } as GlmHmmOptions);
  const { model, ...rest } = { ...options, ...changes } as Omit<HierarchicalSpec, 'kind'>;
  return hierarchical(model, rest);
}
