import type { Table } from '../data/table.ts';
import { featureIndex } from '../models/trials.ts';
import { sessionRanges } from './sessionRange.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * Features trial by trial in one session as the model gets them, a row each trial and feature: session and trial (both from
 * 1, the trial within its session), time (where sessions were found by time), feature, value.
 *
 * @throws {DataError} when there is no such feature
 * @throws {SpecError} when there is no such session
 */
export function featureTraceTable(
  { fit, trials }: FitView,
  { session, features }: { readonly session: number; readonly features: readonly string[] },
): Table {
  const { data, shape } = trials.features;
  const { times } = trials;
  const [{ from, to }] = sessionRanges(trials, session);
  const rows = features.flatMap((feature) => {
    const column = featureIndex(fit.featureNames, feature);
    return Array.from({ length: to - from }, (_, i) => ({
      session,
      trial: i + 1,
      time: times === null ? null : times[from + i],
      feature,
      value: trials.featuresKnown[from + i] === 1 ? data[(from + i) * shape[1] + column] : null,
    }));
  });
  return tableOfRows(rows, {
    session: 'number',
    trial: 'number',
    ...(times === null ? {} : { time: 'number' }),
    feature: 'string',
    value: 'number',
  });
}

/** The features that differ between trials of a session, at most `most` of them. */
export function varyingFeatures({ trials, fit }: FitView, session: number, most: number): string[] {
  const { data, shape } = trials.features;
  const [{ from, to }] = sessionRanges(trials, session);
  const varies = (d: number): boolean => {
    for (let t = from + 1; t < to; t++) if (data[t * shape[1] + d] !== data[from * shape[1] + d]) return true;
    return false;
  };
  return fit.featureNames.filter((_, d) => varies(d)).slice(0, most);
}
