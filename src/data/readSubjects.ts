import { quote, SpecError } from '../errors.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { nearNames } from '../models/nearNames.ts';
import type { ClassLabel } from './classes.ts';
import { covariateOf } from './covariates.ts';
import { isListOfTables, subjectsOfTables } from './listedSubjects.ts';
import { isNested, type NestedArrays, subjectsOfArrays } from './nestedSubjects.ts';
import { blocksOfColumn } from './subjectBlocks.ts';
import { type SubjectCells, subjectsOfTable } from './subjectCells.ts';
import { numbersOfColumn } from './subjectColumns.ts';
import type { TableSource } from './tableSource.ts';

/** What subjects can be read from: one table, a list of tables with one a subject, or nested arrays by name. */
export type SubjectsSource = TableSource | readonly TableSource[] | NestedArrays;

/**
 * Which column has which role. Every name besides those below is a column as models call it, and its value the name of the
 * column in the table.
 */
export interface ReadSubjectsOptions {
  /** Column that names the subject of each trial; in a list of tables, the one subject of each. */
  readonly subject?: string;
  /** Column that names the block of each trial. Without it all trials of a subject are one block. */
  readonly block?: string;
  /** [subject] different names, for a list of tables or nested arrays; "subject 1", "subject 2", … by default. */
  readonly names?: readonly string[];
  /** Labels of the classes of a column, by its name in the model, the first being class 0. Columns of text need them. */
  readonly classes?: Readonly<Record<string, readonly ClassLabel[]>>;
  /** Columns that are one and the same in all trials of a subject, such as the group or the age: numbers or texts. */
  readonly covariates?: readonly string[];
  readonly [column: string]: string | readonly string[] | Readonly<Record<string, readonly ClassLabel[]>>;
}

/** Names that would pass for columns of a model, though an option is meant. */
const misnamed: Readonly<Record<string, string>> = {
  subjects: 'subject',
  blocks: 'block',
  session: 'block',
  sessions: 'block',
  name: 'names',
  class: 'classes',
  covariate: 'covariates',
};

/**
 * The trials of several subjects, in order of first appearance, for models of behaviour.
 *
 * In a table there is one row a trial. The rows of a subject need not stand together, but keep their order. Blocks are runs of
 * one value of the column `block`. Cells are numbers, true and false as 1 and 0, labels where `classes` names them, or empty,
 * which is NaN. Which columns a model reads, and what may stand in them, is checked when it is fitted.
 *
 * Nested arrays (subject, block, trial, or subject, trial) need no columns named: without any, each array is one of its own
 * name. Their `covariates` have one value a subject.
 *
 * @throws {DataError} when a cell, a column or the order of blocks is wrong, a subject has no trials, or shapes differ; names
 *   subject, column, row (of nested arrays: trial of the subject) and value
 * @throws {SpecError} when options do not go together
 * @example readSubjects(df, { subject: 'subject', block: 'block', choice: 'choice', reward: 'reward' })
 * @example readSubjects(df, { subject: 'id', choice: 'key', reward: 'points', classes: { choice: ['left', 'right'] }, covariates: ['age'] })
 * @example readSubjects({ choice: [[[0, 1, 1], [1, 0]]], reward: [[[1, 0, 1], [1, 1]]] }, { names: ['M1'] })
 */
export function readSubjects(source: SubjectsSource, options: ReadSubjectsOptions = {}): Subjects {
  const { block, classes = {}, covariates = [] } = options;
  requireListed(covariates);
  const columns = columnsToRead(source, options);
  const unread = Object.keys(classes).find((name) => !Object.hasOwn(columns, name));
  if (unread !== undefined)
    throw new SpecError(
      `classes.${unread}`,
      classes[unread],
      `classes names labels of ${quote(unread)}, which is not among the columns that are read. Labels stand by the name of a column in the model. ${nearNames(unread, Object.keys(columns), 'column')}`,
    );
  const cells = cellsOf(source, options, Object.values(columns));
  const { names, starts } = cells;
  const blockStarts =
    block === undefined ? (cells.blockStarts ?? names.map(() => Int32Array.of(0))) : blocksOfColumn(cells, block);
  const labelled = new Map(Object.entries(classes));
  const numbers = Object.entries(columns).map(
    ([name, column]) => [name, numbersOfColumn(cells, { name, column, labels: labelled.get(name) })] as const,
  );
  return {
    kind: 'subjects',
    names,
    trials: names.map((_, s) => ({
      numTrials: starts[s + 1] - starts[s],
      blockStarts: blockStarts[s],
      columns: Object.fromEntries(numbers.map(([name, values]) => [name, values.slice(starts[s], starts[s + 1])])),
    })),
    classes: Object.fromEntries(Object.entries(classes).map(([name, labels]) => [name, [...labels]])),
    covariates: Object.fromEntries(covariates.map((name) => [name, covariateOf(cells, name)])),
  };
}

/** Columns of what came in, by their names in the model. */
function columnsToRead(source: SubjectsSource, options: ReadSubjectsOptions): Readonly<Record<string, string>> {
  const { subject, block, names, classes, covariates = [], ...columns } = options;
  for (const [name, column] of Object.entries(columns)) {
    if (Object.hasOwn(misnamed, name))
      throw new SpecError(
        name,
        column,
        `${quote(name)} is neither an option of readSubjects nor taken for a column of a model. Did you mean ${misnamed[name]}?`,
      );
    if (typeof column !== 'string')
      throw new SpecError(
        name,
        column,
        `${name} must be the name of a column of the table, but is ${quote(column)}. The options of readSubjects are subject, block, names, classes, covariates, and the columns that a model reads, as in reward: 'points'.`,
      );
  }
  if (Object.keys(columns).length > 0) return columns as Readonly<Record<string, string>>;
  const arrays = isNested(source) ? Object.keys(source).filter((name) => !covariates.includes(name)) : [];
  if (arrays.length > 0) return Object.fromEntries(arrays.map((name) => [name, name]));
  throw new SpecError(
    'columns',
    columns,
    "Which columns does the model read? Name them, as in readSubjects(table, { subject: 'subject', choice: 'choice', reward: 'reward' }): on the left as the model calls the column, on the right as the table does.",
  );
}

function cellsOf(source: SubjectsSource, options: ReadSubjectsOptions, columns: readonly string[]): SubjectCells {
  const { subject, block, names } = options;
  if (subject !== undefined && names !== undefined)
    throw new SpecError('names', names, 'Give either subject, a column that names subjects, or names, not both.');
  if (isNested(source)) {
    for (const [option, value] of Object.entries({ subject, block }))
      if (value !== undefined)
        throw new SpecError(
          option,
          value,
          `${option} names a column, but nested arrays say by their nesting (subject, block, trial) what belongs together. Leave it out${option === 'subject' ? '; names may list the names of subjects' : ''}.`,
        );
    return subjectsOfArrays(source, columns, names);
  }
  if (isListOfTables(source)) return subjectsOfTables(source, { subject, names });
  if (subject !== undefined) return subjectsOfTable(source as TableSource, subject);
  throw new SpecError(
    'subject',
    subject,
    "Which column names the subject of each trial? Say subject: 'name of the column'. The table of a single subject may be given as a list of one: readSubjects([table], ...).",
  );
}

function requireListed(covariates: unknown): void {
  if (!Array.isArray(covariates) || covariates.some((name) => typeof name !== 'string'))
    throw new SpecError(
      'covariates',
      covariates,
      `covariates must be a list of names of columns, as in ['group', 'age'], but is ${quote(covariates)}.`,
    );
}
