import type { Subjects } from '../models/behavior/subjects.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import {
  type ComparisonTableOptions,
  comparisonTable as compared,
  comparisonSummaryTable as comparisonSummary,
} from '../views/comparisonTable.ts';
import { exceedanceTable as exceedances } from '../views/exceedanceTable.ts';
import { type GroupDensityOptions, groupDensityTable as groupDensities } from '../views/groupDensityTable.ts';
import { groupTable as group } from '../views/groupTable.ts';
import { groupTraceTable as groupTrace } from '../views/groupTraceTable.ts';
import { confusionTable as confusions, identificationTable as identified } from '../views/identificationTable.ts';
import {
  type LatentsOptions,
  type LatentTraceOptions,
  latentsTable as latents,
  latentTraceTable as latentTraces,
} from '../views/latentsTable.ts';
import { posteriorPredictiveTable as predictions } from '../views/posteriorPredictiveTable.ts';
import { recoverySummaryTable as recoverySummaries } from '../views/recoverySummaryTable.ts';
import { recoveryTable as recoveries } from '../views/recoveryTable.ts';
import { subjectEvidenceTable as evidence } from '../views/subjectEvidenceTable.ts';
import { subjectParameterTable as parameters } from '../views/subjectParameterTable.ts';
import type { Identification } from '../workflows/identification.ts';
import type { ModelComparison } from '../workflows/modelComparison.ts';
import type { PosteriorPredictive } from '../workflows/posteriorPredictive.ts';
import type { Recovery } from '../workflows/recovery.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * The parameters of the subjects of a hierarchical fit as a DataFrame, a row each: subject, parameter, value (natural, at the
 * mode), lower and upper (natural 95 % interval), x (unbounded), standardDeviation (of x), status ('converged',
 * 'notConverged', 'atBound', 'notMaximum'). A parameter at a bound has no interval.
 *
 * @param subjects those that were fitted: where the group depends on covariates that are texts, they add a column `group`
 */
export function subjectParameterTable(fit: HierarchicalFit, subjects: Subjects | null = null): DataFrame {
  return toFrame(parameters(fit, subjects));
}

/**
 * The group of a hierarchical fit as a DataFrame, a row each covariate and parameter, on the unbounded scales x: covariate ('mean'
 * first), parameter, coefficient, standardError, statistic (Wald's t against 0), degreesOfFreedom, p (empty for the mean), lower and upper (95 %);
 * for the mean also natural, naturalLower, naturalUpper (natural value of the middle subject), scale, scaleLower, scaleUpper
 * (spread of x among subjects).
 *
 * @throws {SpecError} when no group was fitted
 */
export function groupTable(fit: HierarchicalFit): DataFrame {
  return toFrame(group(fit));
}

/**
 * How the group of a hierarchical fit came about as a DataFrame: iteration (from 1), quantity ('log evidence', 'learningRate
 * mean', …), value (nats, or on the unbounded scale x).
 *
 * @throws {SpecError} when no group was fitted
 */
export function groupTraceTable(fit: HierarchicalFit): DataFrame {
  return toFrame(groupTrace(fit));
}

/**
 * The distribution of each natural parameter in the group of a hierarchical fit as a DataFrame: parameter, value, density (per natural
 * unit), group (where covariates are texts).
 *
 * @param subjects those that were fitted; needed where the group depends on covariates
 * @throws {SpecError} when no group was fitted, or the subjects are needed and missing
 * @throws {DataError} when the subjects do not have the covariates of the fit
 */
export function groupDensityTable(
  fit: HierarchicalFit,
  subjects: Subjects | null = null,
  options: GroupDensityOptions = {},
): DataFrame {
  return toFrame(groupDensities(fit, subjects, options));
}

/**
 * How each subject of a hierarchical fit is accounted for as a DataFrame: subject, logLikelihood (at the mode), logPrior, logEvidence
 * (nats; empty without a prior), numObserved (trials with responses), numOptima, status, gradient (largest slope at the mode).
 */
export function subjectEvidenceTable(fit: HierarchicalFit): DataFrame {
  return toFrame(evidence(fit));
}

/**
 * What the model of a hierarchical fit computes on each trial, with the parameters of each subject, as a DataFrame: subject, block,
 * trial (from 1 in its block), the columns that the model reads, and its latents by their names, among them logLikelihood (nats).
 *
 * @param subjects        some of those of the fit, or other data of theirs
 * @param options.at      most probable parameters ('mode', default), or posterior mean of x ('mean')
 * @param options.subject only this one, by its name or its place counted from 0
 * @throws {DataError} when a subject is not in the fit, or lacks what the model reads
 * @throws {SpecError} when there is no such subject
 * @example latentsTable(fit, subjects)
 */
export function latentsTable(fit: HierarchicalFit, subjects: Subjects, options: LatentsOptions = {}): DataFrame {
  return toFrame(latents(fit, subjects, options));
}

/**
 * Latents of one subject in long form as a DataFrame: block, trial (from 1 in its block), latent, value.
 *
 * @throws {DataError} when the subject is not in the fit, or lacks what the model reads
 * @throws {SpecError} when there is no such subject or latent
 */
export function latentTraceTable(
  fit: HierarchicalFit,
  subjects: Subjects,
  options: LatentTraceOptions = {},
): DataFrame {
  return toFrame(latentTraces(fit, subjects, options));
}

/**
 * A posterior predictive check as a DataFrame: statistic, subject, observed, predicted (median), lower, upper (middle 95 % of
 * the simulations), covered (whether the observed number lies within).
 *
 * @param result what `posteriorPredictive` returns
 */
export function posteriorPredictiveTable(result: PosteriorPredictive): DataFrame {
  return toFrame(predictions(result));
}

/**
 * True values and what was recovered of them as a DataFrame: parameter, subject, truth, estimate, lower, upper (natural; 95 %);
 * numTrials (of a subject), numSubjects and numBlocks where the grid varies them.
 *
 * @param recovery what `recover` returns
 */
export function recoveryTable(recovery: Recovery): DataFrame {
  return toFrame(recoveries(recovery));
}

/**
 * How well parameters were recovered as a DataFrame: parameter, correlation, rankCorrelation, bias, rmse (natural units), coverage (share of truths within
 * their 95 % intervals), numTrials (of a subject), numSubjects, and numBlocks where the grid varies it.
 *
 * @param recovery what `recover` returns
 */
export function recoverySummaryTable(recovery: Recovery): DataFrame {
  return toFrame(recoverySummaries(recovery));
}

/**
 * Models by criteria as a DataFrame, a row each pair: criterion, model, value, difference (to the best, at least 0), better ('higher' or
 * 'lower': which values are). Evidences in nats, information criteria in twice nats.
 *
 * @param comparison       what `compareModels` returns
 * @param options.criteria all that some model has a value of by default
 * @throws {SpecError} when there is no such criterion
 */
export function comparisonTable(comparison: ModelComparison, options: ComparisonTableOptions = {}): DataFrame {
  return toFrame(compared(comparison, options));
}

/**
 * Models side by side as a DataFrame, the best first: model, numParameters, a column each criterion, converged.
 *
 * @param comparison what `compareModels` returns
 */
export function comparisonSummaryTable(comparison: ModelComparison): DataFrame {
  return toFrame(comparisonSummary(comparison));
}

/**
 * How frequent models are among subjects as a DataFrame: model, frequency (expected share of subjects), exceedance (probability of being the
 * most frequent), protectedExceedance (the same, allowing for models that do not differ).
 *
 * @param comparison what `compareModels` returns
 */
export function exceedanceTable(comparison: ModelComparison): DataFrame {
  return toFrame(exceedances(comparison));
}

/**
 * How models fitted what models simulated as a DataFrame: simulated, fitted, metric, mean (over rounds), wins (rounds in which the
 * fitted model was the best), rounds.
 *
 * @param identification what `identify` returns
 */
export function identificationTable(identification: Identification): DataFrame {
  return toFrame(identified(identification));
}

/**
 * Who is taken for whom as a DataFrame: simulated, fitted, share, metric, kind ('confusion', P(fits best | simulated), or 'inversion',
 * P(simulated | fits best)).
 *
 * @param identification what `identify` returns
 */
export function confusionTable(identification: Identification): DataFrame {
  return toFrame(confusions(identification));
}
