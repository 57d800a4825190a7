import { describe, expect, it } from 'vitest';
import { file, twoState } from '../../demo_data/makeTwoState.mjs';
import { readNpz } from '../../src/data/files/npz.ts';

describe('the demo data', () => {
  it('are what their script makes, to the bit', async () => {
    const kept = await readNpz(file);
    const made = Object.entries(twoState());
    expect(Object.keys(kept)).toEqual(made.map(([name]) => name));
    for (const [name, { shape, data }] of made) {
      expect(kept[name].shape).toEqual(shape);
      expect(Array.from(kept[name].data, Number)).toEqual(Array.from(data));
    }
  });
});
