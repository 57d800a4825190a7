import { isTrained } from '../data/fitJson.ts';
import type { Table } from '../data/table.ts';
import { numObserved, numSessions, type Trials } from '../models/trials.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { CohortView } from './viewFits.ts';

/**
 * The subjects of a cohort, a row each, those without a fit at the end: subject, fitted, sessions, trials, observed (trials
 * that count), converged (empty for given parameters), matchCost, matchMargin and ambiguous (how sure it is which state is
 * which of the reference, as `alignStates` has them; empty where a rule labels the states), reason (why there is no fit).
 */
export function subjectTable(cohort: CohortView): Table {
  const rows = [
    ...cohort.subjects.map(({ subject, view: { fit, trials }, match }) => ({
      subject,
      fitted: true,
      ...sizes(trials),
      converged: isTrained(fit) ? fit.converged : null,
      matchCost: match?.cost ?? null,
      matchMargin: match?.margin ?? null,
      ambiguous: match?.ambiguous ?? null,
      reason: null,
    })),
    ...cohort.unfitted.map(({ subject, trials, reason }) => ({
      subject,
      fitted: false,
      ...sizes(trials),
      converged: null,
      matchCost: null,
      matchMargin: null,
      ambiguous: null,
      reason,
    })),
  ];
  return tableOfRows(rows, {
    subject: 'string',
    fitted: 'boolean',
    sessions: 'number',
    trials: 'number',
    observed: 'number',
    converged: 'boolean',
    matchCost: 'number',
    matchMargin: 'number',
    ambiguous: 'boolean',
    reason: 'string',
  });
}

function sizes(trials: Trials) {
  return { sessions: numSessions(trials), trials: trials.numTrials, observed: numObserved(trials) };
}
