import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Notebook, saveNotebook } from '../runner/notebookFile.ts';
import { figuresOf } from './figures.ts';
import { notebookReport } from './notebookReport.ts';

/**
 * Saves an executed notebook as `name.ipynb` and `name.html`, and its charts as `figures/*.svg`, each file whole or not at all.
 *
 * @returns the paths of the files
 */
export async function saveRun(
  notebook: Notebook,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<string[]> {
  const figures = join(folder, 'figures');
  const pictures = figuresOf(notebook).map((figure) => [join(figures, `${figure.name}.svg`), figure.svg] as const);
  const page = [join(folder, `${name}.html`), notebookReport(notebook, { title: titleOf(notebook) ?? name })] as const;
  const executed = join(folder, `${name}.ipynb`);
  await mkdir(figures, { recursive: true });
  for (const [file, text] of [...pictures, page]) await writeFileAtomic(file, text);
  await saveNotebook(executed, notebook);
  return [executed, page[0], ...pictures.map(([file]) => file)];
}

function titleOf({ cells }: Notebook): string | undefined {
  const text = cells.flatMap((cell) => (cell.cell_type === 'markdown' ? cell.source : [])).join('\n');
  return /^# +(.+)$/m.exec(text)?.[1]?.trim();
}
