import { type Cell, type Column, type Table, table } from '../../src/data/table.ts';
import type { StateStyle } from '../../src/plots/parts/states.ts';

/** The size of an experiment and what is odd about it. */
export interface Experiment {
  readonly states: readonly StateStyle[];
  readonly features: readonly string[];
  readonly numSessions: number;
  readonly numTrials: number;
  readonly scale: number;
  /** Sessions without values. */
  readonly gaps: readonly number[];
  readonly truth: boolean;
}

const named = (...names: string[]): StateStyle[] => names.map((name, color) => ({ name, color }));
const usual: Experiment = {
  states: [
    { name: 'engaged', color: 0 },
    { name: 'biased right', color: 2 },
  ],
  features: ['bias', 'stimulus'],
  numSessions: 20,
  numTrials: 400,
  scale: 1,
  gaps: [],
  truth: true,
};

/** The experiments that every chart must show well. */
export const experiments: Readonly<Record<string, Experiment>> = {
  usual,
  oneSession: { ...usual, numSessions: 1, numTrials: 90 },
  oneState: { ...usual, states: named('GLM'), features: ['bias', 'stimulus', 'previous choice'], truth: false },
  sixStates: {
    ...usual,
    states: named('engaged', 'biased left', 'biased right', 'win-stay', 'lapsing', 'asleep'),
    features: ['bias', 'stimulus', 'previous choice', 'win-stay-lose-switch', 'trial number'],
    numSessions: 64,
    numTrials: 2000,
    truth: false,
  },
  gap: { ...usual, gaps: [5, 6, 8, 20] },
  longNames: {
    ...usual,
    states: named(
      'engaged and attentive to the stimulus',
      'disengaged, repeats the previous choice',
      'biased to the right-hand side',
    ),
    features: ['contrast of the stimulus on the right minus left', 'tendency_to_repeat_the_previous_choice', 'bias'],
  },
  extreme: { ...usual, scale: 20 },
};

/** A number in (−1, 1) that looks like noise and is the same everywhere. */
export const wobble = (...places: readonly number[]): number =>
  Math.sin(places.reduce((sum, place, i) => sum + place * (1.7 + 2.9 * i), 0.4));

/** A table of row objects; a column's type is that of its first cell. */
export function tableOf(rows: readonly Readonly<Record<string, Cell>>[]): Table {
  const names = Object.keys(rows[0] ?? {});
  return table(
    names.map((name): Column => {
      const values = rows.map((row) => row[name] ?? null);
      const some = values.find((value) => value !== null);
      return {
        name,
        type: typeof some === 'string' ? 'string' : typeof some === 'boolean' ? 'boolean' : 'number',
        values,
      };
    }),
  );
}

/** Numbers of the sessions, from 1. */
export const sessionsOf = ({ numSessions }: Experiment): number[] =>
  Array.from({ length: numSessions }, (_, i) => i + 1);
/** A value, or nothing in a session without values. */
export const gapped = ({ gaps }: Experiment, session: number, value: number): number | null =>
  gaps.includes(session) ? null : value;
