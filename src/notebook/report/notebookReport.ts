import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CodeCell, Notebook, TextCell } from '../runner/notebookFile.ts';
import { drawCharts } from './charts.ts';
import { escapeHtml } from './escapeHtml.ts';
import { highlightedCode } from './highlightedCode.ts';
import { markdownHtml } from './markdownHtml.ts';
import { outputHtml } from './outputHtml.ts';
import { pageStyle } from './pageStyle.ts';

/**
 * An executed notebook as one HTML page that needs no server and no network: charts are live, and pictures where
 * scripts are off. Nothing in a cell or its data can become a script: the page's policy runs its own scripts only.
 */
export function notebookReport(notebook: Notebook, { title }: { readonly title: string }): string {
  const cells = notebook.cells.map((cell) => (cell.cell_type === 'code' ? codeSection(cell) : textSection(cell)));
  const body = cells.join('\n');
  const scripts = body.includes('<figure class="chart">') ? [...chartLibraries(), drawCharts] : [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${body}
</main>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

function textSection(cell: TextCell): string {
  if (cell.cell_type === 'markdown') return markdownHtml(cell);
  return `<section><pre>${escapeHtml(cell.source)}</pre></section>`;
}

function codeSection(cell: CodeCell): string {
  if (cell.source.trim() === '') return '';
  const prompt = cell.execution_count === null ? '' : `<div class="prompt">${cell.execution_count}</div>`;
  return `<section>${prompt}${highlightedCode(cell.source)}${cell.outputs.map(outputHtml).join('')}</section>`;
}

/** Loads nothing from anywhere; runs exactly these scripts. Vega makes functions of its expressions. */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  const allowed = scripts.length === 0 ? "'none'" : [...hashes, "'unsafe-eval'"].join(' ');
  return `default-src 'none'; script-src ${allowed}; style-src 'unsafe-inline'; img-src data: blob:`;
}

/** The browser builds of the chart libraries; their packages export no path to them. */
function chartLibraries(): string[] {
  const folders = createRequire(import.meta.url).resolve.paths('vega') ?? [];
  return ['vega', 'vega-lite', 'vega-embed'].map((name) => {
    const places = folders.map((folder) => join(folder, name, 'build', `${name}.min.js`));
    const file = places.find(existsSync) ?? places[0]!;
    return readFileSync(file, 'utf8')
      .replace(/^\/\/# sourceMappingURL=.*$/m, '')
      .replace(/<\/(?=script)/gi, '<\\/');
  });
}
