import { DataError, quote } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import { isList, lastStart, type SubjectCells, subjectNames } from './subjectCells.ts';
import { isFrame, isTable } from './tableSource.ts';

/** Arrays by name, nested subject, block, trial, or subject, trial; covariates have one value a subject. */
export type NestedArrays = Readonly<Record<string, ArrayLike<unknown>>>;

/** Whether a source is an object of arrays in arrays. */
export function isNested(source: unknown): source is NestedArrays {
  if (typeof source !== 'object' || source === null || isList(source) || isTable(source) || isFrame(source))
    return false;
  return Object.values(source).some((values) => isList(values) && Array.from(values).some(isList));
}

/**
 * The cells of arrays nested subject, block, trial, or subject, trial.
 *
 * @param columns which arrays are to be read; the shape of the first is that of all
 * @throws {DataError} when there is no such array, shapes differ, or a subject or block has no trials
 * @throws {SpecError} when names are not as many as subjects, or not different
 */
export function subjectsOfArrays(
  arrays: NestedArrays,
  columns: readonly string[],
  given: readonly string[] | undefined,
): SubjectCells {
  const first = columns[0];
  const names = subjectNames(given, arrayOf(arrays, first).length);
  const shape = trialsOf(arrays, first, names);
  if (names.length === 0) throw new DataError({ column: first }, `There are no subjects: array "${first}" is empty.`);
  shape.forEach((blocks, s) => {
    requireTrials(blocks, first, names[s]);
  });
  const starts = [0];
  for (const blocks of shape)
    starts.push(starts[starts.length - 1] + blocks.reduce((sum, { length }) => sum + length, 0));
  const blockStarts = shape.map((blocks) => {
    let next = 0;
    return Int32Array.from(blocks, ({ length }) => {
      next += length;
      return next - length;
    });
  });
  const subjectOf = (trial: number): number => lastStart(starts, trial);
  return {
    names,
    starts,
    blockStarts,
    read: (column) => {
      const nested = trialsOf(arrays, column, names);
      nested.forEach((blocks, s) => {
        requireSameShape(blocks, shape[s], { column, first, subject: names[s] });
      });
      return nested.flatMap((blocks) => blocks.flatMap((trials) => Array.from(trials)));
    },
    covariate: (name) => {
      const values = Array.from(arrayOf(arrays, name));
      if (values.length === names.length) return values;
      throw new DataError(
        { column: name },
        `Covariate "${name}" has ${values.length} values, but there are ${names.length} subjects. Give one value a subject.`,
      );
    },
    rowOf: (trial) => trial - starts[subjectOf(trial)],
    rowInWords: (trial) => {
      const subject = subjectOf(trial);
      const within = trial - starts[subject];
      const block = lastStart(blockStarts[subject], within);
      return `trial ${within - blockStarts[subject][block]} of block ${block}`;
    },
  };
}

function arrayOf(arrays: NestedArrays, name: string): ArrayLike<unknown> {
  const names = Object.keys(arrays);
  if (!names.includes(name))
    throw new DataError({ column: name }, `There is no array "${name}". ${nearNames(name, names, 'array')}`);
  const values = arrays[name];
  if (isList(values)) return values;
  throw new DataError({ column: name }, `Array "${name}" must be an array, but is ${quote(values)}.`);
}

/** [subject][block] its trials. */
function trialsOf(arrays: NestedArrays, column: string, names: readonly string[]): ArrayLike<unknown>[][] {
  const subjects = Array.from(arrayOf(arrays, column));
  if (subjects.length !== names.length)
    throw new DataError(
      { column },
      `The number of subjects is ${subjects.length} in array "${column}", but ${names.length} in the arrays before it. Arrays that are read together need the same shape.`,
    );
  const inBlocks = subjects.some((one) => isList(one) && Array.from(one).some(isList));
  return subjects.map((one, s) => {
    const refuse = (what: string): never => {
      throw new DataError({ column, subject: names[s] }, `Subject "${names[s]}": Array "${column}" ${what}`);
    };
    if (!isList(one))
      return refuse(
        `holds ${quote(one)} where a list of trials, or of blocks of trials, is expected. If it has one value a subject, list it under covariates: [${quote(column)}].`,
      );
    if (!inBlocks) return [one];
    return Array.from(one, (trials, block) =>
      isList(trials)
        ? trials
        : refuse(
            `holds ${quote(trials)} in place of block ${block}, where a list of trials is expected. Nest all of the array by subject, block and trial, or all of it by subject and trial.`,
          ),
    );
  });
}

function requireTrials(blocks: readonly ArrayLike<unknown>[], column: string, subject: string): void {
  const empty = blocks.findIndex(({ length }) => length === 0);
  if (blocks.every(({ length }) => length === 0))
    throw new DataError(
      { column, subject },
      `Subject "${subject}": Array "${column}" holds no trials. Leave the subject out of all arrays.`,
    );
  if (empty >= 0)
    throw new DataError(
      { column, subject },
      `Subject "${subject}": Block ${empty} of "${column}" (counted from 0) has no trials. Leave the block out of all arrays.`,
    );
}

function requireSameShape(
  blocks: readonly ArrayLike<unknown>[],
  expected: readonly ArrayLike<unknown>[],
  where: { readonly column: string; readonly first: string; readonly subject: string },
): void {
  const { column, first, subject } = where;
  const refuse = (what: string): never => {
    throw new DataError(
      { column, subject },
      `Subject "${subject}": ${what}. Arrays that are read together need the same shape: a value for every trial, NaN where there was none.`,
    );
  };
  if (blocks.length !== expected.length)
    refuse(`Array "${column}" has ${counted(blocks.length)}, but "${first}" has ${expected.length}`);
  blocks.forEach(({ length }, block) => {
    if (length !== expected[block].length)
      refuse(
        `Block ${block} of "${column}" (counted from 0) has length ${length}, but that of "${first}" has ${expected[block].length}`,
      );
  });
}

function counted(numBlocks: number): string {
  return numBlocks === 1 ? '1 block' : `${numBlocks} blocks`;
}
