import { SpecError } from '../errors.ts';
import { requireKnownOptions } from './checks.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from './specs.ts';

/**
 * A spec with some options changed, checked as a whole; the spec given stays as it is.
 *
 * @throws {SpecError} when an option is unknown or impossible, or does not go with the others
 * @example [2, 3, 4].map((numStates) => withOptions(spec, { numStates }))
 */
export function withOptions(spec: GlmHmmSpec, changes: Partial<GlmHmmOptions>): GlmHmmSpec {
  const { kind, ...options } = spec;
  requireKnownOptions(Object.keys(options), changes, `a ${kind} spec`);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined)
      throw new SpecError(name, value, `${name} is undefined; give the value that it should have, or leave it out.`);
  return glmHmm({ ...options, ...changes });
}
