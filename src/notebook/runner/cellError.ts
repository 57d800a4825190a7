import { stripVTControlCharacters } from 'node:util';
import { LatentlabError } from '../../errors.ts';
import type { CompiledCell } from './kernelProcess.ts';
import type { CellOutput } from './notebookFile.ts';
import { sourceLine } from './sourceLine.ts';

/** Which cell failed, where and why. */
export interface CellFailure {
  /** Number of the cell as the notebook shows it: code cells counted from 1. */
  readonly cell: number;
  readonly source: string;
  /** Line of the source, from 1; undefined where the error names none. */
  readonly line: number | undefined;
  /** The error as the kernel printed it, its place in the cell's own lines. */
  readonly text: string;
}

/** A cell of a notebook failed: wrong types, a thrown error, the time limit, or the end of the kernel. */
export class CellError extends LatentlabError {
  readonly code = 'cell';
  readonly failure: CellFailure;

  constructor(failure: CellFailure) {
    const { cell, source, line, text } = failure;
    const place = line === undefined ? '' : ` at line ${line}: ${source.split('\n')[line - 1]?.trim()}`;
    super(`Cell ${cell} failed${place}\n${text}`);
    this.failure = failure;
  }
}

/** What a cell printed on stderr, without colours. */
export function errorText(outputs: readonly CellOutput[]): string {
  const texts = outputs.map((output) =>
    output.output_type === 'stream' && output.name === 'stderr' ? output.text : '',
  );
  return stripVTControlCharacters(texts.join('')).trim();
}

/** Whether the kernel reported an error that no cell was waiting for, such as a promise that nobody awaited. */
export function hasStrayError(outputs: readonly CellOutput[]): boolean {
  return /^(UncaughtException|UnhandledPromiseRejection):/m.test(errorText(outputs));
}

/** Finds the line of a failure in the text of the error, and writes the places in it as lines of the cell. */
export function locate(cell: number, source: string, text: string, compiled: CompiledCell | undefined): CellFailure {
  const diagnostic = /^(\d+):\d+ - /m.exec(text);
  if (diagnostic) return { cell, source, text, line: Number(diagnostic[1]) };
  if (compiled === undefined) return { cell, source, text, line: undefined };
  let first: number | undefined;
  const places = new RegExp(`${compiled.file}:(\\d+):(\\d+)`, 'g');
  const readable = withoutNoise(text, compiled.file).replace(places, (place, line, column) => {
    const found = sourceLine(source, compiled.code, Number(line), Number(column));
    first ??= found;
    return found === undefined ? place : `cell ${cell}, line ${found}`;
  });
  return { cell, source, text: readable, line: first };
}

/** Drops the frames below the cell and the excerpt of compiled code that Node puts above an error. */
function withoutNoise(text: string, file: string): string {
  const excerpt = new RegExp(`^${file}:\\d+\\n[\\s\\S]*?\\n\\s*\\^+\\n\\n?`);
  const inner = /^\s+at .*(node:|[\\/]tslab[\\/]dist[\\/]|kernelPreload\.js)/;
  return text
    .replace(excerpt, '')
    .split('\n')
    .filter((line) => !inner.test(line))
    .join('\n');
}
