import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../../src/errors.ts';
import { stateColor, statesOf } from '../../../src/plots/parts/states.ts';

const engaged = { name: 'engaged', color: 0 };
const biasedRight = { name: 'biased right', color: 2 };

describe('statesOf', () => {
  it('takes the order of the table when none is given, colours going round', () => {
    const names = ['g', 'a', 'b', 'a', 'c', 'd', 'e', 'f'];
    expect(statesOf(names).map((state) => state.name)).toEqual(['g', 'a', 'b', 'c', 'd', 'e', 'f']);
    expect(statesOf(names).map((state) => state.color)).toEqual([0, 1, 2, 3, 4, 5, 0]);
  });

  it('keeps the given order and leaves out states that the table does not have', () => {
    expect(statesOf(['biased right'], [engaged, biasedRight])).toEqual([biasedRight]);
    expect(statesOf(['biased right', 'engaged'], [engaged, biasedRight])).toEqual([engaged, biasedRight]);
  });

  it('refuses a state that was not given and a place outside the palette', () => {
    expect(() => statesOf(['lapsing'], [engaged])).toThrow(DataError);
    for (const color of [-1, 6, 0.5]) expect(() => statesOf(['a'], [{ name: 'a', color }])).toThrow(SpecError);
  });
});

describe('stateColor', () => {
  const domainOf = (states: readonly { name: string; color: number }[]) =>
    (stateColor(states).scale as { domain: string[] }).domain;

  it('puts each state at its own place in the palette, whichever others are there', () => {
    expect(domainOf([engaged, biasedRight]).indexOf('biased right')).toBe(2);
    expect(domainOf([biasedRight]).indexOf('biased right')).toBe(2);
  });

  it('repeats a colour that two states share', () => {
    const domain = domainOf([engaged, { name: 'also teal', color: 0 }]);
    expect(domain.indexOf('also teal') % 6).toBe(0);
    expect(domain.indexOf('also teal')).not.toBe(domain.indexOf('engaged'));
  });

  it('has a legend only when there is more than one state', () => {
    const legend = { symbol: 'stroke', width: 600 } as const;
    expect(stateColor([engaged], { legend }).legend).toBeNull();
    expect(stateColor([engaged, biasedRight], { legend }).legend).toMatchObject({
      values: ['engaged', 'biased right'],
    });
  });

  it('breaks a legend into as many columns as its width holds', () => {
    const legend = { symbol: 'stroke', width: 160 } as const;
    expect(stateColor([engaged, biasedRight], { legend }).legend).toMatchObject({ columns: 1 });
  });
});
