import { SpecError } from '../../../errors.ts';
import { observedTrials } from '../../behavior/observedTrials.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { requireKnownOptions } from '../../checks.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import { pseudoR2OfLosses } from './criteria.ts';
import { fittedProblem } from './fittedProblem.ts';

/**
 * How much better than chance a fit predicts subjects at their modes: 1 - negative log-likelihood / that of chance, over
 * subjects. Chance is one of the options on offer in every observed trial, each as likely. 1 is certainty, 0 chance.
 *
 * @param options.over 'median' (default) or 'mean' of subjects
 * @throws {SpecError} when the model has a response that is no class, of which there is no chance
 * @throws {DataError} when the subjects are not those of the fit
 * @see McFadden 1974; Daw 2011, in Decision Making, Affect, and Learning
 */
export function pseudoR2(
  fit: HierarchicalFit,
  subjects: Subjects,
  options: { readonly over?: 'mean' | 'median' } = {},
): number {
  requireKnownOptions(['over'], options, 'pseudoR2');
  const { model } = fittedProblem(fit, subjects);
  const perTrial = logOptions(model.columns);
  if (perTrial === null)
    throw new SpecError(
      'fit',
      model.name,
      `Model "${model.name}" predicts ${numericResponses(model.columns)}, a measurement, of which there is no chance to compare with. Compare models by their evidence.`,
    );
  const losses = fit.subjects.logLikelihood.map((nats) => -nats);
  const ofChance = subjects.trials.map((trials) => observedTrials(model, trials).length * perTrial);
  return pseudoR2OfLosses(losses, ofChance, options);
}

type Columns = ReturnType<typeof fittedProblem>['model']['columns'];

/** Log of the number of options in a trial, over its responses; `null` when one is a measurement. */
export function logOptions(columns: Columns): number | null {
  let sum = 0;
  for (const { role, numClasses, numOffered } of Object.values(columns)) {
    if (role !== 'response') continue;
    if (numClasses === undefined) return null;
    sum += Math.log(numOffered ?? numClasses);
  }
  return sum;
}

function numericResponses(columns: Columns): string {
  return Object.entries(columns)
    .flatMap(([name, { role, numClasses }]) => (role === 'response' && numClasses === undefined ? [`"${name}"`] : []))
    .join(' and ');
}
