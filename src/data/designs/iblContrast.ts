import { bias, contrast, lag } from '../features.ts';
import { winStayLoseSwitch } from '../histories.ts';
import type { ReadTrialsOptions } from '../readTrials.ts';
import type { TableSource } from '../tableSource.ts';
import { columnNames, rolesIn, type SessionColumns, sessionColumns } from './rolesIn.ts';

/** Columns of the visual task of the International Brain Laboratory, as its trials tables call them. */
export interface IblColumns extends SessionColumns {
  /** 1 for the left, -1 for the right, 0 for none. */
  readonly choice: string;
  /** From 0 to 1, empty when the stimulus was on the right. */
  readonly contrastLeft: string;
  readonly contrastRight: string;
  /** 1 for a reward, -1 for an error. */
  readonly feedbackType: string;
}

/**
 * The design of Ashwood et al. 2022 for the contrast task of the International Brain Laboratory: bias, stimulus (`contrast`,
 * right above 0), previousChoice and wsls. Class 1 is the right, the correct side that of the stimulus, feedbackType the outcome.
 *
 * @param columns those that the table calls otherwise
 * @example readTrials(df, iblContrast(df))
 * @example readTrials(df, { ...iblContrast(df), subject: 'mouse', subjects: 'each' })
 */
export function iblContrast(data: TableSource, columns: Partial<IblColumns> = {}): ReadTrialsOptions {
  const names = columnNames<IblColumns>(
    {
      ...sessionColumns,
      choice: 'choice',
      contrastLeft: 'contrastLeft',
      contrastRight: 'contrastRight',
      feedbackType: 'feedbackType',
    },
    columns,
    'iblContrast',
  );
  const { choice, feedbackType } = names;
  const sides = { left: names.contrastLeft, right: names.contrastRight };
  return {
    ...rolesIn(data, names),
    choice,
    classes: [1, -1],
    missingChoice: 0,
    correct: sides,
    outcomes: [feedbackType],
    features: {
      bias: bias(),
      stimulus: contrast(sides),
      previousChoice: lag(choice),
      wsls: winStayLoseSwitch(choice, feedbackType),
    },
  };
}
