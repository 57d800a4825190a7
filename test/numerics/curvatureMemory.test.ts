import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMemory, curvatureMemory, forgetSteps, rememberStep } from '../../src/numerics/curvatureMemory.ts';
import { random } from '../../src/numerics/random.ts';

const none = (size: number): Uint8Array => new Uint8Array(size);
const identity = (v: Float64Array, out: Float64Array): void => out.set(v);

/** Places on the way up a hill whose curvature is `curvature` [i, j]: gradient = -curvature · theta. */
function walk(curvature: readonly (readonly number[])[], thetas: readonly (readonly number[])[]) {
  return thetas.map((theta) => ({
    theta: Float64Array.from(theta),
    gradient: Float64Array.from(curvature, (row) => -row.reduce((sum, c, j) => sum + c * theta[j], 0)),
  }));
}

describe('curvatureMemory', () => {
  it('is the preconditioner alone while it is empty', () => {
    const memory = curvatureMemory(2, 3);
    const out = new Float64Array(2);
    applyMemory(memory, Float64Array.of(3, 4), (v, to) => to.set(v.map((x) => x / 2)), out);
    expect(Array.from(out)).toEqual([1.5, 2]);
  });

  it('maps the last change of the gradient to the last step, whatever it started from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 8 }), fc.nat(), (size, steps, seed) => {
        const draw = random(seed);
        const b = Array.from({ length: size }, () => Array.from({ length: size }, () => draw.normal()));
        const curvature = b.map((row, i) =>
          b.map((other, j) => row.reduce((sum, x, q) => sum + x * other[q], Number(i === j))),
        );
        const places = walk(
          curvature,
          Array.from({ length: steps }, () => Array.from({ length: size }, () => draw.normal())),
        );
        const memory = curvatureMemory(size, 4);
        for (let i = 1; i < steps; i++) rememberStep(memory, places[i - 1], places[i], none(size));
        const [from, to] = places.slice(-2);
        const out = new Float64Array(size);
        applyMemory(
          memory,
          from.gradient.map((g, i) => g - to.gradient[i]),
          identity,
          out,
        );
        out.forEach((value, i) => {
          expect(value).toBeCloseTo(to.theta[i] - from.theta[i], 7);
        });
      }),
    );
  });

  it('is the inverse curvature of a quadratic after steps along its axes', () => {
    const curvature = [
      [4, 0],
      [0, 0.5],
    ];
    const [a, b, c] = walk(curvature, [
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    const memory = curvatureMemory(2, 5);
    rememberStep(memory, a, b, none(2));
    rememberStep(memory, b, c, none(2));
    const out = new Float64Array(2);
    applyMemory(memory, Float64Array.of(8, 3), identity, out);
    expect(out[0]).toBeCloseTo(2, 12);
    expect(out[1]).toBeCloseTo(6, 12);
  });

  it('forgets a step that curves upwards, frozen entries, and everything when cleared', () => {
    const memory = curvatureMemory(1, 3);
    const out = new Float64Array(1);
    const [low, high] = walk([[-1]], [[0], [1]]);
    rememberStep(memory, low, high, none(1));
    applyMemory(memory, Float64Array.of(2), identity, out);
    expect(out[0]).toBe(2);
    const [start, end] = walk([[4]], [[0], [1]]);
    rememberStep(memory, start, end, Uint8Array.of(1));
    applyMemory(memory, Float64Array.of(2), identity, out);
    expect(out[0]).toBe(2);
    rememberStep(memory, start, end, none(1));
    applyMemory(memory, Float64Array.of(2), identity, out);
    expect(out[0]).toBe(0.5);
    forgetSteps(memory);
    applyMemory(memory, Float64Array.of(2), identity, out);
    expect(out[0]).toBe(2);
  });

  it('keeps no more than its last steps', () => {
    const memory = curvatureMemory(2, 1);
    const [a, b, c] = walk(
      [
        [4, 0],
        [0, 0.5],
      ],
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    );
    rememberStep(memory, a, b, none(2));
    rememberStep(memory, b, c, none(2));
    const out = new Float64Array(2);
    applyMemory(memory, Float64Array.of(8, 3), identity, out);
    expect(Array.from(out)).toEqual([8, 6]);
  });
});
