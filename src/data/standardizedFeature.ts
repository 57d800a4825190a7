import { DataError } from '../errors.ts';
import { moments } from '../numerics/moments.ts';
import { type FeatureSources, type MadeFeature, numbersOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import type { SubjectSessions } from './subjectSessions.ts';

type StandardizedBuilder = Extract<FeatureBuilder, { readonly kind: 'standardized' }>;

/** Consecutive sessions that share a mean and a standard deviation. */
interface Stretch {
  readonly firstSession: number;
  readonly numSessions: number;
  /** What it is, for messages, where it is not all of the trials. */
  readonly subject?: string;
  readonly session?: string;
}

/**
 * A column minus its mean, divided by its standard deviation, in each stretch of sessions apart.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty, or a stretch has no two different numbers
 */
export function standardizedFeature(
  sources: FeatureSources,
  name: string,
  { column, over, deviation }: StandardizedBuilder,
): MadeFeature {
  const { sessions } = sources;
  const values = numbersOf(sources, name, column);
  const means: number[] = [];
  const deviations: number[] = [];
  for (const stretch of stretchesOf(sessions, over)) {
    const { firstSession, numSessions } = stretch;
    const part = values.subarray(sessions.starts[firstSession], sessions.starts[firstSession + numSessions]);
    const scale = scaleOf(part, deviation);
    requireVariation(name, column, stretch, scale);
    part.forEach((x, i) => {
      part[i] = (x - scale.mean) / scale.deviation;
    });
    for (let s = 0; s < numSessions; s++) {
      means.push(scale.mean);
      deviations.push(scale.deviation);
    }
  }
  return {
    values,
    recipe: { kind: 'standardized', column, over, deviation, means, deviations },
    fixedParts: [],
  };
}

function stretchesOf({ names, subjects }: SubjectSessions, over: StandardizedBuilder['over']): Stretch[] {
  if (over === 'session')
    return names.map((session, firstSession) => ({
      firstSession,
      numSessions: 1,
      session,
      ...(subjects && { subject: subjects[firstSession] }),
    }));
  if (over === 'pooled' || subjects === null) return [{ firstSession: 0, numSessions: names.length }];
  return [...new Set(subjects)].map((subject) => ({
    firstSession: subjects.indexOf(subject),
    numSessions: subjects.filter((one) => one === subject).length,
    subject,
  }));
}

interface Scale {
  /** How many numbers there are. */
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

function scaleOf(values: Float64Array, formula: StandardizedBuilder['deviation']): Scale {
  const known = values.filter((x) => !Number.isNaN(x));
  const { mean, variance } = moments(known);
  const { length: count } = known;
  return { count, mean, deviation: Math.sqrt(formula === 'sample' ? (variance * count) / (count - 1) : variance) };
}

function requireVariation(name: string, column: string, stretch: Stretch, { count, mean, deviation }: Scale): void {
  const { subject, session } = stretch;
  const place = { column, ...(subject !== undefined && { subject }), ...(session !== undefined && { session }) };
  const where = [
    ...(session === undefined ? [] : [`session "${session}"`]),
    ...(subject === undefined ? [] : [`subject "${subject}"`]),
  ].join(' of ');
  const [within, wider] =
    where === ''
      ? ['', '']
      : [` in ${where}`, ` Standardize over ${session === undefined ? "'pooled'" : "'subject'"}, or`];
  if (count === 0)
    throw new DataError(
      place,
      `Column "${column}" has no number to standardize for feature "${name}"${within}: every cell is empty.${wider === '' ? ' Leave the feature out.' : `${wider} leave that ${session === undefined ? 'subject' : 'session'} out.`}`,
    );
  if (!(deviation > 1e-12 * Math.abs(mean)) || deviation === Infinity)
    throw new DataError(
      place,
      `Column "${column}" cannot be standardized for feature "${name}"${within}: its standard deviation is ${deviation} (mean ${mean}).${wider === '' ? ' Leave' : `${wider} leave`} a column without variation out; bias() is the constant feature.`,
    );
}
