import { existsSync } from 'node:fs';
import { DataError } from '../../errors.ts';
import { requireKnownOptions } from '../../models/checks.ts';
import type { TrainedFit } from '../../models/fit.ts';
import { type GlmHmmSpec, glmHmm } from '../../models/specs.ts';
import type { Trials } from '../../models/trials.ts';
import { hashTrials } from '../../models/trialsHash.ts';
import { controlNames, type FitControl, requestHash, requireStartAsData } from '../../workflows/fitControl.ts';
import { fitTrials } from '../../workflows/fitTrials.ts';
import { isTrained } from '../fitJson.ts';
import { loadFit, saveFit } from './fitFile.ts';

/**
 * Fits a model to trials by maximising its log posterior, from several starts; the best is kept.
 *
 * @param control.file where the fit is kept: it is loaded when the file holds the fit of the same trials, spec and options,
 *   otherwise it is made and saved there
 * @throws {SpecError} when an option is unknown or impossible, or `startFrom` has other features, states or sessions
 * @throws {DataError} when the trials cannot determine the model, or `file` holds something else than a fit
 * @example const fit = await fitModel(trials, staticGlmHmm({ numStates: 3 }), { restarts: 20, seed: 1, onProgress: progressBar() });
 */
export async function fitModel(
  trials: Trials,
  spec: GlmHmmSpec,
  control: FitControl & { readonly file?: string } = {},
): Promise<TrainedFit> {
  requireKnownOptions([...controlNames, 'file'], control, 'fitModel');
  const { file, ...rest } = control;
  if (file === undefined) return fitTrials(trials, spec, rest);
  requireStartAsData(rest);
  if (existsSync(file)) {
    const kept = await loadFit(file);
    if (!isTrained(kept))
      throw new DataError(
        { file },
        `${file} holds given parameters, not a fit that fitModel made; choose another file.`,
      );
    if (kept.requestHash === (await requestHash(await hashTrials(trials), glmHmm(spec), rest))) return kept;
  }
  const fit = await fitTrials(trials, spec, rest);
  await saveFit(file, fit);
  return fit;
}
