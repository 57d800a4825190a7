import { type Cell, type Table, table } from '../data/table.ts';
import type { TableSource } from '../data/tableSource.ts';
import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { twoSidedP } from '../numerics/studentT.ts';
import { meanWithError } from './meanWithError.ts';
import { type GroupedMeans, type OverSubjects, subjectMeans } from './subjectMeans.ts';
import { tableOfRows } from './tableOfRows.ts';

/** What is compared with what. */
export interface PairedTestOptions extends OverSubjects {
  /** Name of the column whose values are compared, two at a time, such as state. */
  readonly between: string;
  /** The values to compare; all by default, in order of first appearance. */
  readonly among?: readonly (string | number | boolean)[];
}

/**
 * Paired t tests over subjects, a row each pair: the columns of `by`, then one and other (values of `between`), difference
 * (mean over subjects of one minus other, each subject by its own mean over its rows), standardError of it, t (their ratio),
 * degreesOfFreedom (subjects that have both, minus 1), p (two-sided, from Student's t, which is exact when differences are
 * normal), adjustedP (Holm's, for all tests of the table together: the chance of any false one is at most what it says),
 * numSubjects. Empty where fewer than two subjects have both, or all of them differ alike, so that nothing is known of the spread.
 *
 * @param of a table of a cohort, or a DataFrame
 * @throws {SpecError} when an option is unknown, or there are not two values to compare
 * @throws {DataError} when there is no such column, a value is no number, or a row has no subject
 * @see Holm 1979, Scand. J. Statist. 6:65
 * @example pairedTestTable(accuracyTable(cohort), { value: 'softAccuracy', between: 'state', among: ['engaged', 'biased left'] })
 */
export function pairedTestTable(of: TableSource, options: PairedTestOptions): Table {
  requireKnownOptions(['value', 'by', 'over', 'between', 'among'], options, 'pairedTestTable');
  const { between, among, by = [], ...rest } = options;
  if (by.includes(between))
    throw new SpecError('by', by, `by holds "${between}", which is compared. Leave it out of by.`);
  const grouped = subjectMeans(of, { ...rest, by: [...by, between] });
  const levels = levelsOf(grouped, by.length, between, among);
  const tests = pairsOf(grouped, levels, by.length);
  const adjusted = holm(tests.map(({ p }) => p));
  const label = grouped.columnsOf([]).at(-1)?.type ?? 'string';
  const rows = tests.map(({ cells, ...test }, i) => ({ ...test, adjustedP: adjusted[i] }));
  const { columns } = tableOfRows(rows, {
    one: label,
    other: label,
    difference: 'number',
    standardError: 'number',
    t: 'number',
    degreesOfFreedom: 'number',
    p: 'number',
    adjustedP: 'number',
    numSubjects: 'number',
  });
  const measured = ['difference', 'standardError'];
  return table([
    ...grouped.columnsOf(tests).slice(0, -1),
    ...columns.map((column) => (measured.includes(column.name) ? { ...column, ...grouped.unit } : column)),
  ]);
}

function levelsOf(
  { groups }: GroupedMeans,
  at: number,
  between: string,
  among: PairedTestOptions['among'],
): readonly Cell[] {
  const present = [...new Set(groups.map(({ cells }) => cells[at]))].filter((level) => level !== null);
  const known: readonly Cell[] = present;
  const unknown = among?.find((level) => !known.includes(level));
  if (unknown !== undefined)
    throw new DataError(
      { column: between },
      `among names ${quote(unknown)}, which is not in column "${between}". There are: ${present.join(', ')}.`,
    );
  const levels = [...new Set(among ?? present)];
  if (levels.length < 2)
    throw new SpecError(
      'between',
      between,
      `Column "${between}" leaves ${levels.length === 1 ? `only ${quote(levels[0])}` : 'nothing'} to compare; a pair needs two values.`,
    );
  return levels;
}

/** The tests of each group of `by`, in order of first appearance. */
function pairsOf({ groups }: GroupedMeans, levels: readonly Cell[], numBy: number) {
  const keyOf = (cells: readonly Cell[]): string => JSON.stringify(cells.slice(0, numBy));
  const keys = new Map(groups.map(({ cells }) => [keyOf(cells), cells]));
  return Array.from(keys, ([key, cells]) => {
    const meansOf = (level: Cell) =>
      groups.find((group) => keyOf(group.cells) === key && group.cells[numBy] === level)?.means ??
      new Map<string, number>();
    return levels.flatMap((one, i) =>
      levels.slice(i + 1).map((other) => ({ cells, one, other, ...pairedTest(meansOf(one), meansOf(other)) })),
    );
  }).flat();
}

function pairedTest(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>) {
  const differences = Array.from(one).flatMap(([subject, mean]) => {
    const second = other.get(subject);
    return second === undefined ? [] : [mean - second];
  });
  const { mean: difference, standardError } = meanWithError(differences);
  const degreesOfFreedom = standardError === null ? null : differences.length - 1;
  const t = difference !== null && standardError ? difference / standardError : null;
  const p = t === null || degreesOfFreedom === null ? null : twoSidedP(t, degreesOfFreedom);
  return { difference, standardError, t, degreesOfFreedom, p, numSubjects: differences.length };
}

/** Holm's adjusted p values; those that are `null` are no tests. */
function holm(values: readonly (number | null)[]): (number | null)[] {
  const adjusted: (number | null)[] = values.map(() => null);
  const sorted = values.flatMap((p, i) => (p === null ? [] : [{ p, i }])).sort((a, b) => a.p - b.p);
  let largest = 0;
  sorted.forEach(({ p, i }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (sorted.length - rank)));
    adjusted[i] = largest;
  });
  return adjusted;
}
