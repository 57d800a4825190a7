import type { FitProgress } from '../execution/drive.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { bicPenalty, type IntegratedBic } from '../models/hierarchical/comparison/integratedBic.ts';
import { laplaceEvidence } from '../models/hierarchical/comparison/laplaceEvidence.ts';
import type { LeftOut } from '../models/hierarchical/comparison/leaveOneOut.ts';
import { maximumLikelihoodCriteria } from '../models/hierarchical/comparison/maximumLikelihoodCriteria.ts';
import { logOptions, pseudoR2 } from '../models/hierarchical/comparison/pseudoR2.ts';
import { type HierarchicalSpec, hierarchical } from '../models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { fitSubjects, type HierarchicalControl, hierarchicalControlNames } from './fitSubjects.ts';
import { integratedBic } from './integratedBic.ts';
import { leftOutEvidence } from './leaveOneSubjectOut.ts';

/** What models of subjects are compared by; `null` where a model has no such number, or it was not asked for. */
export interface ModelScores {
  /** Sum over subjects of log evidence under the group refitted without the subject, nats. */
  readonly leaveOneSubjectOut: number | null;
  /** Sum over subjects of Laplace's log evidence under the fitted group, nats. */
  readonly logEvidence: number | null;
  /** The same less pyEM's penalty. */
  readonly pyemLogModelEvidence: number | null;
  /** Penalty: number of group parameters · log(observed trials of all). */
  readonly integratedBic: number | null;
  /** With pyEM's penalty. */
  readonly integratedBicPyem: number | null;
  /** Of maximum likelihood by subject, summed. */
  readonly aic: number | null;
  /** Of maximum likelihood by subject, summed. */
  readonly bic: number | null;
  /** Mean over subjects, at their modes. */
  readonly pseudoR2Mean: number | null;
  /** Median over subjects, at their modes. */
  readonly pseudoR2Median: number | null;
}

/** The name of a score. */
export type ModelCriterion = keyof ModelScores;

/** Titles of scores, and which values of them are better. */
export const modelCriteria: Readonly<
  Record<ModelCriterion, { readonly title: string; readonly better: 'higher' | 'lower' }>
> = {
  leaveOneSubjectOut: { title: 'Log evidence, leave one subject out', better: 'higher' },
  logEvidence: { title: 'Log evidence (Laplace)', better: 'higher' },
  pyemLogModelEvidence: { title: 'Log model evidence (pyEM)', better: 'higher' },
  integratedBic: { title: 'Integrated BIC', better: 'lower' },
  integratedBicPyem: { title: 'Integrated BIC (pyEM)', better: 'lower' },
  aic: { title: 'AIC', better: 'lower' },
  bic: { title: 'BIC', better: 'lower' },
  pseudoR2Mean: { title: 'Pseudo-R² (mean)', better: 'higher' },
  pseudoR2Median: { title: 'Pseudo-R² (median)', better: 'higher' },
};

/** The best of several values; the first where some are equal, `null` where there is none. */
export function indexOfBest(values: readonly (number | null)[], better: 'higher' | 'lower'): number | null {
  const sign = better === 'higher' ? 1 : -1;
  return values.reduce<number | null>((best, value, i) => {
    if (value === null || Number.isNaN(value)) return best;
    return best === null || sign * value > sign * (values[best] ?? Number.NaN) ? i : best;
  }, null);
}

/** How models are fitted to be compared: where the search for the group begins is the same for all. */
export type StudyControl = Omit<HierarchicalControl, 'start'>;

/** The names of what `StudyControl` may hold. */
export const studyControlNames: readonly string[] = hierarchicalControlNames.filter((name) => name !== 'start');

/** A model fitted, and what it is compared by. */
export interface MeasuredModel {
  readonly fit: HierarchicalFit;
  readonly scores: ModelScores;
  /** [subject] Laplace's log evidence, nats. */
  readonly laplace: readonly number[];
  readonly integrated: IntegratedBic | null;
  /** [subject] */
  readonly leftOut: readonly LeftOut[] | null;
}

/**
 * Fits a model and computes the scores that are wanted.
 *
 * @param draws of integrals by importance sampling
 */
export async function measureModel(
  subjects: Subjects,
  spec: HierarchicalSpec,
  wanted: readonly ModelCriterion[],
  { draws, ...control }: StudyControl & { readonly draws: number },
): Promise<MeasuredModel> {
  const { signal, onProgress, restarts, ...settings } = control;
  const { seed = 1 } = settings;
  const at = (stage: string): Pick<HierarchicalControl, 'signal' | 'onProgress'> => ({
    ...(signal && { signal }),
    ...(onProgress && {
      onProgress: ({ fit, numFits, ...now }: FitProgress) => {
        const part = fit === undefined ? stage : `${now.stage ?? stage} ${fit} of ${numFits}`;
        onProgress({ ...now, stage: part, done: false });
      },
    }),
  });
  const wants = (...names: readonly ModelCriterion[]): boolean => names.some((name) => wanted.includes(name));
  const fit = await fitSubjects(subjects, spec, {
    ...settings,
    ...(restarts !== undefined && spec.prior === 'group' && { restarts }),
    ...at('group'),
  });
  const laplace = laplaceEvidence(fit, subjects);
  const integrated =
    wants('integratedBic', 'integratedBicPyem') && fit.group !== null
      ? await integratedBic(fit, subjects, { draws, seed, ...at('integrated BIC') })
      : null;
  const alone = wants('aic', 'bic')
    ? maximumLikelihoodCriteria(
        await fitSubjects(subjects, hierarchical(spec.model, { prior: 'none', bounds: spec.bounds }), {
          ...settings,
          ...at('maximum likelihood'),
        }),
      )
    : null;
  const leftOut = wants('leaveOneSubjectOut') ? await leftOutEvidence(fit, subjects, at('one subject left out')) : null;
  const predictsClasses = logOptions(behaviorOf(spec.model).columns) !== null;
  const shareOf = (over: 'mean' | 'median'): number | null =>
    predictsClasses && wants('pseudoR2Mean', 'pseudoR2Median') ? pseudoR2(fit, subjects, { over }) : null;
  const scores: ModelScores = {
    leaveOneSubjectOut: leftOut?.reduce((sum, part) => sum + part.logEvidence, 0) ?? null,
    logEvidence: laplace.total,
    pyemLogModelEvidence: laplace.pyemLogModelEvidence,
    integratedBic: integrated?.value ?? null,
    integratedBicPyem: integrated && bicPenalty(fit, subjects, 'pyem') - 2 * integrated.logLikelihood,
    aic: alone?.aic ?? null,
    bic: alone?.bic ?? null,
    pseudoR2Mean: shareOf('mean'),
    pseudoR2Median: shareOf('median'),
  };
  return { fit, scores: finite(scores), laplace: laplace.bySubject, integrated, leftOut };
}

/** JSON has no numbers that are not finite. */
function finite(scores: ModelScores): ModelScores {
  const entries = Object.entries(scores).map(([name, value]) => [name, Number.isFinite(value) ? value : null]);
  return Object.fromEntries(entries) as ModelScores;
}
