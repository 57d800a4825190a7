import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DataError, SpecError } from '../../errors.ts';
import { behaviorKinds, behaviorOf } from '../../models/behavior/behaviors.ts';
import { requireReadable } from '../../models/behavior/requireReadable.ts';
import type { Subjects } from '../../models/behavior/subjects.ts';
import { hashSubjects } from '../../models/behavior/subjectsHash.ts';
import { requireKnownOptions } from '../../models/checks.ts';
import type { TrainedFit } from '../../models/fit.ts';
import type { HierarchicalSpec } from '../../models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../models/hierarchical/hierarchicalFit.ts';
import { type GlmHmmSpec, glmHmm } from '../../models/specs.ts';
import type { Trials } from '../../models/trials.ts';
import { hashTrials } from '../../models/trialsHash.ts';
import { withOptions } from '../../models/withOptions.ts';
import { controlNames, type FitControl, requestHash, requireStartAsData } from '../../workflows/fitControl.ts';
import {
  fitSubjects,
  type HierarchicalControl,
  hierarchicalControlNames,
  hierarchicalRequestHash,
} from '../../workflows/fitSubjects.ts';
import { fitTrials } from '../../workflows/fitTrials.ts';
import { isTrained } from '../fitJson.ts';
import { completeFit, savedHierarchicalFit } from '../hierarchicalJson.ts';
import { hierarchicalSpecCodec, ownModelsOf } from '../hierarchicalSpecJson.ts';
import { loadFit, requireJsonPath, saveFit } from './fitFile.ts';

/** Where a fit is kept: it is loaded when the file holds the fit of the same data, spec and options, otherwise made and saved there. */
interface Kept {
  readonly file?: string;
}

/** What a spec is fitted to, what its control holds, and what comes of it. */
interface Fitting {
  readonly glmHmm: { readonly data: Trials; readonly control: FitControl & Kept; readonly fit: TrainedFit };
  readonly hierarchical: {
    readonly data: Subjects;
    readonly control: HierarchicalControl & Kept;
    readonly fit: HierarchicalFit;
  };
}

/**
 * Fits a model: to trials by maximising its log posterior, from several starts, of which the best is kept; a hierarchical one to
 * subjects, with their group, by hierarchical EM.
 *
 * @param data trials, or the subjects of a hierarchical spec
 * @param control.file where the fit is kept: it is loaded when the file holds the fit of the same data, spec and options,
 *   otherwise it is made and saved there
 * @throws {SpecError} when an option is unknown or impossible, or `startFrom` has other features, states or sessions; or with a
 *   `file` the spec has functions that do not say where they are found
 * @throws {DataError} when the data cannot determine the model, or lack what it reads, or the model breaks down on a subject, or
 *   `file` holds something else than such a fit
 * @example const fit = await fitModel(trials, staticGlmHmm({ numStates: 3 }), { restarts: 20, seed: 1, onProgress: progressBar() });
 * @example const fit = await fitModel(subjects, hierarchical(rescorlaWagner()));
 */
export async function fitModel<Spec extends GlmHmmSpec | HierarchicalSpec>(
  data: Fitting[Spec['kind']]['data'],
  spec: Spec,
  control?: Fitting[Spec['kind']]['control'],
): Promise<Fitting[Spec['kind']]['fit']>;
export async function fitModel(
  data: Subjects | Trials,
  spec: HierarchicalSpec | GlmHmmSpec,
  control: (HierarchicalControl | FitControl) & Kept = {},
): Promise<HierarchicalFit | TrainedFit> {
  if (spec?.kind === 'hierarchical')
    return fitHierarchical(data as Subjects, spec, control as HierarchicalControl & Kept);
  requireForTrials(data, spec);
  return fitGlmHmm(data as Trials, spec, control as FitControl & Kept);
}

async function fitHierarchical(
  subjects: Subjects,
  spec: HierarchicalSpec,
  control: HierarchicalControl & Kept,
): Promise<HierarchicalFit> {
  requireKnownOptions([...hierarchicalControlNames, 'file'], control, 'fitModel');
  const { file, ...rest } = control;
  const make = (): Promise<HierarchicalFit> => fitSubjects(subjects, spec, rest);
  if (file === undefined) return make();
  const checked = withOptions(spec, {});
  requireJsonPath(file);
  hierarchicalSpecCodec.write(checked);
  requireReadable(behaviorOf(checked.model), subjects);
  return keptOrMade(file, make, async () => {
    const saved = savedHierarchicalFit(await readFile(file, 'utf8'), basename(file));
    const asked = await hierarchicalRequestHash(await hashSubjects(subjects), checked, rest);
    return saved.requestHash === asked ? completeFit(saved, ownModelsOf(checked), basename(file)) : null;
  });
}

async function fitGlmHmm(trials: Trials, spec: GlmHmmSpec, control: FitControl & Kept): Promise<TrainedFit> {
  requireKnownOptions([...controlNames, 'file'], control, 'fitModel');
  const { file, ...rest } = control;
  const make = (): Promise<TrainedFit> => fitTrials(trials, spec, rest);
  if (file === undefined) return make();
  requireStartAsData(rest);
  return keptOrMade(file, make, async () => {
    const kept = await loadFit(file);
    if (!isTrained(kept))
      throw new DataError(
        { file },
        `${file} holds given parameters, not a fit that fitModel made; choose another file.`,
      );
    const asked = await requestHash(await hashTrials(trials), glmHmm(spec), rest);
    return kept.requestHash === asked ? kept : null;
  });
}

/** The fit in a file if it is the one that is asked for, otherwise a new one, which the file then holds. */
async function keptOrMade<T extends TrainedFit | HierarchicalFit>(
  file: string,
  make: () => Promise<T>,
  kept: () => Promise<T | null>,
): Promise<T> {
  const found = existsSync(file) ? await kept() : null;
  if (found !== null) return found;
  const made = await make();
  await saveFit(file, made);
  return made;
}

/** Refuses what belongs to a hierarchical fit where a GLM-HMM is to be fitted. */
function requireForTrials(data: Subjects | Trials, spec: GlmHmmSpec): void {
  const kind: string = spec?.kind;
  if (kind === 'own' || behaviorKinds.includes(kind))
    throw new SpecError(
      'spec',
      spec,
      `The spec is a model of one subject's behaviour. Say how subjects share it: hierarchical(${kind === 'own' ? 'model' : `${kind}()`}).`,
    );
  if (data?.kind === 'subjects')
    throw new DataError(
      {},
      'A GLM-HMM reads trials, but was given subjects, as readSubjects() and simulateSubjects() return them. Read the table with readTrials(table, { subject, choice, features }), or take a model that reads subjects, such as hierarchical(rescorlaWagner()).',
    );
}
