import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastValues, spreadLabels } from '../../../src/plots/parts/endLabels.ts';

const at = (labels: readonly { at: number }[]) => labels.map((label) => Number(label.at.toFixed(6)));

describe('spreadLabels', () => {
  it('leaves labels alone that do not touch', () => {
    expect(
      at(
        spreadLabels(
          [
            { state: 'a', at: 0.2 },
            { state: 'b', at: 0.6 },
          ],
          [0, 1],
          140,
        ),
      ),
    ).toEqual([0.2, 0.6]);
  });

  it('moves two at one place apart by a line, as far up as down', () => {
    expect(
      at(
        spreadLabels(
          [
            { state: 'a', at: 0.5 },
            { state: 'b', at: 0.5 },
          ],
          [0, 1],
          140,
        ),
      ),
    ).toEqual([0.45, 0.55]);
  });

  it('keeps the order, a line between names, and all of them inside the plot', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 10 }), (values) => {
        const labels = values.map((value, place) => ({ state: String(place), at: value }));
        const spread = spreadLabels(labels, [-1, 3], 140);
        const sorted = [...labels].sort((one, other) => one.at - other.at);
        expect(spread.map((label) => label.state)).toEqual(sorted.map((label) => label.state));
        for (const [place, label] of spread.entries()) {
          expect(label.at).toBeGreaterThanOrEqual(-1 - 1e-9);
          expect(label.at).toBeLessThanOrEqual(3 + 1e-9);
          if (place > 0) expect(label.at - (spread[place - 1]?.at ?? 0)).toBeGreaterThanOrEqual(0.4 - 1e-9);
        }
      }),
    );
  });

  it('shares the height evenly among more names than fit', () => {
    const labels = Array.from({ length: 21 }, (_, place) => ({ state: String(place), at: 0.5 }));
    expect(at(spreadLabels(labels, [0, 1], 140))).toEqual(labels.map((_, place) => place / 20));
  });
});

describe('lastValues', () => {
  it('takes the last known value of each state', () => {
    const rows = [
      { state: 'a', session: 2, value: 0.2 },
      { state: 'a', session: 1, value: 0.1 },
      { state: 'a', session: 3, value: null },
    ];
    expect(lastValues(rows, 'value')).toEqual([{ state: 'a', at: 0.2 }]);
  });
});
