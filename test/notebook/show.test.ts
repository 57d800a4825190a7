import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { table } from '../../src/data/table.ts';
import { show } from '../../src/notebook/show.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { inFakeKernel, printed } from '../support/fakeKernel.ts';

const vegaLite = 'application/vnd.vegalite.v5+json';
const chart: Chart = {
  title: { text: 'Two points' },
  data: { values: [{ x: 1 }, { x: 2 }] },
  mark: 'point',
  encoding: { x: { field: 'x', type: 'quantitative' } },
};

const ours = table([
  { name: 'state', type: 'string', values: ['engaged', '<b>lapse</b>'] },
  { name: 'weight', type: 'number', unit: 'log-odds', values: [-1.23456, null] },
]);

async function shown(thing: unknown): Promise<Record<string, unknown>> {
  let data: Record<string, unknown> = {};
  await inFakeKernel(async (sent) => {
    await show(thing);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.update).toBe(false);
    data = sent[0]?.data ?? {};
  });
  return data;
}

describe('show in a kernel', () => {
  test('sends a chart as one output: live, as a picture and as text, and no HTML that would win over it', async () => {
    const data = await shown(chart);
    expect(Object.keys(data)).toEqual([vegaLite, 'image/svg+xml', 'text/plain']);
    expect(data[vegaLite]).toMatchObject({ $schema: expect.stringContaining('/v5.json'), mark: 'point' });
    expect(data['image/svg+xml']).toMatch(/^<svg[\s\S]*Two points/);
    expect(data['text/plain']).toBe('Chart: Two points');
  });

  test('never sends a chart that asks for the width of its container, wherever it asks', async () => {
    const wide: Chart = { ...chart, width: 'container' };
    for (const asking of [wide, { hconcat: [{ vconcat: [wide] }] }])
      expect(JSON.stringify((await shown(asking))[vegaLite])).not.toContain('container');
  });

  test('sends a table as HTML and text; what its cells hold is never markup', async () => {
    const data = await shown(ours);
    expect(Object.keys(data)).toEqual(['text/html', 'text/plain']);
    expect(data['text/html']).toContain('<td style="text-align:left">&lt;b&gt;lapse&lt;/b&gt;</td>');
    expect(data['text/html']).toContain('<td class="number" style="text-align:right">-1.235</td>');
    expect(data['text/html']).toContain('weight<br><small>log-odds</small>');
    expect(data['text/plain']).toBe('state         weight (log-odds)\nengaged                  -1.235\n<b>lapse</b>');
  });

  test('no text of a cell, column or unit gets out of its place in the HTML', async () => {
    const text = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'b', ' '), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, unit, cell) => {
        const data = await shown(table([{ name, type: 'string', unit: `u${unit}`, values: [cell] }]));
        const tags = String(data['text/html']).match(/<[^>]*>/g);
        expect(tags?.join('')).toBe(
          '<table><thead><tr><th style="text-align:left"><br><small></small></th></tr></thead><tbody><tr><td style="text-align:left"></td></tr></tbody></table>',
        );
      }),
    );
  });

  test('shows the first 20 rows of a long table, and says how many more there are', async () => {
    const long = table([{ name: 'x', type: 'number', values: Array.from({ length: 1000 }, (_, i) => i) }]);
    const data = await shown(long);
    expect(String(data['text/html']).match(/<tr>/g)).toHaveLength(21);
    expect(data['text/html']).toContain('980 more rows (1000 in all)');
    expect(String(data['text/plain']).split('\n').slice(-2)).toEqual(['19', '... 980 more rows (1000 in all)']);
  });

  test('shows a data frame like a table, and anything else as text', async () => {
    const frame = { columns: ['x'], column: () => ({ values: [1, 2] }) };
    expect((await shown(frame))['text/html']).toContain('<table>');
    expect(await shown({ a: [1] })).toEqual({ 'text/plain': '{ a: [ 1 ] }' });
    expect(await shown('plain')).toEqual({ 'text/plain': 'plain' });
  });

  test('shows several things in their order', async () => {
    await inFakeKernel(async (sent) => {
      await show(chart, 'then', ours);
      expect(sent.map(({ data }) => Object.keys(data)[0])).toEqual([vegaLite, 'text/plain', 'text/html']);
    });
  });
});

test('outside a kernel, show prints', async () => {
  expect(await printed(() => show(chart, ours, 3))).toMatch(/^Chart: Two points\nstate +weight[\s\S]*\n3\n$/);
});
