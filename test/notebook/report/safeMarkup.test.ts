import { expect, test } from 'vitest';
import { safeMarkup } from '../../../src/notebook/report/safeMarkup.ts';

test('a table keeps its cells, classes and entities', () => {
  const table = '<table><tr><th class="number">a &lt; b</th></tr><tr><td colspan="2">1</td></tr></table>';
  expect(safeMarkup(table)).toBe(table);
});

test.each([
  ['<script>alert(1)</script>x', 'x'],
  ['<style>*{color:red}</style>x', 'x'],
  ['<script>alert(1)', ''],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['<td onclick="alert(1)" class="a">x</td>', '<td class="a">x</td>'],
  ['<p class="&quot; onclick=alert(1)">x</p>', '<p>x</p>'],
  ['<a href="javascript:alert(1)">x</a>', '&lt;a href=&quot;javascript:alert(1)&quot;&gt;x&lt;/a&gt;'],
  ['<td <script>alert(1)</script>', '&lt;td '],
  ['<scr<script></script>ipt>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['</div></main><b>x', '&lt;/main&gt;<b>x</b>'],
  ['<b><i>x</b>y</i>', '<b><i>x</i></b>y'],
  ['a & b &amp; "c"', 'a &amp; b &amp; &quot;c&quot;'],
])('%s becomes %s', (html, safe) => {
  expect(safeMarkup(html)).toBe(safe);
});
