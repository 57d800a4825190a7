import { LatentlabError, quote, SpecError } from '../errors.ts';
import type { FitProgress } from '../execution/drive.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { TrainedFit } from '../models/fit.ts';
import { meanOverSessions } from '../models/meanOverSessions.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import { ofSubject, subjectNames } from '../models/subjects.ts';
import type { Trials } from '../models/trials.ts';
import { splitSeed } from '../numerics/random.ts';
import { controlNames, type FitControl, settle } from './fitControl.ts';
import { fitTrials } from './fitTrials.ts';
import { requireSameKind, withCenterFrom } from './startFrom.ts';

/** The fit of one subject, or the sentence that says why there is none. */
export type SubjectFit =
  | { readonly subject: string; readonly fit: TrainedFit; readonly reason: null }
  | { readonly subject: string; readonly fit: null; readonly reason: string };

/** How to fit each subject. */
export interface FitEachControl extends FitControl {
  /** What to do when the trials of a subject cannot be fitted: 'note' it in the list (default), or 'throw' its error. */
  readonly onFailure?: 'note' | 'throw';
}

/**
 * Fits a model to each subject of a cohort for itself, in their order. `startFrom` is commonly the fit of all subjects pooled;
 * what it has for each session is averaged, and fills every session of the subject. Subject i, from 0, draws its starts by
 * `splitSeed(seed, i)`: its fit is what `fitModel` gives with that seed.
 *
 * A subject whose trials cannot be fitted, say because it never chose one of the classes, is in the list with the reason in
 * place of a fit. When that is so of all subjects, the error of the first is thrown.
 *
 * @param subjects the trials of each, as `readTrials` gives them with `subjects: 'each'`
 * @throws {SpecError} when an option is unknown or impossible, or `startFrom` has other features or states
 * @throws {DataError} when a subject has no name, comes twice, or cannot be fitted and `onFailure` is 'throw'
 * @example const fits = await fitEach(subjects, spec, { startFrom: pooledFit, onProgress: progressBar() });
 */
export async function fitEach(
  subjects: readonly Trials[],
  spec: GlmHmmSpec,
  control: FitEachControl = {},
): Promise<SubjectFit[]> {
  requireKnownOptions([...controlNames, 'onFailure'], control, 'fitEach');
  const { onFailure = 'note', startFrom, onProgress, ...rest } = control;
  if (onFailure !== 'note' && onFailure !== 'throw')
    throw new SpecError('onFailure', onFailure, `onFailure must be 'note' or 'throw', but is ${quote(onFailure)}.`);
  const names = subjectNames(subjects);
  const checked = glmHmm(spec);
  if (startFrom) requireSameKind(subjects[0], checked, startFrom);
  const own = startFrom ? withCenterFrom(startFrom, checked) : checked;
  const start = startFrom && { startFrom: meanOverSessions(startFrom) };
  const { seed } = settle(checked, { ...rest, ...start });
  const results: SubjectFit[] = [];
  let failure: LatentlabError | null = null;
  let latest: FitProgress | null = null;
  for (const [i, subject] of names.entries()) {
    const report = (now: FitProgress): void => {
      const stage = now.stage === undefined ? `subject ${subject}` : `subject ${subject}, ${now.stage}`;
      latest = { ...now, stage, fit: i + 1, numFits: names.length, done: false };
      onProgress?.(latest);
    };
    try {
      const fit = await fitTrials(subjects[i], own, {
        ...rest,
        ...start,
        seed: splitSeed(seed, i),
        ...(onProgress && { onProgress: report }),
      });
      results.push({ subject, fit, reason: null });
    } catch (error) {
      if (!(error instanceof LatentlabError)) throw error;
      failure ??= ofSubject(error, subject);
      if (onFailure === 'throw') throw failure;
      results.push({ subject, fit: null, reason: error.message });
    }
  }
  if (failure && results.every(({ fit }) => fit === null)) throw failure;
  if (latest) onProgress?.({ ...(latest as FitProgress), done: true });
  return results;
}
