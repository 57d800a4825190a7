import type { JsonObject } from '../chart.ts';
import { quantitative } from './axes.ts';

/**
 * The x channel of differences: those of a few nats decide and some models are thousands away, so it is linear up to 10, beyond it
 * logarithmic. Its title should say that it is log-like.
 */
export function differenceAxis(title: string, values: readonly number[]): JsonObject {
  const most = Math.max(10, ...values);
  const ticks = [0, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((tick) => tick <= most);
  return {
    ...quantitative('value', title, { values: ticks, format: ',d' }),
    scale: { type: 'symlog', constant: 10, domain: [0, most], nice: false, padding: 6 },
  };
}
