/** Standard deviations from the mean to the ends of the middle 95 % of a normal distribution. */
export const normalReach = 1.959963984540054;

/** A number as a cell: empty where it is none. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
