import { describe, expect, test } from 'vitest';
import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { table } from '../../src/data/table.ts';
import { toFrame } from '../../src/notebook/frames.ts';

const ours = table([
  { name: 'session', type: 'string', values: ['a', 'b', 'b'] },
  { name: '1', type: 'number', values: [0.5, null, 2] },
  { name: 'choice', type: 'number', values: [1, 0, 1] },
  { name: 'correct', type: 'boolean', values: [true, false, null] },
]);

describe('toFrame', () => {
  test('keeps columns, their order, their types and their empty cells', () => {
    const frame = toFrame(ours);
    expect(frame.columns).toEqual(['session', '1', 'choice', 'correct']);
    expect(frame.dtypes).toEqual(['string', 'float32', 'int32', 'boolean']);
    for (const { name, values } of ours.columns) expect(frame.column(name).values).toEqual(values);
  });

  test('makes a frame of a table without rows', () => {
    const frame = toFrame(table([{ name: 'x', type: 'number', values: [] }]));
    expect(frame.columns).toEqual(['x']);
    expect(frame.column('x').values).toEqual([]);
  });

  test('what it makes can be read again as trials', () => {
    const options = { session: 'session', choice: 'choice', features: { bias: bias(), side: column('correct') } };
    const whole = table(ours.columns.map((one) => ({ ...one, values: one.values.map((cell) => cell ?? 0) })));
    expect(readTrials(toFrame(whole), options)).toEqual(readTrials(whole, options));
  });
});
