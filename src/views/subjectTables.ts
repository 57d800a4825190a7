import { type Cell, type Column, hasColumn, type Table, table, valuesOf } from '../data/table.ts';
import { LatentlabError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import { ofSubject } from '../models/subjects.ts';
import type { FitView } from './viewFit.ts';
import type { CohortView } from './viewFits.ts';

/**
 * A table of a view; of a cohort the tables of all its subjects, one below the other, with a column subject in front. That
 * column stands also before the sessions of pooled trials. Columns that a subject lacks are empty in its rows.
 *
 * @param tableOf makes the table of one view
 * @throws {DataError} when a table has a column "subject" of its own
 * @example tableOfSubjects(cohort, (view) => weightTable(view))
 */
export function tableOfSubjects<F extends Fit>(
  view: FitView<F> | CohortView<F>,
  tableOf: (view: FitView<F>) => Table,
): Table {
  if (view.kind === 'view') return withSubjectOfSessions(tableOf(view), view.trials.sessionSubjects);
  return stackSubjects(view.subjects.map((one) => ({ subject: one.subject, make: () => tableOf(one.view) })));
}

/** Tables one below the other, with the subject of each in front; an error in making one names the subject. */
export function stackSubjects(subjects: readonly { readonly subject: string; readonly make: () => Table }[]): Table {
  const each = subjects.map(({ subject, make }) => {
    try {
      return { subject, table: make() };
    } catch (error) {
      throw error instanceof LatentlabError ? ofSubject(error, subject) : error;
    }
  });
  const names = [...new Set(each.flatMap(({ table }) => table.columns.map(({ name }) => name)))];
  return table([
    { name: 'subject', type: 'string', values: each.flatMap(({ subject, table }) => fill(table.numRows, subject)) },
    ...names.map((name) =>
      stackColumn(
        name,
        each.map((one) => one.table),
      ),
    ),
  ]);
}

function stackColumn(name: string, tables: readonly Table[]): Column {
  const present = tables.flatMap(({ columns }) => columns.filter((column) => column.name === name));
  const [{ type, unit }] = present;
  const isText = present.some((column) => column.type !== type);
  const values = tables.flatMap((one) => (hasColumn(one, name) ? valuesOf(one, name) : fill(one.numRows, null)));
  return {
    name,
    type: isText ? 'string' : type,
    values: isText ? values.map((cell) => (cell === null ? null : String(cell))) : values,
    ...(unit !== undefined && { unit }),
  };
}

function fill(length: number, cell: Cell): Cell[] {
  return new Array<Cell>(length).fill(cell);
}

function withSubjectOfSessions(from: Table, sessionSubjects: readonly string[] | null): Table {
  if (sessionSubjects === null || !hasColumn(from, 'session')) return from;
  const values = valuesOf(from, 'session').map((session) => sessionSubjects[Number(session) - 1]);
  return table([{ name: 'subject', type: 'string', values }, ...from.columns]);
}
