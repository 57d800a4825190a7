import { SpecError } from '../errors.ts';
import { type LinkFunctions, type LinkName, namedLinks } from '../models/observations/links.ts';
import type { Link } from '../models/observations/observationSpecs.ts';
import type { GlmHmmSpec } from '../models/specs.ts';
import { withOptions } from '../models/withOptions.ts';
import { type Codec, isRecord, wordCodec } from './jsonCodec.ts';
import { moduleExportCodec, requireFunctions } from './ownFunctions.ts';

const linkNames = wordCodec(...(Object.keys(namedLinks) as LinkName[]));

/** A link as JSON: its name, or where its functions are found. Functions themselves are not written; `glmHmm` checks which name goes with which family. */
export function linkCodec<Name extends LinkName>(): Codec<Link<Name>> {
  return {
    write: (link) => {
      if (typeof link === 'string') return link;
      if ('module' in link) return moduleExportCodec.write({ module: link.module, export: link.export });
      throw new SpecError(
        'link',
        link,
        'link holds functions, which a file cannot hold. Say also where they are found: { module: "./links.js", export: "cloglog", ...cloglog }.',
      );
    },
    read: (json, place) => (isRecord(json) ? moduleExportCodec : linkNames).read(json, place) as Link<Name>,
  };
}

/** Functions of one's own by the names under which a module exports them. */
export type OwnFunctions = Readonly<Record<string, LinkFunctions>>;

/**
 * The spec with the functions that its link names.
 *
 * @throws {DataError} when they are not among those given
 * @throws {SpecError} when one is given that the spec does not name, or its functions do not belong together
 */
export function withFunctions(spec: GlmHmmSpec, functions: OwnFunctions, file: string): GlmHmmSpec {
  const link = spec.observation.kind === 'softmax' ? null : spec.observation.link;
  const needed = typeof link === 'object' && link !== null && 'module' in link ? link : null;
  requireFunctions(functions, needed === null ? [] : [{ what: 'link', ...needed }], { load: 'loadFit', file });
  if (needed === null) return spec;
  const { module, export: name } = needed;
  const observation = { ...spec.observation, link: { module, export: name, ...functions[name] } };
  return withOptions(spec, { observation: observation as GlmHmmSpec['observation'] });
}
