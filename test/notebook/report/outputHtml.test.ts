import { expect, test } from 'vitest';
import { outputHtml } from '../../../src/notebook/report/outputHtml.ts';
import type { CellOutput } from '../../../src/notebook/runner/notebookFile.ts';

const display = (data: Record<string, unknown>): CellOutput => ({ output_type: 'display_data', data, metadata: {} });

test('printed text is escaped and loses its colours', () => {
  const output: CellOutput = { output_type: 'stream', name: 'stdout', text: '\u001b[33m<1>\u001b[39m\n' };
  expect(outputHtml(output)).toBe('<pre class="stdout">&lt;1&gt;</pre>');
});

test('a table wins over its plain text', () => {
  expect(outputHtml(display({ 'text/plain': 'x', 'text/html': '<table></table>' }))).toContain('<table></table>');
});

test('data of a chart cannot end its script', () => {
  const spec = { title: '</script><script>alert(1)</script>' };
  const html = outputHtml(display({ 'application/vnd.vegalite.v5+json': spec }));
  expect(html.match(/<\/?script/g)).toEqual(['<script', '</script']);
});

test('an SVG is a picture, so that scripts in it never run', () => {
  expect(outputHtml(display({ 'image/svg+xml': '<svg><script/></svg>' }))).toMatch(
    /^<figure><img src="data:image\/svg/,
  );
});

test('an output of an unknown type is named, not left out', () => {
  expect(outputHtml(display({ 'application/x-other': 1 }))).toContain('application/x-other');
});
