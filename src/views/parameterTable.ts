import { type Cell, type Column, type Table, table } from '../data/table.ts';
import type { NdArray } from '../numerics/ndarray.ts';

/** Standard errors of a fit's parameters, in the shape of the parameters; NaN where there is none. */
export interface Uncertainty {
  readonly transitionWeights: NdArray | null;
  readonly weights: NdArray;
  readonly transitionMatrix: NdArray;
  readonly lapses: NdArray | null;
}

/** An axis of parameters as a column of labels. */
export interface LabelledAxis {
  readonly name: string;
  readonly labels: readonly string[];
}

/** Parameters over labelled axes, with one for sessions in front where they have them, and what is known about them. */
export interface Parameters {
  readonly axes: readonly LabelledAxis[];
  /** Says which cells, by their index along each axis, have no row; none by default. */
  readonly without?: (indices: readonly number[]) => boolean;
  readonly value: { readonly name: string; readonly unit?: string };
  readonly fitted: NdArray;
  readonly truth: NdArray | null;
  readonly errors: NdArray | null;
  /** One standard error below and above a value. */
  readonly bounds: (value: number, error: number) => readonly [number, number];
}

/** A row for each parameter: its labels, its session where it has one, its value, its standard error and truth where known. */
export function parameterTable(parameters: Parameters): Table {
  const { axes, without = () => false, value, fitted, truth, errors, bounds } = parameters;
  const perSession = fitted.axes[0] === 'session';
  const numSessions = perSession ? fitted.shape[0] : 1;
  const size = axes.reduce((product, { labels }) => product * labels.length, 1);
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((product, { labels }) => product * labels.length, 1));
  const indexOf = (cell: number, axis: number): number => Math.floor(cell / strides[axis]) % axes[axis].labels.length;
  const cells: number[] = [];
  for (let cell = 0; cell < size; cell++)
    if (!without(axes.map((_, axis) => indexOf(cell, axis))))
      for (let s = 0; s < numSessions; s++) cells.push(s * size + cell);

  const column = (name: string, make: (cell: number) => Cell, type: Column['type'] = 'number'): Column => ({
    name,
    type,
    values: cells.map(make),
  });
  const unit = value.unit === undefined ? {} : { unit: value.unit };
  const bound =
    (side: 0 | 1) =>
    (cell: number): Cell => {
      const error = errors === null ? Number.NaN : errors.data[cell];
      return finiteOrNull(bounds(fitted.data[cell], error)[side]);
    };
  return table([
    ...axes.map(({ name, labels }, axis) => column(name, (cell) => labels[indexOf(cell % size, axis)], 'string')),
    ...(perSession ? [column('session', (cell) => Math.floor(cell / size) + 1)] : []),
    { ...column(value.name, (cell) => fitted.data[cell]), ...unit },
    ...(errors === null
      ? []
      : [
          { ...column('standardError', (cell) => finiteOrNull(errors.data[cell])), ...unit },
          { ...column('lower', bound(0)), ...unit },
          { ...column('upper', bound(1)), ...unit },
        ]),
    ...(truth === null ? [] : [{ ...column('truth', (cell) => truthAt(truth, cell, size, perSession)), ...unit }]),
  ]);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The true value of a fitted cell; its mean over sessions where only the truth changes between them. */
function truthAt(truth: NdArray, cell: number, size: number, perSession: boolean): number {
  if (truth.axes[0] !== 'session') return truth.data[cell % size];
  if (perSession) return truth.data[cell];
  let sum = 0;
  for (let at = cell; at < truth.data.length; at += size) sum += truth.data[at];
  return sum / truth.shape[0];
}
