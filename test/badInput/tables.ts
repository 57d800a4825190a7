import { saveTable } from '../../src/data/files/tableFile.ts';
import { table } from '../../src/data/table.ts';
import { tableCsv } from '../../src/data/tableText.ts';
import { type Refusals, untyped } from './refusal.ts';

const sample = table([{ name: 'x', type: 'number', values: [1] }]);

/** Tables that are asked for what they do not have. */
export const tables: Refusals = {
  'a table saved in another format': {
    call: () => saveTable('out/table.xlsx', sample),
    option: 'path',
  },
  'text of what is no table': { call: () => tableCsv(untyped(7)), place: {} },
};
