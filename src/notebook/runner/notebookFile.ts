import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { DataError, quote } from '../../errors.ts';

/** One value in several forms, by MIME type; the reader shows the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Text that a cell printed. */
export interface StreamOutput {
  readonly output_type: 'stream';
  readonly name: 'stdout' | 'stderr';
  text: string;
}

/** A chart, a table or anything else that a cell displayed; an update replaces `data` and `metadata`. */
export interface DisplayOutput {
  readonly output_type: 'display_data';
  data: MimeBundle;
  metadata: Readonly<Record<string, unknown>>;
}

/** What stands below a code cell. */
export type CellOutput = StreamOutput | DisplayOutput;

/** A cell of text: Markdown, or raw text that is shown as it is. */
export interface TextCell {
  readonly cell_type: 'markdown' | 'raw';
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly attachments?: Readonly<Record<string, MimeBundle>>;
}

/** A cell of code with what it gave. */
export interface CodeCell {
  readonly cell_type: 'code';
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly CellOutput[];
}

/** A notebook in nbformat 4.5. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly (CodeCell | TextCell)[];
}

/**
 * Reads a notebook of nbformat 4 without its outputs, which a run makes anew. Cells without an id get one.
 *
 * @throws {DataError} when the file is not a notebook of nbformat 4
 */
export async function readNotebook(file: string): Promise<Notebook> {
  const found = await parsed(file);
  if (found.nbformat !== 4 || !Array.isArray(found.cells))
    throw new DataError(
      { file },
      `${file} is not a notebook of nbformat 4 (nbformat is ${quote(found.nbformat)}). Open it in JupyterLab and save it again.`,
    );
  const ids = new Set<string>();
  const cells = (found.cells as unknown[]).map((cell, position) => readCell(cell, position, ids, file));
  return { nbformat: 4, nbformat_minor: 5, metadata: asRecord(found.metadata), cells };
}

/** Writes a notebook, whole or not at all; makes the folder where it is missing. */
export async function saveNotebook(file: string, notebook: Notebook): Promise<void> {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.cell_type === 'code' && {
      outputs: cell.outputs.map((output) =>
        output.output_type === 'stream' ? { ...output, text: lines(output.text) } : output,
      ),
    }),
  }));
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, `${JSON.stringify({ ...notebook, cells }, null, 1)}\n`);
}

async function parsed(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DataError({ file }, `The notebook ${file} cannot be read. Check its path.`, { cause });
  });
  try {
    return asRecord(JSON.parse(text));
  } catch (cause) {
    throw new DataError({ file }, `${file} is not a notebook: its text is not JSON.`, { cause });
  }
}

function readCell(value: unknown, position: number, ids: Set<string>, file: string): CodeCell | TextCell {
  const cell = asRecord(value);
  const kind = cell.cell_type;
  if (kind !== 'code' && kind !== 'markdown' && kind !== 'raw')
    throw new DataError(
      { file, row: position },
      `Cell ${position} of ${file} has the type ${quote(kind)}; expected code, markdown or raw.`,
    );
  const id = freeId(cell.id, position, ids);
  ids.add(id);
  const source = Array.isArray(cell.source) ? cell.source.join('') : String(cell.source ?? '');
  const part = { id, metadata: asRecord(cell.metadata), source };
  if (kind === 'code') return { cell_type: kind, ...part, execution_count: null, outputs: [] };
  const attachments = cell.attachments as Record<string, MimeBundle> | undefined;
  return { cell_type: kind, ...part, ...(attachments && { attachments }) };
}

function freeId(given: unknown, position: number, taken: ReadonlySet<string>): string {
  if (typeof given === 'string' && /^[\w-]{1,64}$/.test(given) && !taken.has(given)) return given;
  let id = `cell-${position}`;
  while (taken.has(id)) id += '-again';
  return id;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function lines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}
