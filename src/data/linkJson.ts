import { DataError, SpecError } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import { type LinkFunctions, type LinkName, namedLinks } from '../models/observations/links.ts';
import type { Link, ModuleExport } from '../models/observations/observationSpecs.ts';
import type { GlmHmmSpec } from '../models/specs.ts';
import { withOptions } from '../models/withOptions.ts';
import { type Codec, isRecord, objectCodec, textCodec, wordCodec } from './jsonCodec.ts';

const linkNames = wordCodec(...(Object.keys(namedLinks) as LinkName[]));
const moduleExport = objectCodec<ModuleExport>({ module: textCodec, export: textCodec });

/** A link as JSON: its name, or where its functions are found. Functions themselves are not written; `glmHmm` checks which name goes with which family. */
export function linkCodec<Name extends LinkName>(): Codec<Link<Name>> {
  return {
    write: (link) => {
      if (typeof link === 'string') return link;
      if ('module' in link) return moduleExport.write({ module: link.module, export: link.export });
      throw new SpecError(
        'link',
        link,
        'link holds functions, which a file cannot hold. Say also where they are found: { module: "./links.js", export: "cloglog", ...cloglog }.',
      );
    },
    read: (json, place) => (isRecord(json) ? moduleExport : linkNames).read(json, place) as Link<Name>,
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
  for (const name of Object.keys(functions))
    if (name !== needed?.export)
      throw new SpecError(
        'functions',
        name,
        needed
          ? `${file} does not use the function "${name}". ${nearNames(name, [needed.export], 'function')}`
          : `${file} uses no function of one's own, but functions holds "${name}". Leave it out.`,
      );
  if (needed === null) return spec;
  const { module, export: name } = needed;
  if (!Object.hasOwn(functions, name))
    throw new DataError(
      { file },
      `${file} uses a link of one's own, the export "${name}" of "${module}". Import it, and load with loadFit(path, { functions: { ${name} } }).`,
    );
  const observation = { ...spec.observation, link: { module, export: name, ...functions[name] } };
  return withOptions(spec, { observation: observation as GlmHmmSpec['observation'] });
}
