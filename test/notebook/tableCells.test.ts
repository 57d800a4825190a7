import { describe, expect, test } from 'vitest';
import { columnText } from '../../src/notebook/tableCells.ts';

const texts = (...cells: unknown[]): readonly string[] => columnText(cells).texts;

describe('columnText', () => {
  test('writes the numbers of a column with the same decimals', () => {
    expect(texts(0.5, 0.98765, 0)).toEqual(['0.5000', '0.9877', '0.0000']);
    expect(texts(12.3456, 0.5)).toEqual(['12.35', '0.50']);
    expect(texts(-6391.99219)).toEqual(['-6391.99']);
    expect(texts(-0.00001, 0.5)).toEqual(['0.0000', '0.5000']);
  });

  test('writes whole numbers as they are, and very small or large columns with exponents', () => {
    expect(texts(1, 20000)).toEqual(['1', '20000']);
    expect(texts(1.5e9, 2.5)).toEqual(['1.500e+9', '2.500e+0']);
    expect(texts(1.5e-7)).toEqual(['1.500e-7']);
  });

  test('leaves empty cells empty and says NaN and Infinity', () => {
    expect(texts(1.5, null, undefined, Number.NaN, Infinity)).toEqual(['1.500', '', '', 'NaN', 'Infinity']);
    expect(columnText([null, null])).toEqual({ texts: ['', ''], isNumeric: false });
  });

  test('aligns only columns of numbers', () => {
    expect(columnText([1, null]).isNumeric).toBe(true);
    expect(columnText([1, 'a']).isNumeric).toBe(false);
    expect(columnText([true])).toEqual({ texts: ['true'], isNumeric: false });
  });
});
