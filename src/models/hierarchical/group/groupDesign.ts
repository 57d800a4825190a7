import { DataError, quote } from '../../../errors.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { nearNames } from '../../nearNames.ts';
import type { GroupDesign } from './groupParams.ts';

/**
 * Covariates of subjects as columns of numbers: first 'mean', 1 for all; then numeric covariates as they are, and of one of
 * texts a column for each value but the first to appear, called "group: patient", that is 1 for its subjects.
 *
 * @throws {DataError} when a covariate is missing or constant, or the columns depend on each other
 */
export function groupDesign(subjects: Subjects, covariates: readonly string[]): GroupDesign {
  const numSubjects = subjects.names.length;
  const columns = covariates.flatMap((name) => columnsOf(subjects, name));
  const names = ['mean', ...columns.map(([name]) => name)];
  const rows = new Float64Array(numSubjects * names.length);
  for (let s = 0; s < numSubjects; s++) {
    rows[s * names.length] = 1;
    columns.forEach(([, values], c) => {
      rows[s * names.length + c + 1] = values[s];
    });
  }
  const design = { names, rows, numSubjects };
  requireIndependent(design);
  return design;
}

function columnsOf(subjects: Subjects, name: string): (readonly [string, readonly number[]])[] {
  const values = subjects.covariates[name];
  if (values === undefined)
    throw new DataError(
      { column: name },
      `The subjects have no covariate "${name}". ${nearNames(name, Object.keys(subjects.covariates), 'covariate')} readSubjects reads them with covariates: ['${name}'].`,
    );
  const missing = values.findIndex((value) => typeof value === 'number' && !Number.isFinite(value));
  if (missing >= 0)
    throw new DataError(
      { column: name, subject: subjects.names[missing] },
      `Covariate "${name}" of subject "${subjects.names[missing]}" is ${quote(values[missing])}, but must be a finite number or a text. Fill it in, or leave the subject out.`,
    );
  const distinct = [...new Set(values)];
  if (distinct.length === 1)
    throw new DataError(
      { column: name },
      `Covariate "${name}" is ${quote(distinct[0])} for all subjects, so nothing can depend on it. Leave it out.`,
    );
  if (values.every((value) => typeof value === 'number')) return [[name, values]];
  return distinct
    .slice(1)
    .map((level) => [`${name}: ${level}`, values.map((value) => Number(value === level))] as const);
}

/** Refuses columns that depend on each other, by Gram-Schmidt. */
function requireIndependent({ names, rows, numSubjects }: GroupDesign): void {
  const width = names.length;
  const kept: Float64Array[] = [];
  names.forEach((name, c) => {
    const column = Float64Array.from({ length: numSubjects }, (_, s) => rows[s * width + c]);
    const whole = Math.hypot(...column);
    for (const other of kept) {
      const along = column.reduce((sum, value, s) => sum + value * other[s], 0);
      for (let s = 0; s < numSubjects; s++) column[s] -= along * other[s];
    }
    const left = Math.hypot(...column);
    if (left < 1e-9 * whole)
      throw new DataError(
        { column: name },
        `Covariate "${name}" follows from the others among these ${numSubjects} subjects, so their effects cannot be told apart. Leave one of them out.`,
      );
    kept.push(column.map((value) => value / left));
  });
}
