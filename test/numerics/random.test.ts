import { describe, expect, it } from 'vitest';
import { random, splitSeed } from '../../src/numerics/random.ts';

describe('random', () => {
  it('gives the same draws for the same seed and others for another', () => {
    const draws = (seed: number) => Array.from({ length: 5 }, random(seed).uniform);
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(draws(2 ** 40 + 1)).not.toEqual(draws(1));
  });

  it('draws uniforms and normals with the right moments', () => {
    const source = random(3);
    const size = 200_000;
    let [sum, squares, fourth, mean] = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      const z = source.normal();
      sum += z;
      squares += z * z;
      fourth += z ** 4;
      mean += source.uniform();
    }
    expect(sum / size).toBeCloseTo(0, 2);
    expect(squares / size).toBeCloseTo(1, 1);
    expect(fourth / size).toBeCloseTo(3, 0);
    expect(mean / size).toBeCloseTo(0.5, 2);
  });

  it('draws categories as often as their probabilities say, and never one of probability 0', () => {
    const source = random(5);
    const counts = [0, 0, 0];
    for (let i = 0; i < 100_000; i++) counts[source.categorical([9, 0.2, 0, 0.8], 1)]!++;
    expect(counts[0]! / 100_000).toBeCloseTo(0.2, 2);
    expect(counts[1]).toBe(0);
  });

  it('splits a seed into others that do not collide', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => splitSeed(7, i)));
    expect(seeds.size).toBeGreaterThan(9_990);
    expect(splitSeed(7, 0)).not.toBe(splitSeed(8, 0));
  });
});
