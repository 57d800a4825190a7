import { requireKnownOptions } from '../../models/checks.ts';
import { numberIn } from '../cells.ts';
import { bias, standardized } from '../features.ts';
import { trace } from '../histories.ts';
import { oneHot } from '../indicators.ts';
import type { ReadTrialsOptions } from '../readTrials.ts';
import { columnsOf, type TableSource } from '../tableSource.ts';
import { columnNames, rolesIn, type SessionColumns, sessionColumns } from './rolesIn.ts';

/** Columns of a task with two alternatives. */
export interface TwoAlternativeColumns extends SessionColumns {
  /** 0 and 1; empty for none. */
  readonly choice: string;
  /** Signed strength, above 0 where class 1 is right. */
  readonly stimulus: string;
  /** 0 or 1. */
  readonly rewarded: string;
}

/**
 * The design of a task with two alternatives, such as frequencies or level differences: bias, stimulus (standardized, or with
 * `levels` a signed feature for each strength in the table), and traces of the last ten choices: all (choiceTrace, tau 1.58), the
 * rewarded (correctTrace, 0.95) and the others (errorTrace, 2.22), with the time constants of glmhmmt.
 *
 * @param columns those that the table calls otherwise
 * @param options.levels whether each strength has a weight of its own; default false
 * @example readTrials(df, twoAlternative(df, { stimulus: 'ILD' }, { levels: true }))
 */
export function twoAlternative(
  data: TableSource,
  columns: Partial<TwoAlternativeColumns> = {},
  options: { readonly levels?: boolean } = {},
): ReadTrialsOptions {
  requireKnownOptions(['levels'], options, 'twoAlternative');
  const names = columnNames<TwoAlternativeColumns>(
    {
      ...sessionColumns,
      choice: 'choice',
      stimulus: 'stimulus',
      rewarded: 'rewarded',
    },
    columns,
    'twoAlternative',
  );
  const { choice, stimulus, rewarded } = names;
  const { levels = false } = options;
  return {
    ...rolesIn(data, names),
    choice,
    correct: { signOf: stimulus },
    outcomes: [rewarded],
    features: {
      bias: bias(),
      ...(levels
        ? oneHot(stimulus, { values: strengths(data, stimulus), signed: true, reference: 0 })
        : { stimulus: standardized(stimulus) }),
      choiceTrace: trace(choice, { tau: 1.58, kernel: 10 }),
      correctTrace: trace([choice, rewarded], { tau: 0.95, kernel: 10 }),
      errorTrace: trace([choice, { not: rewarded }], { tau: 2.22, kernel: 10 }),
    },
  };
}

/** The absolute values of a column and 0, in rising order. */
function strengths(data: TableSource, column: string): number[] {
  const cells = Array.from(columnsOf(data).read(column), numberIn).filter((value) => !Number.isNaN(value));
  return [...new Set([0, ...cells.map(Math.abs)])].sort((a, b) => a - b);
}
