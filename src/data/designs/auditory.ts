import { DataError } from '../../errors.ts';
import { requireKnownOptions } from '../../models/checks.ts';
import { numberIn } from '../cells.ts';
import { bias } from '../features.ts';
import { ewma } from '../histories.ts';
import { oneHot } from '../indicators.ts';
import type { ReadTrialsOptions } from '../readTrials.ts';
import { columnsOf, type TableSource } from '../tableSource.ts';
import { columnNames, rolesIn, type SessionColumns, sessionColumns } from './rolesIn.ts';

/** Columns of an auditory task with graded evidence. */
export interface AuditoryColumns extends SessionColumns {
  /** 0 and 1; empty for none. */
  readonly choice: string;
  /** Signed, above 0 where it speaks for class 1. */
  readonly evidence: string;
  /** 0 or 1. */
  readonly rewarded: string;
}

/**
 * The design of an auditory task with graded evidence: bias, the sign of the evidence for each difficulty (three bins of its
 * strength with as many trials each in the table, hardest first), and averages over earlier trials of choices (recentChoices), of
 * rewarded choices (recentSuccess) and of rewards (recentRewards).
 *
 * @param columns those that the table calls otherwise
 * @param options.halfLife of the averages, in trials; default 5
 * @throws {DataError} when there are too few strengths for three bins
 * @example readTrials(df, auditory(df, { evidence: 'netEvidence' }))
 */
export function auditory(
  data: TableSource,
  columns: Partial<AuditoryColumns> = {},
  options: { readonly halfLife?: number } = {},
): ReadTrialsOptions {
  requireKnownOptions(['halfLife'], options, 'auditory');
  const names = columnNames<AuditoryColumns>(
    {
      ...sessionColumns,
      choice: 'choice',
      evidence: 'evidence',
      rewarded: 'rewarded',
    },
    columns,
    'auditory',
  );
  const { choice, evidence, rewarded } = names;
  const { halfLife = 5 } = options;
  return {
    ...rolesIn(data, names),
    choice,
    correct: { signOf: evidence },
    outcomes: [rewarded],
    features: {
      bias: bias(),
      ...oneHot(evidence, { bins: thirds(data, evidence), signed: true }),
      recentChoices: ewma(choice, { halfLife }),
      recentSuccess: ewma([choice, rewarded], { halfLife }),
      recentRewards: ewma(rewarded, { halfLife }),
    },
  };
}

/** Edges of three bins of absolute values, each with a third of the trials, as far as ties allow. */
function thirds(data: TableSource, column: string): number[] {
  const strengths = Array.from(columnsOf(data).read(column), (cell) => Math.abs(numberIn(cell)))
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const at = (share: number): number => strengths[Math.floor(share * strengths.length)];
  const edges = [0, at(1 / 3), at(2 / 3), Infinity];
  if (edges.every((edge, i) => i === 0 || edge > edges[i - 1])) return edges;
  throw new DataError(
    { column },
    `Column "${column}" cannot be cut into three difficulties of about as many trials: the thirds of its absolute values end at ${at(1 / 3)} and ${at(2 / 3)}. Make features of your own, such as oneHot("${column}", { values: [...], signed: true }).`,
  );
}
