import { DataError, quote } from '../../errors.ts';
import type { Random } from '../../numerics/random.ts';
import type { Outcome, Trials } from '../trials.ts';

/** A simulated choice, to which a user's function gives the outcome. */
export interface SimulatedChoice {
  /** Name of the outcome. */
  readonly outcome: string;
  /** Both counted from 0 over all sessions. */
  readonly trial: number;
  readonly session: number;
  /** Index of the class: 0 or 1, or more when there are more classes. */
  readonly choice: number;
  /** The class that would have been right; -1 where there is none or the trials do not say. */
  readonly correct: number;
  /** The simulation's source of random numbers, for outcomes left to chance. */
  readonly random: Random;
}

/** What an outcome is after a simulated choice. */
export type OutcomeRule = (choice: SimulatedChoice) => number;

/** The rule of a user's function, its values checked. */
export function givenRule(rule: OutcomeRule): OutcomeRule {
  return (at) => {
    const value = rule(at);
    if (!Number.isFinite(value))
      throw new DataError(
        { column: at.outcome, row: at.trial },
        `Your function gave ${quote(value)} as outcome "${at.outcome}" of trial ${at.trial} (counted from 0), but an outcome is a finite number.`,
      );
    return value;
  };
}

/**
 * The rule that the recorded trials show: the higher of two values for the correct side, the lower one for any other.
 * A sentence that says why, when they show none.
 *
 * @param drawn [trial] 1 where a choice is going to be simulated
 */
export function recordedRule(like: Trials, outcome: Outcome, drawn: Uint8Array): OutcomeRule | string {
  const { correct, choices } = like;
  if (correct === null) return 'the trials do not say which side was correct';
  const distinct = [...new Set(outcome.values.filter(Number.isFinite))].sort((a, b) => a - b);
  if (distinct.length !== 2) return `it has ${distinct.length} different recorded values, where right and wrong need 2`;
  const [low, high] = distinct;
  for (let t = 0; t < like.numTrials; t++) {
    if (!drawn[t]) continue;
    if (correct[t] < 0) return `trial ${t} (counted from 0) has no correct side`;
    const recorded = choices[t] >= 0 && Number.isFinite(outcome.values[t]);
    if (recorded && (outcome.values[t] === high) !== (choices[t] === correct[t]))
      return `it does not follow from the correct side: see trial ${t} (counted from 0)`;
  }
  return ({ choice, correct: side }) => (choice === side ? high : low);
}
