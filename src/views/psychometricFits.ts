import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { fitPsychometric, type PsychometricFit } from '../models/fitPsychometric.ts';
import { featureIndex, type Trials } from '../models/trials.ts';
import { classIndex, classLabels } from './answerColumns.ts';
import { classProbabilities } from './classProbabilities.ts';
import { inDataUnit } from './featureBins.ts';
import { allTrials } from './labelStates.ts';
import { posteriorOf } from './posteriorOf.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/** How psychometric functions are fitted to the states of a view. */
export interface PsychometricFitsOptions {
  /** The choice whose probability it is, by the name of its class, or 'each' for rows of every one. The second of two, otherwise each, by default. */
  readonly choice?: string | number;
  /** false for logistic functions without lapses; true by default. */
  readonly lapses?: boolean;
  /** The most that each lapse rate can be, above 0, at most 0.5 (the default). */
  readonly max?: number;
}

/**
 * Psychometric functions of choices against a feature, P = lowerLapse + (1 − lowerLapse − upperLapse) · logistic(slope · x +
 * bias), a row each state and choice: state, choice, lowerLapse and upperLapse (0 to the bound), slope (log-odds per unit of the
 * data: what was standardized or a contrast is put back), bias (log-odds at 0), threshold (in that unit), "standard error: NAME" of the first
 * four (empty at a bound, or where trials do not determine them), logLikelihood (nats, weighted), numTrials (sum of the
 * weights), converged. A trial counts in a state by its smoothed probability, in 'all trials' fully; a state without trials
 * has empty cells.
 *
 * @param feature by its name
 * @throws {DataError} when there is no such feature, or it has one value in all trials that count
 * @throws {SpecError} when the trials have no choices, or an option is out of range
 * @example psychometricFits(view, 'stimulus')
 */
export function psychometricFits(view: FitView, feature: string, options: PsychometricFitsOptions = {}): Table {
  requireKnownOptions(['choice', 'lapses', 'max'], options, 'psychometricFits');
  const { trials, states } = view;
  const { classNames } = trials;
  const { choice = classNames.length > 2 ? 'each' : classNames[1], ...fitting } = options;
  const column = featureIndex(trials.featureNames, feature);
  const { numClasses } = classProbabilities(view.fit, trials, 'psychometricFits');
  const classes =
    choice === 'each' ? Array.from({ length: numClasses }, (_, c) => c) : [classIndex(classNames, 'choice', choice)];
  const { type, nameOf } = classLabels(classNames);
  const { data, shape } = trials.features;
  const values = Float64Array.from({ length: trials.numTrials }, (_, t) => data[t * shape[1] + column]);
  const x = inDataUnit(values, trials.recipes[column], trials.sessionStarts);
  const { smoothed } = posteriorOf(view);
  const all = new Float64Array(trials.numTrials).fill(1);
  const curves = [
    ...states.map(({ name }, k) => ({
      state: name,
      weights: all.map((_, t) => smoothed.data[t * states.length + k]),
    })),
    { state: allTrials, weights: all },
  ];
  const rows = curves.flatMap(({ state, weights }) =>
    classes.map((c) => {
      const chosen = Array.from(trials.choices, (y, t) => (trials.observed[t] ? Number(y === c) : -1));
      const isEmpty = state !== allTrials && !hasTwoValues(trials, x, weights);
      return {
        state,
        choice: nameOf(c),
        ...cellsOf(isEmpty ? null : fitPsychometric(x, chosen, { ...fitting, weights })),
      };
    }),
  );
  return tableOfRows(rows, {
    state: 'string',
    choice: type,
    lowerLapse: 'number',
    upperLapse: 'number',
    slope: 'number',
    bias: 'number',
    threshold: 'number',
    'standard error: lowerLapse': 'number',
    'standard error: upperLapse': 'number',
    'standard error: slope': 'number',
    'standard error: bias': 'number',
    logLikelihood: 'number',
    numTrials: 'number',
    converged: 'boolean',
  });
}

/** Whether a state has trials at two values of x or more. */
function hasTwoValues({ observed }: Trials, x: Float64Array, weights: Float64Array): boolean {
  const counted = Array.from(x.keys()).filter((t) => observed[t] && weights[t] > 0);
  return counted.some((t) => x[t] !== x[counted[0]]);
}

function cellsOf(fit: PsychometricFit | null) {
  const { standardErrors = null } = fit ?? {};
  return {
    lowerLapse: fit?.lowerLapse ?? null,
    upperLapse: fit?.upperLapse ?? null,
    slope: fit?.slope ?? null,
    bias: fit?.bias ?? null,
    threshold: fit?.threshold ?? null,
    'standard error: lowerLapse': standardErrors?.lowerLapse ?? null,
    'standard error: upperLapse': standardErrors?.upperLapse ?? null,
    'standard error: slope': standardErrors?.slope ?? null,
    'standard error: bias': standardErrors?.bias ?? null,
    logLikelihood: fit?.logLikelihood ?? null,
    numTrials: fit?.numTrials ?? 0,
    converged: fit?.converged ?? null,
  };
}
