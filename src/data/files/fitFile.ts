import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { quote, SpecError } from '../../errors.ts';
import { requireKnownOptions } from '../../models/checks.ts';
import type { Fit, TrainedFit } from '../../models/fit.ts';
import type { HierarchicalFit } from '../../models/hierarchical/hierarchicalFit.ts';
import { fitFromJson, fitToJson } from '../fitJson.ts';
import { hierarchicalFitFromJson, hierarchicalFitToJson } from '../hierarchicalJson.ts';
import type { OwnModels } from '../hierarchicalSpecJson.ts';
import type { OwnFunctions } from '../linkJson.ts';
import { isStudy, type Study, studyFromJson, studyToJson } from '../studyJson.ts';
import { fitFromNpz, fitToNpz } from './fitNpz.ts';
import { readNpz, writeNpz } from './npz.ts';

/**
 * Saves a fit or a study, whole or not at all; missing folders are made. The file is JSON, read by `loadFit`, `loadHierarchicalFit`
 * or `loadStudy`.
 *
 * For the fit of a GLM-HMM, a path that ends in `.npz` gets arrays that NumPy opens: `weights`, `transition_matrix`,
 * `initial_probs`, `scale`, `trace`, `log_posterior`, `log_likelihood`, `log_prior` and, as bytes, the whole fit in `fit_json`.
 *
 * @throws {SpecError} when the object holds something that is not part of a fit or study, such as functions that do not say
 *   where they are found
 * @example await saveFit('fits/cohort.json', fit);
 */
export async function saveFit(path: string, fit: Fit | HierarchicalFit | Study): Promise<void> {
  const content = contentOf(path, fit);
  await mkdir(dirname(path), { recursive: true });
  await (typeof content === 'string' ? writeFileAtomic(path, content) : writeNpz(path, content));
}

function contentOf(path: string, saved: Fit | HierarchicalFit | Study): string | ReturnType<typeof fitToNpz> {
  if (saved?.kind === 'fit') return isNpz(path) ? fitToNpz(saved) : fitToJson(saved);
  if (saved?.kind !== 'hierarchicalFit' && !isStudy(saved))
    throw new SpecError('fit', saved, `saveFit saves fits and results of studies, but was given ${quote(saved)}.`);
  requireJsonPath(path);
  return saved.kind === 'hierarchicalFit' ? hierarchicalFitToJson(saved) : studyToJson(saved);
}

/** Refuses a path of NumPy arrays for what is saved as JSON only. @throws {SpecError} */
export function requireJsonPath(path: string): void {
  if (!isNpz(path)) return;
  const file = basename(path);
  throw new SpecError(
    'path',
    path,
    `${file} would hold NumPy arrays, but only the fit of a GLM-HMM is saved as such. Save it as JSON: ${file.replace(/npz$/i, 'json')}.`,
  );
}

/**
 * Loads the fit of a GLM-HMM that `saveFit` saved, exact to the bit. `isTrained(fit)` tells whether it has the record of a search.
 *
 * @param options.functions the link of one's own that the fit has, by the name of its export: `{ cloglog }`
 * @throws {SpecError} when a function is given that the fit does not have
 * @throws {DataError} when one is missing, or the file is damaged, foreign or from a newer version
 */
export async function loadFit(
  path: string,
  options: { readonly functions?: OwnFunctions } = {},
): Promise<Fit | TrainedFit> {
  requireKnownOptions(['functions'], options, 'loadFit');
  const { functions = {} } = options;
  const file = basename(path);
  return isNpz(path)
    ? fitFromNpz(await readNpz(path), file, functions)
    : fitFromJson(await readFile(path, 'utf8'), file, functions);
}

/**
 * Loads a hierarchical fit that `saveFit` saved, exact to the bit.
 *
 * @param options.functions models and priors of one's own that the fit has, by the names of their exports: `{ forgetful }`
 * @throws {SpecError} when one is given that the fit does not have
 * @throws {DataError} when one is missing, or the file is damaged, foreign or from another version
 * @example const fit = await loadHierarchicalFit('fits/cohort.json');
 */
export async function loadHierarchicalFit(
  path: string,
  options: { readonly functions?: OwnModels } = {},
): Promise<HierarchicalFit> {
  requireKnownOptions(['functions'], options, 'loadHierarchicalFit');
  return hierarchicalFitFromJson(await readFile(path, 'utf8'), basename(path), options.functions);
}

/**
 * Loads a study that `saveFit` saved: what `recover`, `compareModels`, `identify` or `posteriorPredictive` returned, exact to the bit.
 *
 * @throws {DataError} when the file is damaged, foreign or from another version
 */
export async function loadStudy(path: string): Promise<Study> {
  return studyFromJson(await readFile(path, 'utf8'), basename(path));
}

function isNpz(path: string): boolean {
  return extname(path).toLowerCase() === '.npz';
}
