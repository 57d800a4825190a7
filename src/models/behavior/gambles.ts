import type { Random } from '../../numerics/random.ts';
import { shuffled } from '../../numerics/shuffled.ts';

const probabilities = [0.1, 0.3, 0.5, 0.7, 0.9];
const kinds = ['gain', 'loss', 'mixed', 'mixed', 'mixed'] as const;

/**
 * Draws gambles of two outcomes beside certain outcomes, in random order: a fifth has gains only, a fifth losses only (half of these with 0 as
 * second outcome), and three fifths are mixed. Amounts lie between 5 and 50. The certain outcome lies within 0.4 times the larger amount of the
 * gamble's mean; in 70 % of mixed gambles it lies between -3 and 3, and both outcomes are equally likely.
 */
export function drawGambles(numTrials: number, random: Random): Readonly<Record<string, Float64Array>> {
  const [outcome1, outcome2, probability1, certain] = Array.from({ length: 4 }, () => new Float64Array(numTrials));
  const between = (least: number, most: number): number => least + (most - least) * random.uniform();
  const order = shuffled(
    Array.from({ length: numTrials }, (_, t) => kinds[t % kinds.length]),
    random,
  );
  for (const [t, kind] of order.entries()) {
    const amounts = [between(5, 50), between(5, 50)];
    const onlyOne = kind !== 'mixed' && random.uniform() < 0.5;
    const aroundZero = kind === 'mixed' && random.uniform() < 0.7;
    outcome1[t] = kind === 'loss' ? -amounts[0] : amounts[0];
    outcome2[t] = onlyOne ? 0 : kind === 'gain' ? amounts[1] : -amounts[1];
    probability1[t] = aroundZero ? 0.5 : probabilities[Math.floor(probabilities.length * random.uniform())];
    const mean = probability1[t] * outcome1[t] + (1 - probability1[t]) * outcome2[t];
    const largest = Math.max(Math.abs(outcome1[t]), Math.abs(outcome2[t]));
    certain[t] = aroundZero ? between(-3, 3) : mean + 0.4 * largest * between(-1, 1);
  }
  return { outcome1, outcome2, probability1, certain };
}
