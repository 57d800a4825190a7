import { type Converter, createConverter } from 'tslab/dist/converter.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellCases } from './cellCases.ts';

let converter: Converter;
let declared = '';
beforeAll(() => {
  converter = createConverter({ isJS: false, isBrowser: false });
});
afterAll(() => converter.close());

/** Compiles a cell as the kernel does, with its TypeScript and module resolution; gives the errors by line, from 1. */
function errorsIn(cell: string): Record<number, string> {
  const { diagnostics, declOutput } = converter.convert(declared, cell);
  if (diagnostics.length === 0) declared = declOutput ?? '';
  return Object.fromEntries(diagnostics.map(({ start, messageText }) => [start.line + 1, messageText]));
}

for (const { title, cell, errors = {} } of cellCases)
  test(`in a cell, ${title}`, () => {
    const expected = Object.entries(errors).map(([line, part]) => [line, expect.stringContaining(part)]);
    expect(errorsIn(cell)).toEqual(Object.fromEntries(expected));
  });
