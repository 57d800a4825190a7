import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Fit, TrainedFit } from '../../models/fit.ts';
import { fitFromJson, fitToJson } from '../fitJson.ts';

/**
 * Saves a fit as a JSON file, whole or not at all; missing folders are made.
 *
 * @throws {SpecError} when the object holds something that is not part of a fit
 */
export async function saveFit(path: string, fit: Fit): Promise<void> {
  const text = fitToJson(fit);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

/**
 * Loads a fit that `saveFit` saved, exact to the bit. `isTrained(fit)` tells whether it has the record of a search.
 *
 * @throws {DataError} when the file is damaged, foreign or from a newer version
 */
export async function loadFit(path: string): Promise<Fit | TrainedFit> {
  return fitFromJson(await readFile(path, 'utf8'), basename(path));
}
