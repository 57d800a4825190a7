import type { CellOutput, CodeCell, Notebook, TextCell } from '../../src/notebook/runner/notebookFile.ts';

/** A Markdown cell. */
export function markdownCell(source: string): TextCell {
  return { cell_type: 'markdown', id: 'text', metadata: {}, source };
}

/** A code cell that has run. */
export function codeCell(source: string, outputs: readonly CellOutput[] = [], executionCount = 1): CodeCell {
  return { cell_type: 'code', id: 'code', metadata: {}, source, execution_count: executionCount, outputs };
}

/** An output of several MIME types. */
export function displayOutput(data: Readonly<Record<string, unknown>>): CellOutput {
  return { output_type: 'display_data', data, metadata: {} };
}

/** A notebook of some cells. */
export function notebookOf(...cells: readonly (CodeCell | TextCell)[]): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}
