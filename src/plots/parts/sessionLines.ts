import type { Json, JsonObject } from '../chart.ts';
import { hasValues } from './chartRows.ts';
import { truthDash } from './marks.ts';
import { fading } from './states.ts';

/** A value in a session, with its band and true value where known. */
export type SessionRow = JsonObject & { readonly session: number };

/** Marks (`lonely`) the rows whose value has none in the sessions before and after it: no line reaches them. */
export function markLonely<Row extends SessionRow>(
  rows: readonly Row[],
  value: string,
  series: readonly string[],
): readonly (Row & { readonly lonely?: true })[] {
  const sessions = [...new Set(rows.map((row) => row.session))].sort((a, b) => a - b);
  const places = new Map(sessions.map((session, place) => [session, place]));
  const key = (row: Row, step: number): string =>
    JSON.stringify([(places.get(row.session) ?? 0) + step, ...series.map((field) => row[field] ?? null)]);
  const known = new Set(rows.filter((row) => row[value] !== null).map((row) => key(row, 0)));
  return rows.map((row) =>
    row[value] === null || known.has(key(row, -1)) || known.has(key(row, 1)) ? row : { ...row, lonely: true },
  );
}

/** What lines over sessions show and where. */
export interface SessionLines {
  /** The chart's rows, marked by `markLonely`. */
  readonly rows: readonly SessionRow[];
  /** Field with the value of the line. */
  readonly value: string;
  readonly x: Json;
  /** The y channel of a field; all layers of a plot need the same scale and title. */
  readonly y: (field: string) => JsonObject;
  /** Without a colour: one thin grey line. */
  readonly color?: Json;
  /** What a click does; stands in the first layer that has the colour, whose the legend is. */
  readonly params?: Json;
}

/** Layers over sessions: the band from `lower` to `upper`, the dashed `truth`, the line; a lonely value is a point with a bar. */
export function sessionLines({ rows, value, x, y, color, params }: SessionLines): JsonObject[] {
  const one = isOneSession(rows);
  const lonely = rows.some((row) => row.lonely === true);
  const [bands, truths] = [hasValues(rows, 'lower'), hasValues(rows, 'truth')];
  const channels: JsonObject = color === undefined ? { x } : { x, color };
  const look: JsonObject = color === undefined ? { style: 'quiet', strokeWidth: 1.25 } : {};
  const layer = (mark: JsonObject, encoding: JsonObject, opacity = 1): JsonObject => ({
    mark: { clip: true, ...mark },
    encoding: { ...channels, opacity: fading(opacity), ...encoding },
  });
  const ofLonely = (mark: JsonObject, encoding: JsonObject): JsonObject => ({
    transform: [{ filter: 'datum.lonely' }],
    ...layer(mark, encoding),
  });
  const range: JsonObject = { y: y('lower'), y2: { field: 'upper' } };
  const truth: JsonObject = { y: y('truth') };
  const layers = [
    ...(bands && !one ? [layer({ type: 'area' }, range, 0.18)] : []),
    ...(truths && !one
      ? [layer({ type: 'line', strokeWidth: 1.5, strokeCap: 'butt' }, { ...truth, strokeDash: truthDash }, 0.9)]
      : []),
    ...(one ? [] : [layer({ type: 'line', ...look }, { y: y(value) })]),
    ...(lonely && bands ? [ofLonely({ type: 'rule' }, range)] : []),
    ...(lonely ? [ofLonely({ type: 'point', ...look }, { y: y(value) })] : []),
    ...(truths && one ? [layer({ type: 'point', filled: false, size: 120, strokeWidth: 1.5 }, truth)] : []),
  ];
  return params === undefined ? layers : layers.map((first, place) => (place === 0 ? { params, ...first } : first));
}

/** How to read them, sentence by sentence; lines alone need no words. */
export function readingSessionLines(rows: readonly SessionRow[], truth: string): string[] {
  const one = isOneSession(rows);
  const others = [
    ...(hasValues(rows, 'lower') ? [one ? 'Bar: ±1 s.e.' : 'Band: ±1 s.e.'] : []),
    ...(hasValues(rows, 'truth') ? [`${one ? 'Ring' : 'Dashed'}: ${truth}.`] : []),
  ];
  return others.length > 0 ? [one ? 'Point: fit.' : 'Line: fit.', ...others] : [];
}

function isOneSession(rows: readonly SessionRow[]): boolean {
  return rows.every((row) => row.session === rows[0]?.session);
}
