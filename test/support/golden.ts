import { readFileSync } from 'node:fs';
import type { GlmHmmParams } from '../../src/models/fit.ts';
import { fromNested, type Nested } from '../../src/numerics/ndarray.ts';

/** A stored reference, by its folder and name under test/golden/fixtures. */
// biome-ignore lint/suspicious/noExplicitAny: every reference has a shape of its own
export function golden(name: string): any {
  return JSON.parse(readFileSync(new URL(`../golden/fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** Parameters from nested arrays, per session where they are nested three deep. */
export function paramsOf(weights: Nested, transitions: Nested, initial: Nested): GlmHmmParams {
  const perSession = (nested: Nested) => Array.isArray((nested as Nested[][])[0][0]);
  return {
    weights: fromNested(
      perSession(weights) ? ['session', 'state', 'feature'] : ['state', 'feature'],
      weights,
      'weights',
    ),
    transitionMatrix: fromNested(
      perSession(transitions) ? ['session', 'state', 'nextState'] : ['state', 'nextState'],
      transitions,
      'transitionMatrix',
    ),
    initialProbs: fromNested(['state'], initial, 'initialProbs'),
    scale: null,
    lapses: null,
    transitionWeights: null,
    inputCenter: null,
  };
}

/** Largest absolute difference between an array and nested numbers in the same order. */
export function largestDifference(found: ArrayLike<number>, expected: Nested): number {
  return (expected as number[]).flat(9).reduce((most, value, i) => Math.max(most, Math.abs(value - found[i])), 0);
}
