import { DataError, SpecError } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import type { ModuleExport } from '../models/observations/observationSpecs.ts';
import { type Codec, objectCodec, textCodec } from './jsonCodec.ts';

/** Where functions of one's own are found, which is all that a file holds of them. */
export const moduleExportCodec: Codec<ModuleExport> = objectCodec<ModuleExport>({
  module: textCodec,
  export: textCodec,
});

/** Functions that a saved spec names. */
export interface NeededFunctions extends ModuleExport {
  /** What they are to the spec, as in "a link of one's own". */
  readonly what: 'link' | 'model' | 'prior';
}

/**
 * Refuses functions that are not those which a saved spec names.
 *
 * @param load the function that loads the file, for the message
 * @throws {SpecError} when one is given that the spec does not name
 * @throws {DataError} when one is missing
 */
export function requireFunctions(
  functions: Readonly<Record<string, unknown>>,
  needed: readonly NeededFunctions[],
  { load, file }: { readonly load: string; readonly file: string },
): void {
  const names = needed.map((one) => one.export);
  for (const name of Object.keys(functions))
    if (!names.includes(name))
      throw new SpecError(
        'functions',
        name,
        names.length > 0
          ? `${file} does not use the function "${name}". ${nearNames(name, names, 'function')}`
          : `${file} uses no function of one's own, but functions holds "${name}". Leave it out.`,
      );
  for (const { what, module, export: name } of needed)
    if (!Object.hasOwn(functions, name))
      throw new DataError(
        { file },
        `${file} uses a ${what} of one's own, the export "${name}" of "${module}". Import it, and load with ${load}(path, { functions: { ${names.join(', ')} } }).`,
      );
}
