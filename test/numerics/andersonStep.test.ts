import { describe, expect, it } from 'vitest';
import { andersonStep, type MapHistory, rememberImage } from '../../src/numerics/andersonStep.ts';

describe('andersonStep', () => {
  it('finds the fixed point of a linear map in as many steps as there are variables', () => {
    const map = ([x, y, z]: Float64Array) =>
      Float64Array.of(0.9 * x + 0.1 * y + 1, 0.8 * y - 0.1 * z, 0.2 * x + 0.7 * z + 2);
    const history: MapHistory = { places: [], images: [] };
    let place: Float64Array = new Float64Array(3);
    for (let step = 0; step < 5; step++) {
      const image = map(place);
      rememberImage(history, place, image);
      place = andersonStep(history) ?? image;
    }
    map(place).forEach((value, i) => {
      expect(value).toBeCloseTo(place[i], 8);
    });
  });

  it('has nothing to say of one place', () => {
    const history: MapHistory = { places: [], images: [] };
    rememberImage(history, Float64Array.of(1), Float64Array.of(2));
    expect(andersonStep(history)).toBeNull();
  });

  it('forgets the oldest places', () => {
    const history: MapHistory = { places: [], images: [] };
    for (let i = 0; i < 20; i++) rememberImage(history, Float64Array.of(i), Float64Array.of(i + 1));
    expect(history.places).toHaveLength(6);
    expect(history.places[5][0]).toBe(19);
  });
});
