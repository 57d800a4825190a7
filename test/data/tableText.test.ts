import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, rowsOf, type Table, table } from '../../src/data/table.ts';
import { tableCsv, tableJson } from '../../src/data/tableText.ts';
import { toFrame } from '../../src/notebook/frames.ts';

const sample = table([
  { name: 'state', type: 'string', values: ['engaged', 'biased, left', null] },
  { name: 'said "x"', type: 'string', values: ['a\nb', '"', 'plain'] },
  { name: 'weight', type: 'number', values: [0.1, null, -1e-300], unit: 'log-odds per unit' },
  { name: 'observed', type: 'boolean', values: [true, false, null] },
]);

/** Reads CSV letter by letter, as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[i + 1] === '"') field += text[i++];
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',' || letter === '\n') {
      fields.push(field);
      field = '';
      if (letter === '\n') lines.push(fields.splice(0));
    } else field += letter;
  }
  expect([fields, field, quoted]).toEqual([[], '', false]);
  return lines;
}

const cells = {
  number: fc.option(fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0))),
  boolean: fc.option(fc.boolean()),
  string: fc.option(fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', '1'), minLength: 1 })),
};
const tables: fc.Arbitrary<Table> = fc
  .tuple(
    fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom('number', 'boolean', 'string'), { minLength: 4, maxLength: 4 }),
    fc.nat(4),
  )
  .chain(([names, types, numRows]) =>
    fc
      .tuple(...names.map((_, i) => fc.array<Cell>(cells[types[i]], { minLength: numRows, maxLength: numRows })))
      .map((columns) => table(names.map((name, i) => ({ name, type: types[i], values: columns[i] })))),
  );

describe('tableCsv', () => {
  it('quotes what holds a comma, a quote or the end of a line, and nothing else', () => {
    expect(tableCsv(sample)).toBe(
      'state,"said ""x""",weight,observed\nengaged,"a\nb",0.1,true\n"biased, left","""",,false\n,plain,-1e-300,\n',
    );
  });

  it('gives every name and cell back, numbers to the bit', () => {
    fc.assert(
      fc.property(tables, (one) => {
        const [names, ...lines] = readCsv(tableCsv(one));
        expect(names).toEqual(one.columns.map(({ name }) => name));
        const read = lines.map((line) =>
          line.map((field, i) => (field === '' ? null : one.columns[i].type === 'number' ? Number(field) : field)),
        );
        const written = rowsOf(one).map((row) =>
          one.columns.map(({ name }) => (typeof row[name] === 'boolean' ? String(row[name]) : row[name])),
        );
        expect(read).toEqual(written);
      }),
    );
  });

  it('has no blank lines', () => {
    expect(tableCsv(table([{ name: 'x', type: 'number', values: [1, null] }]))).toBe('x\n1\n""\n');
  });

  it('writes a DataFrame like the table it was made from, and a table without rows as its names', () => {
    expect(tableCsv(toFrame(sample))).toBe(tableCsv(sample));
    expect(tableCsv(table([{ name: 'x', type: 'number', values: [] }]))).toBe('x\n');
  });
});

describe('tableJson', () => {
  it('says what columns are, and has an object a row', () => {
    expect(JSON.parse(tableJson(sample))).toEqual({
      schema: {
        fields: [
          { name: 'state', type: 'string' },
          { name: 'said "x"', type: 'string' },
          { name: 'weight', type: 'number', unit: 'log-odds per unit' },
          { name: 'observed', type: 'boolean' },
        ],
      },
      data: rowsOf(sample),
    });
  });

  it('tells the types of a DataFrame from its cells', () => {
    const { schema, data } = JSON.parse(tableJson(toFrame(sample)));
    expect(schema.fields.map(({ type }: { type: string }) => type)).toEqual(['string', 'string', 'number', 'boolean']);
    expect(data).toEqual(rowsOf(sample));
  });

  it('gives every cell back, infinite numbers as words', () => {
    fc.assert(
      fc.property(tables, (one) => {
        const written = rowsOf(one).map((row) =>
          Object.entries(row).map(([name, cell]) => [
            name,
            typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell,
          ]),
        );
        expect(JSON.parse(tableJson(one)).data.map(Object.entries)).toEqual(
          written.map((row) => Object.entries(Object.fromEntries(row))),
        );
      }),
    );
  });
});
