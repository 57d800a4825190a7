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

  it('draws gammas and Dirichlets with the right moments', () => {
    const source = random(9);
    const size = 100_000;
    for (const shape of [0.3, 1, 4.5]) {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < size; i++) {
        const x = source.gamma(shape);
        sum += x;
        squares += x * x;
      }
      expect(sum / size / shape).toBeCloseTo(1, 1);
      expect((squares / size - (sum / size) ** 2) / shape).toBeCloseTo(1, 1);
    }
    const [a, b, c] = source.dirichlet([20_000, 10_000, 10_000]);
    expect(a + b + c).toBeCloseTo(1, 12);
    expect(a).toBeCloseTo(0.5, 1);
  });

  it('splits a seed into others that do not collide', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, i) => splitSeed(7, i)));
    expect(seeds.size).toBeGreaterThan(9_990);
    expect(splitSeed(7, 0)).not.toBe(splitSeed(8, 0));
  });
});
