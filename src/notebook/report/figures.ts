import type { Notebook } from '../runner/notebookFile.ts';
import { chartOf, chartTitle } from './charts.ts';

/** A chart of a notebook as a picture. */
export interface Figure {
  /** File name without ending: the title of the chart or of its first part, in small letters and hyphens, or the cell's number and the chart's place in it. */
  readonly name: string;
  readonly svg: string;
}

/** The charts of an executed notebook, in order, each under a name of its own. */
export function figuresOf(notebook: Notebook): Figure[] {
  const figures: Figure[] = [];
  const taken = new Set<string>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'code') continue;
    const charts = cell.outputs.flatMap((output) => chartOf(output) ?? []);
    charts.forEach((chart, i) => {
      if (chart.svg === undefined) return;
      const place = `${String(cell.execution_count ?? 0).padStart(2, '0')}-${i + 1}`;
      const title = slug(chartTitle(chart.spec)) || place;
      const name = taken.has(title) ? `${title}-${place}` : title;
      taken.add(name);
      figures.push({ name, svg: chart.svg });
    });
  }
  return figures;
}

function slug(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
