import { expect, test } from 'vitest';
import { type Displays, takeOutput } from '../../../src/notebook/runner/cellOutputs.ts';
import type { CellOutput } from '../../../src/notebook/runner/notebookFile.ts';

test('text of one stream is joined until the other stream speaks', () => {
  const outputs: CellOutput[] = [];
  for (const [name, text] of [
    ['stdout', 'a\n'],
    ['stdout', 'b\n'],
    ['stderr', 'c\n'],
    ['stdout', 'd\n'],
  ])
    takeOutput({ type: 'stream', parent: undefined, content: { name, text } }, outputs, new Map());
  expect(outputs.map((output) => output.output_type === 'stream' && output.text)).toEqual(['a\nb\n', 'c\n', 'd\n']);
});

test('a display that a later cell updates changes in the cell that shows it', () => {
  const displays: Displays = new Map();
  const first: CellOutput[] = [];
  const second: CellOutput[] = [];
  const content = { data: { 'text/plain': 'half' }, metadata: {}, transient: { display_id: 'bar' } };
  takeOutput({ type: 'display_data', parent: undefined, content }, first, displays);
  const update = { ...content, data: { 'text/plain': 'done' } };
  takeOutput({ type: 'update_display_data', parent: undefined, content: update }, second, displays);
  expect(first).toEqual([{ output_type: 'display_data', data: { 'text/plain': 'done' }, metadata: {} }]);
  expect(second).toEqual([]);
});
