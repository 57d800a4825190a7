import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Fit, TrainedFit } from '../../models/fit.ts';
import { fitFromJson, fitToJson } from '../fitJson.ts';
import type { OwnFunctions } from '../linkJson.ts';
import { fitFromNpz, fitToNpz } from './fitNpz.ts';
import { readNpz, writeNpz } from './npz.ts';

/**
 * Saves a fit, whole or not at all; missing folders are made. A path that ends in `.npz` gets arrays that NumPy opens: `weights`,
 * `transition_matrix`, `initial_probs`, `scale`, `trace`, `log_posterior`, `log_likelihood`, `log_prior` and, as bytes, the
 * whole fit in `fit_json`. Any other path gets JSON.
 *
 * @throws {SpecError} when the object holds something that is not part of a fit
 */
export async function saveFit(path: string, fit: Fit): Promise<void> {
  const content = isNpz(path) ? fitToNpz(fit) : fitToJson(fit);
  await mkdir(dirname(path), { recursive: true });
  await (typeof content === 'string' ? writeFileAtomic(path, content) : writeNpz(path, content));
}

/**
 * Loads a fit that `saveFit` saved, exact to the bit. `isTrained(fit)` tells whether it has the record of a search.
 *
 * @param options.functions the link of one's own that the fit has, by the name of its export: `{ cloglog }`
 * @throws {SpecError} when a function is given that the fit does not have
 * @throws {DataError} when one is missing, or the file is damaged, foreign or from a newer version
 */
export async function loadFit(
  path: string,
  options: { readonly functions?: OwnFunctions } = {},
): Promise<Fit | TrainedFit> {
  const { functions = {} } = options;
  const file = basename(path);
  return isNpz(path)
    ? fitFromNpz(await readNpz(path), file, functions)
    : fitFromJson(await readFile(path, 'utf8'), file, functions);
}

function isNpz(path: string): boolean {
  return extname(path).toLowerCase() === '.npz';
}
