import { DataError, SpecError } from '../errors.ts';
import { type FeatureRecipe, isCombination } from '../models/recipes.ts';
import type { Trials } from '../models/trials.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import { sessionLabels } from './subjectSessions.ts';
import type { SubjectRange } from './subjects.ts';

/** Whether nothing is to be observed, so that no subject need have an observed trial. */
interface Wanted {
  readonly isDesign: boolean;
}

/**
 * The trials of several subjects together: sessions are called by subject and session.
 *
 * @param trials subject after subject, sessions by their own names
 * @throws {DataError} when a subject has no observed trial
 */
export function pooledTrials(trials: Trials, subjects: readonly SubjectRange[], wanted: Wanted): Trials {
  for (const subject of subjects) requireObserved(trials, subject, wanted);
  const { sessionNames: names, sessionSubjects } = trials;
  return { ...trials, sessionNames: sessionLabels({ names, subjects: sessionSubjects }) };
}

/**
 * The trials of several subjects, each for itself, in the order of the subjects.
 *
 * @param trials subject after subject, sessions by their own names
 * @throws {DataError} when a subject has no observed trial
 * @throws {SpecError} when features are made for sessions
 */
export function trialsOfEach(trials: Trials, subjects: readonly SubjectRange[], wanted: Wanted): readonly Trials[] {
  if (trials.recipes.some(({ kind }) => kind === 'session'))
    throw new SpecError(
      'subjects',
      'each',
      "sessionIndicators() makes a feature for each session, but with subjects: 'each' every subject has sessions of its own and so other features. Read one subject at a time, or all of them with subjects: 'pooled'.",
    );
  return subjects.map((subject) => {
    requireObserved(trials, subject, wanted);
    return trialsOf(trials, subject);
  });
}

function requireObserved(trials: Trials, { name, from, to }: SubjectRange, { isDesign }: Wanted): void {
  if (isDesign || trials.observed.subarray(from, to).includes(1)) return;
  const [what, missing] = trials.responses ? ['responses', 'responses are'] : ['choices', 'choices are'];
  throw new DataError(
    { subject: name as string },
    `Subject "${name}" has no observed trial: in all of its ${to - from} rows ${missing} missing, or features are. Filter its rows from the table first, or check how missing ${what} are coded.`,
  );
}

/** The trials from `from` to `to`, which are whole sessions. */
function trialsOf(trials: Trials, { name, from, to }: SubjectRange): Trials {
  const { sessionStarts, correct, responses } = trials;
  const [first, end] = [sessionStarts.indexOf(from), sessionStarts.indexOf(to)];
  return {
    ...trials,
    numTrials: to - from,
    choices: trials.choices.slice(from, to),
    responses: responses && rowsOf(responses, from, to),
    observed: trials.observed.slice(from, to),
    features: rowsOf(trials.features, from, to),
    featuresKnown: trials.featuresKnown.slice(from, to),
    recipes: trials.recipes.map((recipe) => recipeOf(recipe, first, end)),
    fixedParts: Object.fromEntries(
      Object.entries(trials.fixedParts).map(([feature, parts]) => [feature, parts.map((part) => part.slice(from, to))]),
    ),
    sessionStarts: sessionStarts.slice(first, end + 1).map((start) => start - from),
    sessionNames: trials.sessionNames.slice(first, end),
    sessionSubjects: null,
    subject: name,
    correct: correct?.slice(from, to) ?? null,
    outcomes: trials.outcomes.map((outcome) => ({ name: outcome.name, values: outcome.values.slice(from, to) })),
  };
}

function recipeOf(recipe: FeatureRecipe, first: number, end: number): FeatureRecipe {
  if (isCombination(recipe)) return { ...recipe, parts: recipe.parts.map((part) => recipeOf(part, first, end)) };
  if (recipe.kind === 'contrast') return { ...recipe, deviations: recipe.deviations?.slice(first, end) ?? null };
  if (recipe.kind !== 'standardized') return recipe;
  return { ...recipe, means: recipe.means.slice(first, end), deviations: recipe.deviations.slice(first, end) };
}

function rowsOf<Axes extends readonly string[]>(array: NdArray<Axes>, from: number, to: number): NdArray<Axes> {
  const width = array.data.length / array.shape[0];
  return ndarray(array.axes, [to - from, ...array.shape.slice(1)], array.data.slice(from * width, to * width));
}
