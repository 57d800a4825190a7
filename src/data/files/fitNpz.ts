import { DataError } from '../../errors.ts';
import type { Fit, TrainedFit } from '../../models/fit.ts';
import { fitFromJson, fitToJson, isTrained } from '../fitJson.ts';
import type { OwnFunctions } from '../linkJson.ts';
import type { NpyArray } from '../npyArray.ts';

/**
 * A fit as arrays of an `.npz` file.
 *
 * `weights`, `transition_matrix`, `initial_probs` `scale` (families with one) and `lapses` (models with some) have the shapes of `fit.params`; a fit that
 * was trained also has `trace`, and as single numbers `log_posterior`, `log_likelihood` and `log_prior`. `fit_json` holds the
 * whole fit as the UTF-8 bytes of its JSON text, names of features and options among it: in Python
 * `json.loads(bytes(file['fit_json']))`.
 *
 * @throws {SpecError} when the object holds something that is not part of a fit
 */
export function fitToNpz(fit: Fit): Record<string, NpyArray> {
  const text = new TextEncoder().encode(fitToJson(fit));
  return { ...readableArrays(fit), fit_json: { shape: [text.length], data: text } };
}

/**
 * The fit in the arrays that `fitToNpz` made, exact to the bit.
 *
 * @param file names the file in messages
 * @param functions as in `fitFromJson`
 * @throws {DataError} when an array is missing, damaged or was changed, or the fit is from a newer version
 */
export function fitFromNpz(
  arrays: Readonly<Record<string, NpyArray>>,
  file: string,
  functions: OwnFunctions = {},
): Fit | TrainedFit {
  const text = arrays.fit_json;
  if (!(text?.data instanceof Uint8Array))
    throw new DataError(
      { file },
      `${file} is not a fit saved by latentlab: it has no array "fit_json" of bytes. readNpz(path) reads arrays of any kind.`,
    );
  const fit = fitFromJson(decoded(text.data, file), file, functions);
  for (const [name, expected] of Object.entries(readableArrays(fit)))
    if (!isSame(arrays[name], expected))
      throw new DataError(
        { file },
        `${file} holds another "${name}" than its "fit_json" says: one of them was changed or lost. Restore the file, or give changed parameters to fitFrom.`,
      );
  return fit;
}

/** What a program without this library reads. */
function readableArrays(fit: Fit): Record<string, NpyArray> {
  const arrays: Record<string, NpyArray> = {};
  for (const [name, array] of Object.entries(fit.params)) if (array !== null) arrays[snakeCase(name)] = array;
  if (!isTrained(fit)) return arrays;
  arrays.trace = { shape: [fit.trace.length], data: fit.trace };
  for (const name of ['logPosterior', 'logLikelihood', 'logPrior'] as const)
    arrays[snakeCase(name)] = { shape: [], data: Float64Array.of(fit[name]) };
  return arrays;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DataError({ file }, `${file} is damaged: its "fit_json" is not text. Restore the file, or fit again.`, {
      cause,
    });
  }
}

function isSame(found: NpyArray | undefined, expected: NpyArray): boolean {
  return (
    found !== undefined &&
    found.shape.join() === expected.shape.join() &&
    expected.data.every((value: number, i: number) => Object.is(value, found.data[i]))
  );
}
