import { expect, test } from 'vitest';
import { markdownHtml } from '../../../src/notebook/report/markdownHtml.ts';

test('raw HTML in Markdown is shown as text', () => {
  expect(markdownHtml({ source: 'a <b onclick="x()">b</b>\n\n<script>alert(1)</script>' })).not.toMatch(/<b|<script/);
});

test('only links to the web, to mail and into the page remain links', () => {
  const source = '[a](https://example.org) [b](javascript:alert(1)) [c](#d) [e](data:text/html,x)';
  expect(markdownHtml({ source })).toBe('<p><a href="https://example.org">a</a> b <a href="#d">c</a> e</p>\n');
});

test('a picture in the notebook is shown, one on the web becomes a link', () => {
  const source = '![kept](attachment:a.png) ![far](https://example.org/a.png)';
  const html = markdownHtml({ source, attachments: { 'a.png': { 'image/png': 'iVBORw0KGgo=' } } });
  expect(html).toContain('<img src="data:image/png;base64,iVBORw0KGgo=" alt="kept">');
  expect(html).toContain('<a href="https://example.org/a.png">far</a>');
});

test('TypeScript in Markdown is coloured, other code is not', () => {
  expect(markdownHtml({ source: '```ts\nconst x = 1;\n```' })).toContain('hljs-keyword');
  expect(markdownHtml({ source: '```\nconst x < 1;\n```' })).toContain('const x &lt; 1;');
});
