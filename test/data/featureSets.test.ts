import { describe, expect, test } from 'vitest';
import { columns, type FeatureBuilders, group, matrix } from '../../src/data/featureSets.ts';
import { bias, column, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { SpecError } from '../../src/errors.ts';
import type { Trials } from '../../src/models/trials.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

const data = { count: [1, 0, 2], x: [1, 2, 3], y: [4, 5, 6], speed: [7, 8, 9] };
const read = (features: FeatureBuilders): Trials => readTrials(data, { y: 'count', features });

describe('columns', () => {
  test('are features of their own names', () => {
    const trials = read({ bias: bias(), ...columns(['x', 'speed']) });
    expect(trials.featureNames).toEqual(['bias', 'x', 'speed']);
    expect(featureValues(trials, 'speed')).toEqual([7, 8, 9]);
    expect(trials.featureGroups).toEqual({});
  });

  test('may read the same trial when asked to', () => {
    expect(() => read(columns(['count']))).toThrow('reads a response of its own trial');
    expect(featureValues(read(columns(['count'], { allowSameTrial: true })), 'count')).toEqual([1, 0, 2]);
  });
});

describe('group', () => {
  test('names features that belong together, whatever made them', () => {
    const position = group('position', { ...columns(['x']), height: standardized('y') });
    const trials = read({ bias: bias(), ...position, speed: column() });
    expect(trials.featureNames).toEqual(['bias', 'x', 'height', 'speed']);
    expect(trials.featureGroups).toEqual({ position: ['x', 'height'] });
  });

  test('forgets a feature that was taken out on purpose', () => {
    const { y: _, ...rest } = group('position', columns(['x', 'y']));
    expect(read(rest).featureGroups).toEqual({ position: ['x'] });
  });

  test('notices a feature that a later one replaced', () => {
    const position = group('position', columns(['x', 'y']));
    expect(() => read({ ...position, x: column('speed') })).toThrow('was replaced by another feature "x" outside it');
    expect(() => read({ ...position, ...group('other', columns(['y', 'speed'])) })).toThrow('of group "other"');
  });
});

describe('matrix', () => {
  const rows = [
    [1, 10],
    [2, 20],
    [3, 30],
  ];

  test('is a group of features, one a column, from rows or from an array', () => {
    const sources = [rows, ndarray(['trial', 'feature'], [3, 2], Float64Array.from(rows.flat()))];
    for (const source of [...sources, { shape: [3, 2], data: Int32Array.from(rows.flat()) }]) {
      const trials = read({ bias: bias(), ...matrix('basis', source) });
      expect(trials.featureNames).toEqual(['bias', 'basis1', 'basis2']);
      expect(featureValues(trials, 'basis2')).toEqual([10, 20, 30]);
      expect(trials.featureGroups).toEqual({ basis: ['basis1', 'basis2'] });
      expect(trials.recipes.slice(1)).toEqual([
        { kind: 'matrix', matrix: 'basis', index: 0 },
        { kind: 'matrix', matrix: 'basis', index: 1 },
      ]);
    }
  });

  test('has gaps only where they may be', () => {
    const inside = matrix('basis', [[1], [null], [3]] as number[][]);
    expect(dataErrorOf(() => read(inside)).place).toEqual({ column: 'basis1', row: 1, session: '0' });
    const trials = readTrials(data, { y: 'count', features: inside, missing: 'unobserved' });
    expect(trials.observed).toEqual(Uint8Array.of(1, 0, 1));
    expect(featureValues(trials, 'basis1')).toEqual([1, 0, 3]);
  });

  test('must be two-dimensional, even, of numbers, and have a row a trial', () => {
    expect(dataErrorOf(() => matrix('basis', { shape: [3], data: new Float64Array(3) })).message).toContain('two axes');
    expect(dataErrorOf(() => matrix('basis', [[1, 2], [3]])).place.row).toBe(1);
    expect(dataErrorOf(() => matrix('basis', [['a']])).message).toContain('is "a" in row 0');
    expect(dataErrorOf(() => read(matrix('basis', [[1], [2]]))).message).toBe(
      'Matrix "basis" has 2 rows, but there are 3 trials; it needs one row a trial.',
    );
    for (const empty of [[], [[]], { shape: [0, 0], data: new Float64Array(0) }])
      expect(dataErrorOf(() => matrix('basis', empty)).message).toContain('has no columns');
  });
});

test('groups are checked where they are written', () => {
  for (const call of [
    () => columns([]),
    () => columns(['x', 'x']),
    () => columns('x' as unknown as string[]),
    () => group('', columns(['x'])),
    () => group('position', {}),
    () => group('outer', group('inner', columns(['x']))),
    () => read({ ...group('speed', columns(['x', 'y'])), speed: column() }),
  ])
    expect(call).toThrow(SpecError);
});
