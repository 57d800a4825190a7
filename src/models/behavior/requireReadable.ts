import { DataError, quote } from '../../errors.ts';
import { nearNames } from '../nearNames.ts';
import { type BehaviorModel, columnsWithRole, type ModelColumn, type SubjectTrials } from './behaviorModel.ts';
import type { Subjects } from './subjects.ts';

/**
 * Refuses subjects that a model cannot read.
 *
 * Checked are the names of subjects, that each has the columns of the model, and in every trial with a response (where a model
 * has several responses, with all of them) that each column has a value that the model allows.
 *
 * @throws {DataError} which names subject, column, trial of the subject (counted from 0) and value
 */
export function requireReadable(model: BehaviorModel, subjects: Subjects): void {
  if (subjects?.kind !== 'subjects') refuseOther(model, subjects);
  const { names, trials } = subjects;
  if (names.length === 0)
    throw new DataError({}, `There are no subjects for model "${model.name}". Check what they were selected by.`);
  names.forEach((name, s) => {
    const first = names.indexOf(name);
    if (first < s)
      throw new DataError(
        { subject: name },
        `Subjects ${first} and ${s} (counted from 0) are both called "${name}". Give each a name of its own.`,
      );
    requireColumns(model, name, trials[s]);
    requireBlocks(name, trials[s]);
    requireValues(model, subjects, s);
  });
}

function refuseOther(model: BehaviorModel, given: unknown): never {
  const isTrials = [given].flat().some((one) => (one as { readonly kind?: unknown } | null)?.kind === 'trials');
  throw new DataError(
    {},
    `Model "${model.name}" reads subjects, as readSubjects() or simulateSubjects() return them, but was given ${isTrials ? `trials of readTrials(). Read the table with ${readingOf(model)}` : quote(given)}.`,
  );
}

/** How a table is read for a model. */
function readingOf({ columns }: BehaviorModel): string {
  const roles = Object.keys(columns).map((name) => `${name}: '${name}'`);
  return `readSubjects(table, { subject: 'subject', ${roles.join(', ')} })`;
}

function requireColumns(model: BehaviorModel, subject: string, { columns, numTrials }: SubjectTrials): void {
  const read = Object.keys(model.columns);
  for (const column of read) {
    if (!Object.hasOwn(columns, column))
      throw new DataError(
        { subject, column },
        `Subject "${subject}" has no column "${column}". ${nearNames(column, Object.keys(columns), 'column')} Model "${model.name}" reads ${inWords(read)}: name the table's column of each, as in ${readingOf(model)}.`,
      );
    if (columns[column].length !== numTrials)
      throw new DataError(
        { subject, column },
        `Subject "${subject}": Column "${column}" has ${columns[column].length} values, but there are ${numTrials} trials. Give one value a trial.`,
      );
  }
}

function requireBlocks(subject: string, { blockStarts, numTrials }: SubjectTrials): void {
  if (numTrials === 0) return;
  const ascend = blockStarts.every((start, b) => (b === 0 || start > blockStarts[b - 1]) && start < numTrials);
  if (blockStarts[0] !== 0 || !ascend)
    throw new DataError(
      { subject },
      `Subject "${subject}": blockStarts must hold the first trial of each block, whole numbers that begin with 0, increase and stay below the number of trials (${numTrials}), but is ${quote(blockStarts)}.`,
    );
}

function requireValues(model: BehaviorModel, subjects: Subjects, s: number): void {
  const subject = subjects.names[s];
  const { columns, numTrials } = subjects.trials[s];
  const responses = columnsWithRole(model, 'response');
  const entries = Object.entries(model.columns);
  let numResponses = 0;
  for (let t = 0; t < numTrials; t++) {
    if (responses.some((name) => Number.isNaN(columns[name][t]))) continue;
    numResponses++;
    for (const [name, column] of entries) {
      const value = columns[name][t];
      const allowed = allowedInstead(column, value);
      if (allowed === null) continue;
      const found = Number.isNaN(value) ? 'empty' : labelled(subjects, name, value);
      throw new DataError(
        { subject, column: name, row: t },
        `Subject "${subject}": Column "${name}" is ${found} in trial ${t} (counted from 0), but model "${model.name}" ${allowed}. ${advice(model, subjects, name, value)}`,
      );
    }
  }
  if (numResponses > 0) return;
  const empty =
    numTrials === 0
      ? 'it has no trials at all'
      : `${responses.map((name) => `"${name}"`).join(' or ')} is empty in each of its trials (${numTrials})`;
  throw new DataError(
    { subject },
    `Subject "${subject}" has no trial with a response: ${empty}. Leave the subject out, as selectSubjects() does, or check how missing responses are coded.`,
  );
}

/** What a column must hold where it holds this value, `null` where it may. */
function allowedInstead({ role, numClasses, min, max, above }: ModelColumn, value: number): string | null {
  if (Number.isNaN(value))
    return role === 'given' ? 'needs it in every trial with a response' : 'needs an outcome for each response';
  if (numClasses !== undefined)
    return Number.isInteger(value) && value >= 0 && value < numClasses
      ? null
      : `takes one of ${numClasses} classes there, a whole number from 0 to ${numClasses - 1}`;
  if (!Number.isFinite(value)) return 'takes finite numbers only';
  if (min !== undefined && value < min) return `takes numbers of at least ${min}`;
  if (max !== undefined && value > max) return `takes numbers of at most ${max}`;
  if (above !== undefined && value <= above) return `takes numbers above ${above}`;
  return null;
}

/** What to do about a value that is not allowed. */
function advice(model: BehaviorModel, subjects: Subjects, name: string, value: number): string {
  const { role, numClasses } = model.columns[name];
  if (Number.isNaN(value)) {
    const responses = columnsWithRole(model, 'response').map((response) => `"${response}"`);
    return `Fill it in, or empty ${inWords(responses)} in that trial, which then counts as missing.`;
  }
  if (value === numClasses && !subjects.trials.some(({ columns }) => columns[name]?.includes(0)))
    return `If classes are numbered from 1, say so when reading: classes: { ${name}: [${Array.from({ length: numClasses }, (_, c) => c + 1).join(', ')}] }.`;
  if (role !== 'response') return 'Correct it, or scale the column before it is read.';
  return numClasses === undefined
    ? 'Empty the cell if there was no response.'
    : 'Empty the cell if there was no response, or give the model more classes if there are more.';
}

function labelled({ classes }: Subjects, column: string, value: number): string {
  const label = Object.hasOwn(classes, column) ? classes[column][value] : undefined;
  return label === undefined ? String(value) : `${value} (${quote(label)})`;
}

function inWords(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
