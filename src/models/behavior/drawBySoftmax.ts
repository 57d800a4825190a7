import type { Random } from '../../numerics/random.ts';

/** Draws one of several options, whose probabilities are proportional to exp(logOdds) [option]. */
export function drawBySoftmax(logOdds: readonly number[], random: Random): number {
  const most = Math.max(...logOdds);
  const odds = logOdds.map((one) => Math.exp(one - most));
  const sum = odds.reduce((all, one) => all + one, 0);
  return random.categorical(odds.map((one) => one / sum));
}
