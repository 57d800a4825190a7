import { requireKnownOptions } from '../../models/checks.ts';
import type { ReadTrialsOptions } from '../readTrials.ts';
import { columnsOf, type TableSource } from '../tableSource.ts';

/** Columns of subject and session, for a table that may have them. */
export interface SessionColumns {
  readonly subject: string;
  readonly session: string;
}

/** What the columns of subject and session are called unless said otherwise. */
export const sessionColumns: SessionColumns = { subject: 'subject', session: 'session' };

/** What the columns of a design are called: as given, and otherwise as usual. @throws {SpecError} when it has no such column */
export function columnNames<Columns extends SessionColumns>(
  usual: Columns,
  given: Partial<Columns>,
  design: string,
): Columns {
  requireKnownOptions(Object.keys(usual), given, `the columns of ${design}`);
  return { ...usual, ...given };
}

/** The roles of those columns that the table has. */
export function rolesIn(
  data: TableSource,
  { subject, session }: SessionColumns,
): Pick<ReadTrialsOptions, 'subject' | 'session'> {
  const { names } = columnsOf(data);
  return { ...(names.includes(subject) && { subject }), ...(names.includes(session) && { session }) };
}
