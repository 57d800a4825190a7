import { isMissing } from '../data/cells.ts';

/** The cells of a column as text, written alike. */
export interface ColumnText {
  readonly texts: readonly string[];
  /** Numbers are aligned at their right. */
  readonly isNumeric: boolean;
}

/**
 * Writes the cells of a column: numbers with one number of decimals that leaves the largest about four digits, whole
 * numbers as they are, very large or small columns with exponents, empty cells as nothing.
 */
export function columnText(cells: readonly unknown[]): ColumnText {
  const present = cells.filter((cell) => !isMissing(cell));
  const isNumeric = present.length > 0 && present.every((cell) => typeof cell === 'number');
  const write = isNumeric ? numberWriter(present as number[]) : String;
  return {
    texts: cells.map((cell) => (Number.isNaN(cell) ? 'NaN' : isMissing(cell) ? '' : write(cell as number))),
    isNumeric,
  };
}

function numberWriter(numbers: readonly number[]): (value: number) => string {
  const finite = numbers.filter(Number.isFinite);
  if (finite.every((value) => Number.isSafeInteger(value))) return String;
  const largest = Math.max(...finite.map(Math.abs));
  if (largest >= 1e7 || largest < 1e-3)
    return (value) => (Number.isFinite(value) ? value.toExponential(3) : String(value));
  const decimals = Math.min(4, Math.max(2, 3 - Math.floor(Math.log10(largest))));
  return (value) => (Number.isFinite(value) ? value.toFixed(decimals).replace(/^-(0\.0*)$/, '$1') : String(value));
}
