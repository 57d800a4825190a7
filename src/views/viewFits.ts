import { DataError, LatentlabError, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { meanOverSessions } from '../models/meanOverSessions.ts';
import { type AlignedFit, alignStates } from '../models/states/alignStates.ts';
import { ofSubject, subjectNames } from '../models/subjects.ts';
import type { Trials } from '../models/trials.ts';
import { defaultNames, requireNames } from './labelStates.ts';
import { type FitView, labelledView, labelsOf, type StateLabel, type ViewOptions, viewFit } from './viewFit.ts';

/** How sure it is which state of a subject is which of the reference, as `alignStates` has it. */
export type StateMatch = Pick<AlignedFit, 'cost' | 'margin' | 'ambiguous'>;

/** A subject of a cohort. */
export interface SubjectView<F extends Fit = Fit> {
  readonly subject: string;
  readonly view: FitView<F>;
  /** `null` where states are labelled by a rule, and so not matched. */
  readonly match: StateMatch | null;
}

/** A subject without a fit, and why there is none. */
export interface UnfittedSubject {
  readonly subject: string;
  readonly trials: Trials;
  readonly reason: string;
}

/** The fits of several subjects, labelled alike: one order, name and colour a state in all of them. Plain data. */
export interface CohortView<F extends Fit = Fit> {
  readonly kind: 'cohort';
  /** [state] the labels of every view. */
  readonly states: readonly StateLabel[];
  /** In the order of the subjects as given. */
  readonly subjects: readonly SubjectView<F>[];
  readonly unfitted: readonly UnfittedSubject[];
}

/** The fit of a subject as `fitEach` gives it, or why there is none. */
export type FitOrReason<F extends Fit = Fit> =
  | { readonly subject: string; readonly fit: F; readonly reason: null }
  | { readonly subject: string; readonly fit: null; readonly reason: string };

/** How to label the fits of a cohort: by a rule that is applied to each, or by a reference. */
export interface CohortOptions extends Pick<ViewOptions, 'orderBy' | 'names' | 'labels'> {
  /**
   * A view or a fit, commonly of all subjects pooled, whose states those of each subject are matched to by what they predict
   * in the subject's trials. A view gives its names; what it has for each session is averaged.
   */
  readonly reference?: Fit | FitView;
}

/**
 * Labels the fits of several subjects alike. With `labels` or `orderBy` each subject is labelled by the same rule, whatever
 * the others do; with `reference` its states are matched, and `match` of each subject says how sure that is: where it is
 * ambiguous, two states predict nearly the same, and averages over subjects may mix them.
 *
 * @param fits     as `fitEach` gives them, matched to subjects by name; or fits in the order of `subjects`
 * @param subjects the trials of each, as `readTrials` gives them with `subjects: 'each'`
 * @throws {SpecError} when options contradict each other, fits differ in their number of states, or no subject has a fit
 * @throws {DataError} when a subject has no name, comes twice, or a fit does not match its trials
 * @example viewFits(await fitEach(subjects, spec), subjects, { labels: { engaged: 'stimulus' } })
 */
export function viewFits<F extends Fit>(
  fits: readonly F[] | readonly FitOrReason<F>[],
  subjects: readonly Trials[],
  options: CohortOptions = {},
): CohortView<F> {
  requireKnownOptions(['orderBy', 'names', 'labels', 'reference'], options, 'viewFits');
  const { reference, ...rule } = options;
  const ofEach = pair(fits, subjects);
  const fitted = ofEach.flatMap((one) => (one.fit === null ? [] : [{ ...one, fit: one.fit }]));
  if (fitted.length === 0)
    throw new SpecError(
      'fits',
      fits,
      'None of the subjects has a fit, so there is nothing to view. See the reason of each.',
    );
  requireOneSize(fitted);
  const label = reference === undefined ? byRule<F>(rule) : byReference<F>(reference, rule);
  const labelled = fitted.map(({ subject, fit, trials }) => {
    try {
      return { subject, ...label(fit, trials) };
    } catch (error) {
      throw error instanceof LatentlabError ? ofSubject(error, subject) : error;
    }
  });
  return {
    kind: 'cohort',
    states: labelled[0].view.states,
    subjects: labelled,
    unfitted: ofEach.flatMap(({ subject, trials, reason }) => (reason === null ? [] : [{ subject, trials, reason }])),
  };
}

type Labeller<F extends Fit> = (fit: F, trials: Trials) => Omit<SubjectView<F>, 'subject'>;

/** The names that a function gives the states of the first subject are those of all. */
function byRule<F extends Fit>(rule: Pick<ViewOptions, 'orderBy' | 'names' | 'labels'>): Labeller<F> {
  let { names } = rule;
  return (fit, trials) => {
    const view = viewFit(fit, trials, { ...rule, ...(names && { names }) });
    if (typeof rule.labels === 'function') names ??= view.states.map(({ name }) => name);
    return { view, match: null };
  };
}

function byReference<F extends Fit>(
  reference: Fit | FitView,
  { orderBy, labels, names }: Pick<ViewOptions, 'orderBy' | 'names' | 'labels'>,
): Labeller<F> {
  for (const [option, value] of Object.entries({ orderBy, labels }))
    if (value !== undefined)
      throw new SpecError(
        option,
        value,
        `States are matched to those of reference, so ${option} has no part. Label the reference: reference: viewFit(pooledFit, pooledTrials, { ${option}: … }).`,
      );
  const isView = reference.kind === 'view';
  if (isView && names !== undefined)
    throw new SpecError('names', names, 'reference is a view, whose names all subjects get. Leave names out.');
  const fit = isView ? reference.fit : reference;
  if (names) requireNames('names', names, fit.spec.numStates);
  const states = isView ? reference.states : labelsOf(names ?? defaultNames(fit.spec.numStates));
  const to = meanOverSessions(fit);
  return (own, on) => {
    const [{ order, cost, margin, ambiguous }] = alignStates([own], { on, to });
    return { view: labelledView(own, on, states, order), match: { cost, margin, ambiguous } };
  };
}

interface Pair<F extends Fit> {
  readonly subject: string;
  readonly trials: Trials;
  readonly fit: F | null;
  readonly reason: string | null;
}

/** Each subject's trials with its fit. */
function pair<F extends Fit>(fits: readonly F[] | readonly FitOrReason<F>[], subjects: readonly Trials[]): Pair<F>[] {
  const names = subjectNames(subjects);
  if (!Array.isArray(fits) || fits.length !== names.length)
    throw new SpecError(
      'fits',
      fits,
      `fits must be a list with one fit a subject, as fitEach gives, but has ${Array.isArray(fits) ? fits.length : 'no'} entries for ${names.length} subjects.`,
    );
  return names.map((subject, i) => {
    const own: F | FitOrReason<F> | undefined = isNamed(fits[i])
      ? (fits as readonly FitOrReason<F>[]).find((one) => one.subject === subject)
      : fits[i];
    if (own === undefined)
      throw new DataError(
        { subject },
        `There is no fit of subject "${subject}". The fits are of ${fits.map((one: FitOrReason<F>) => one.subject).join(', ')}.`,
      );
    const trials = subjects[i];
    return isNamed(own) ? { ...own, trials } : { subject, trials, fit: own, reason: null };
  });
}

function isNamed<F extends Fit>(one: F | FitOrReason<F>): one is FitOrReason<F> {
  return 'subject' in one;
}

function requireOneSize(fitted: readonly { readonly subject: string; readonly fit: Fit }[]): void {
  const sizes = fitted.map(({ fit }) => fit.spec.numStates);
  const other = sizes.findIndex((size) => size !== sizes[0]);
  if (other > 0)
    throw new SpecError(
      'fits',
      sizes,
      `The fit of subject "${fitted[0].subject}" has ${statesOf(sizes[0])}, that of "${fitted[other].subject}" ${statesOf(sizes[other])}. A cohort has one number of states; view the others apart.`,
    );
}

function statesOf(count: number): string {
  return `${count} state${count === 1 ? '' : 's'}`;
}
