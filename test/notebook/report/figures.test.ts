import { expect, test } from 'vitest';
import { figuresOf } from '../../../src/notebook/report/figures.ts';
import type { CellOutput, Notebook } from '../../../src/notebook/runner/notebookFile.ts';

const chart = (spec: object, svg?: string): CellOutput => ({
  output_type: 'display_data',
  metadata: {},
  data: { 'application/vnd.vegalite.v5+json': spec, ...(svg !== undefined && { 'image/svg+xml': svg }) },
});

test('figures bear the titles of their charts, and a number where a title is missing or comes again', () => {
  const outputs = [
    chart({ title: { text: 'Weights: Élan, ±1 s.e.' } }, '<svg>1</svg>'),
    chart({ title: 'Weights: Élan, ±1 s.e.' }, '<svg>2</svg>'),
    chart({}, '<svg>3</svg>'),
    chart({ title: 'No picture' }),
    chart({ hconcat: [{ mark: 'bar' }, { title: ['Second', 'part'] }] }, '<svg>4</svg>'),
  ];
  const cell = { cell_type: 'code', id: 'a', metadata: {}, source: 'x', execution_count: 5, outputs } as const;
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] };
  expect(figuresOf(notebook)).toEqual([
    { name: 'weights-elan-1-s-e', svg: '<svg>1</svg>' },
    { name: 'weights-elan-1-s-e-05-2', svg: '<svg>2</svg>' },
    { name: '05-3', svg: '<svg>3</svg>' },
    { name: 'second-part', svg: '<svg>4</svg>' },
  ]);
});
