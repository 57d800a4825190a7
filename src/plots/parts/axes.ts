import type { JsonObject } from '../chart.ts';

/** How a quantitative axis looks. */
export interface AxisOptions {
  readonly domain?: readonly [number, number];
  readonly format?: string;
  readonly values?: readonly number[];
}

/** A channel of numbers with its axis title (units included). */
export function quantitative(field: string, title: string, { domain, format, values }: AxisOptions = {}): JsonObject {
  return {
    field,
    type: 'quantitative',
    title,
    scale: domain ? { domain, nice: false } : { zero: false },
    axis: {
      ...(format ? { format } : {}),
      // Vega drops every second of the given values until no more than tickCount are left.
      ...(values ? { values, tickCount: values.length } : {}),
    },
  };
}

/** The x channel of sessions: the first is labelled, then round numbers. One session alone stands in the middle. */
export function sessionAxis(sessions: readonly number[]): JsonObject {
  const [first, last] = [Math.min(...sessions), Math.max(...sessions)];
  return quantitative('session', 'Session', {
    domain: first === last ? [first - 0.5, last + 0.5] : [first, last],
    values: sessionTicks(sessions),
    format: 'd',
  });
}

/** The sessions that get a label: the first, then multiples of a round step, about seven in all. */
export function sessionTicks(sessions: readonly number[]): number[] {
  const [first, last] = [Math.min(...sessions), Math.max(...sessions)];
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((size) => (last - first) / size <= 6) ?? 1000;
  const round = Array.from({ length: Math.floor(last / step) }, (_, place) => step * (place + 1));
  return [first, ...round.filter((session) => session - first >= step / 2)];
}

/** The smallest range in steps of `step` that holds both the usual range and all values. */
export function fittedDomain(
  values: readonly (number | null)[],
  [low, high]: readonly [number, number],
  step: number,
): readonly [number, number] {
  const finite = values.filter((value) => value !== null);
  const down = Math.floor(Math.min(low, ...finite) / step + 1e-9) * step;
  const up = Math.ceil(Math.max(high, ...finite) / step - 1e-9) * step;
  return [Number(down.toFixed(6)), Number(up.toFixed(6))];
}
