import { type Cell, type Column, type Table, table } from '../data/table.ts';
import type { NdArray } from '../numerics/ndarray.ts';

/** Standard errors of a fit's parameters, in the shape of the parameters; NaN where there is none. */
export interface Uncertainty {
  readonly weights: NdArray;
  readonly transitionMatrix: NdArray;
}

/** Parameters over [first, second], or [session, first, second], and what is known about them. */
export interface Parameters {
  readonly first: { readonly name: string; readonly labels: readonly string[] };
  readonly second: { readonly name: string; readonly labels: readonly string[] };
  readonly value: { readonly name: string; readonly unit?: string };
  readonly fitted: NdArray;
  readonly truth: NdArray | null;
  readonly errors: NdArray | null;
  /** One standard error below and above a value. */
  readonly bounds: (value: number, error: number) => readonly [number, number];
}

/** A row for each parameter: its labels, its session where it has one, its value, its standard error and truth where known. */
export function parameterTable(parameters: Parameters): Table {
  const { first, second, value, fitted, truth, errors, bounds } = parameters;
  const perSession = fitted.axes[0] === 'session';
  const numSessions = perSession ? fitted.shape[0] : 1;
  const cells: number[] = [];
  for (let i = 0; i < first.labels.length; i++)
    for (let j = 0; j < second.labels.length; j++)
      for (let s = 0; s < numSessions; s++) cells.push((s * first.labels.length + i) * second.labels.length + j);

  const size = first.labels.length * second.labels.length;
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
    column(first.name, (cell) => first.labels[Math.floor((cell % size) / second.labels.length)], 'string'),
    column(second.name, (cell) => second.labels[cell % second.labels.length], 'string'),
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
