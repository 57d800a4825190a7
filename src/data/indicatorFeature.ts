import { DataError, quote } from '../errors.ts';
import type { Levels } from '../models/recipes.ts';
import { isMissing, numberIn } from './cells.ts';
import { classIn } from './classes.ts';
import type { FeatureSources, MadeFeature } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { sessionLabels } from './subjectSessions.ts';

type IndicatorBuilder = Extract<FeatureBuilder, { readonly kind: 'indicator' }>;

/**
 * 1 where a column is of one category, 0 where it is of another.
 *
 * @throws {DataError} when a cell is of none
 */
export function indicatorFeature(sources: FeatureSources, name: string, builder: IndicatorBuilder): MadeFeature {
  const { column, levels, level, signed } = builder;
  const cells = sources.columns.read(column);
  const values = Float64Array.from({ length: sources.numTrials }, (_, t) => {
    if (isMissing(cells[t])) return Number.NaN;
    const found = levelIn(levels, signed ? Math.abs(numberIn(cells[t])) : cells[t]);
    if (found === null) refuseCell(sources, name, builder, t, cells[t]);
    if (found !== level) return 0;
    return signed ? signIn(levels, numberIn(cells[t])) : 1;
  });
  return { values, recipe: { kind: 'indicator', column, levels, level, signed } };
}

/** 1 in the trials of a session; nowhere, where there is no session of that name. */
export function sessionFeature({ sessions, numTrials }: FeatureSources, session: string): MadeFeature {
  const values = new Float64Array(numTrials);
  const s = sessionLabels(sessions).indexOf(session);
  if (s >= 0) values.fill(1, sessions.starts[s], sessions.starts[s + 1]);
  return { values, recipe: { kind: 'session', session } };
}

/** A bin has two sides, between which 0 stands; the value 0 has one. */
function signIn({ kind }: Levels, value: number): number {
  return value === 0 && kind === 'values' ? 1 : Math.sign(value) + 0;
}

/** The category of a cell, counted from 0; `null` when it is of none. */
function levelIn(levels: Levels, cell: unknown): number | null {
  if (levels.kind === 'values') return classIn({ labels: levels.values, names: [] }, cell);
  const { edges } = levels;
  const value = numberIn(cell);
  const last = edges.length - 1;
  if (!(value >= edges[0] && value <= edges[last])) return null;
  return value === edges[last] ? last - 1 : edges.findIndex((edge) => value < edge) - 1;
}

function refuseCell(
  sources: FeatureSources,
  name: string,
  { column, levels, signed }: IndicatorBuilder,
  t: number,
  cell: unknown,
): never {
  const row = sources.columns.rowOf(t);
  const all =
    levels.kind === 'values'
      ? `the values ${levels.values.map(quote).join(', ')}`
      : `the bins with edges ${levels.edges.join(', ')}`;
  const advice =
    levels.kind === 'values' ? 'List it among the values' : 'Move the outer edges (-Infinity and Infinity are allowed)';
  throw new DataError(
    { column, row },
    `Column "${column}" is ${quote(cell)} in row ${row}, which is in none of ${all}${signed ? ', with either sign' : ''}, as feature "${name}" needs. ${advice}, or empty the cell if there is none.`,
  );
}
