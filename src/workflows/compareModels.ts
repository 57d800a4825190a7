import { quote, SpecError } from '../errors.ts';
import { pauses } from '../execution/pauses.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { requireReadable } from '../models/behavior/requireReadable.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { hashSubjects } from '../models/behavior/subjectsHash.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { bayesianModelSelection } from '../models/hierarchical/comparison/bayesianModelSelection.ts';
import { version } from '../models/version.ts';
import { toNested } from '../numerics/ndarray.ts';
import type { ComparedModel, ModelComparison } from './modelComparison.ts';
import {
  type MeasuredModel,
  type ModelCriterion,
  measureModel,
  modelCriteria,
  type StudyControl,
  studyControlNames,
} from './modelCriteria.ts';
import { type NamedModels, namedModels } from './namedModels.ts';
import { plainSettings } from './plainSettings.ts';

/** What `compareModels` takes besides subjects and models. */
export interface CompareModelsOptions extends StudyControl {
  /** What model selection rests on: 'leaveOneSubjectOut' (default), or 'laplace', which does not pay for the parameters of groups. */
  readonly evidence?: 'leaveOneSubjectOut' | 'laplace';
  /** Draws a subject of integrals by importance sampling, for models of more than 3 parameters; 2,000 by default. */
  readonly draws?: number;
}

/**
 * Fits several models to the same subjects and compares them: evidence with each subject left out, Laplace evidence, integrated BIC,
 * AIC and BIC of maximum likelihood, pseudo-R², and how frequent each model is among subjects.
 *
 * @param options.seed of further starts, integrals and exceedance probabilities; 1 by default
 * @throws {SpecError} when an option is unknown or impossible, or models do not predict the same responses
 * @throws {DataError} when a model cannot read the subjects, or breaks down on one of them
 * @see Stephan et al. 2009, NeuroImage 46:1004; Piray et al. 2019, PLoS Comput Biol 15:e1007043 (on evidence under fitted groups)
 * @example
 * const comparison = await compareModels(subjects, {
 *   'one rate': hierarchical(rescorlaWagner()),
 *   'two rates': hierarchical(rescorlaWagner({ learningRates: 2 })),
 * });
 * comparisonTable(comparison);
 */
export async function compareModels(
  subjects: Subjects,
  models: NamedModels,
  options: CompareModelsOptions = {},
): Promise<ModelComparison> {
  requireKnownOptions([...studyControlNames, 'evidence', 'draws'], options, 'compareModels');
  const { evidence = 'leaveOneSubjectOut', draws = 2000, seed = 1, signal, onProgress, ...control } = options;
  if (evidence !== 'leaveOneSubjectOut' && evidence !== 'laplace')
    throw new SpecError(
      'evidence',
      evidence,
      `evidence must be 'leaveOneSubjectOut' or 'laplace', but is ${quote(evidence)}.`,
    );
  requireWhole('draws', draws, { atLeast: 20 });
  requireWhole('seed', seed, { atLeast: 0 });
  const named = namedModels(models);
  for (const { spec } of named) requireReadable(behaviorOf(spec.model), subjects);
  const wanted = (Object.keys(modelCriteria) as ModelCriterion[]).filter(
    (name) => name !== 'leaveOneSubjectOut' || evidence === name,
  );
  const pause = pauses(signal);
  const measured: MeasuredModel[] = [];
  for (const [m, { name, spec }] of named.entries()) {
    await pause();
    measured.push(
      await measureModel(subjects, spec, wanted, {
        ...control,
        draws,
        seed,
        ...(signal && { signal }),
        ...(onProgress && {
          onProgress: (now) =>
            onProgress({ ...now, stage: `${name}: ${now.stage}`, fit: m + 1, numFits: named.length, done: false }),
        }),
      }),
    );
  }
  const compared = measured.map((one, m) => comparedModel(named[m].name, one));
  const bySubject = subjects.names.map((_, s) =>
    compared.map((one) => (one.bySubject.leaveOneSubjectOut ?? one.bySubject.logEvidence)[s]),
  );
  const { posterior, ...selection } = bayesianModelSelection(bySubject, { seed });
  const { fit } = measured[measured.length - 1];
  onProgress?.({
    restart: 1,
    numRestarts: 1,
    evaluation: fit.evaluations,
    logPosterior: fit.logEvidence,
    objective: 'log evidence',
    fit: named.length,
    numFits: named.length,
    done: true,
  });
  return {
    kind: 'modelComparison',
    version,
    seed,
    subjectNames: [...subjects.names],
    models: compared,
    evidence,
    selection: { ...selection, posterior: toNested(posterior) as number[][] },
    warnings: warningsOf(compared, measured, evidence),
    settings: plainSettings({
      models: Object.fromEntries(named.map(({ name, spec }) => [name, spec])),
      draws,
      control,
    }),
    dataHash: await hashSubjects(subjects),
  };
}

function comparedModel(name: string, { fit, scores, laplace, integrated, leftOut }: MeasuredModel): ComparedModel {
  return {
    name,
    parameterNames: [...fit.parameterNames],
    ...scores,
    integratedBicError: integrated?.error ?? null,
    bySubject: {
      logEvidence: laplace,
      leaveOneSubjectOut: leftOut?.map((part) => part.logEvidence) ?? null,
      integrated: integrated?.bySubject ?? null,
    },
    converged: fit.converged,
    diagnostics: fit.diagnostics,
  };
}

function warningsOf(
  compared: readonly ComparedModel[],
  measured: readonly MeasuredModel[],
  evidence: ModelComparison['evidence'],
): string[] {
  const warnings: string[] = [];
  if (evidence === 'laplace')
    warnings.push(
      "Model selection rests on the evidence of subjects under groups that were fitted to them, which does not pay for the parameters of the groups: it favours models with more of them. With evidence: 'leaveOneSubjectOut' it does not.",
    );
  compared.forEach(({ name, converged }, m) => {
    if (!converged) warnings.push(`The fit of "${name}" did not converge. Raise maxIterations.`);
    const { leftOut, fit } = measured[m];
    const unsettled = (leftOut ?? []).flatMap((part, s) => (part.converged ? [] : [{ s, residual: part.residual }]));
    if (unsettled.length > 0) {
      const most = Math.max(...unsettled.map(({ residual }) => residual));
      warnings.push(
        `"${name}": the group had not settled without ${unsettled.length} of ${fit.subjects.names.length} subjects; it still changed by up to ${most.toExponential(0)} (group standard deviations, log variances).`,
      );
    }
  });
  return warnings;
}
