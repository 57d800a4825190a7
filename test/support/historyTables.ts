import fc from 'fast-check';

/** A table of trials: choices of two classes and outcomes, some of each missing. */
export interface HistoryTable {
  readonly day: readonly string[];
  readonly choice: readonly (number | null)[];
  /** 0 or 1. */
  readonly rewarded: readonly (number | null)[];
  readonly stimulus: readonly number[];
}

/** Up to 4 sessions of up to 12 trials. */
export const historyTables: fc.Arbitrary<HistoryTable> = fc
  .array(
    fc.array(
      fc.record({
        choice: fc.constantFrom(0, 1, 1, 0, null),
        rewarded: fc.constantFrom(0, 1, 1, 0, null),
        stimulus: fc.integer({ min: -8, max: 8 }).map((n) => n / 7),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((sessions) => {
    const rows = sessions.flatMap((trials, session) => trials.map((trial) => ({ ...trial, day: `day ${session}` })));
    return {
      day: rows.map(({ day }) => day),
      choice: rows.map(({ choice }) => choice),
      rewarded: rows.map(({ rewarded }) => rewarded),
      stimulus: rows.map(({ stimulus }) => stimulus),
    };
  });

/** For each trial the signals of the earlier trials of its session, the latest first. */
export function earlierInSession<T>({ day }: Pick<HistoryTable, 'day'>, signal: readonly T[]): T[][] {
  return signal.map((_, t) => signal.slice(day.indexOf(day[t]), t).reverse());
}
