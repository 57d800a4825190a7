import type { Table } from '../data/table.ts';
import { columnsOf, type FrameLike, isTable } from '../data/tableSource.ts';
import { escapeHtml } from './report/escapeHtml.ts';
import { columnText } from './tableCells.ts';

const SHOWN_ROWS = 20;

interface ShownColumn {
  readonly name: string;
  readonly unit: string;
  readonly texts: readonly string[];
  readonly isNumeric: boolean;
}

/** A table or DataFrame as HTML and as text: the first 20 rows, and how many more there are. What the cells hold is never markup. */
export function tableOutput(shown: Table | FrameLike): { readonly html: string; readonly text: string } {
  const { names, numRows, read } = columnsOf(shown);
  const numShown = Math.min(numRows, SHOWN_ROWS);
  const columns = names.map(
    (name): ShownColumn => ({
      name,
      unit: (isTable(shown) && shown.columns.find((column) => column.name === name)?.unit) || '',
      ...columnText(Array.from({ length: numShown }, (_, row) => read(name)[row])),
    }),
  );
  const more = numRows > numShown ? `${numRows - numShown} more rows (${numRows} in all)` : '';
  return { html: htmlOf(columns, numShown, more), text: textOf(columns, numShown, more) };
}

function htmlOf(columns: readonly ShownColumn[], numShown: number, more: string): string {
  const cell = (tag: string, { isNumeric }: ShownColumn, content: string): string =>
    isNumeric
      ? `<${tag} class="number" style="text-align:right">${content}</${tag}>`
      : `<${tag} style="text-align:left">${content}</${tag}>`;
  const head = columns.map((column) => {
    const unit = column.unit === '' ? '' : `<br><small>${escapeHtml(column.unit)}</small>`;
    return cell('th', column, escapeHtml(column.name) + unit);
  });
  const rows = Array.from({ length: numShown }, (_, row) => {
    const cells = columns.map((column) => cell('td', column, escapeHtml(column.texts[row] as string)));
    return `<tr>${cells.join('')}</tr>`;
  });
  const table = `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return more === '' ? table : `${table}<p>… ${more}</p>`;
}

function textOf(columns: readonly ShownColumn[], numShown: number, more: string): string {
  const padded = columns.map(({ name, unit, texts, isNumeric }) => {
    const lines = [unit === '' ? name : `${name} (${unit})`, ...texts];
    const width = Math.max(...lines.map((line) => line.length));
    return lines.map((line) => (isNumeric ? line.padStart(width) : line.padEnd(width)));
  });
  const lines = Array.from({ length: numShown + 1 }, (_, line) =>
    padded
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...(more === '' ? [] : [`... ${more}`])].join('\n');
}
