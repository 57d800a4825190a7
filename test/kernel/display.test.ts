import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DisplayMessage } from '../../src/notebook/kernelDisplay.ts';
import type { Kernel } from '../../src/notebook/runner/kernel.ts';
import { runCell, startNotebookKernel } from '../support/kernelCells.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startNotebookKernel();
  const { printed } = await runCell(kernel, "import { progressBar, show } from 'latentlab';\nconsole.log('ready');");
  expect(printed).toBe('ready\n');
});
afterAll(() => kernel.end());

const vegaLite = 'application/vnd.vegalite.v5+json';

test('a chart is one output with the live chart, a picture and a text', async () => {
  const { status, messages } = await runCell(
    kernel,
    "await show({ title: 'Line', data: { values: [{ x: 1 }, { x: 2 }] }, mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' } }, width: 'container' });",
  );
  expect(status).toBe('ok');
  expect(messages.map(({ type }) => type)).toEqual(['display_data']);
  const { data = {}, metadata }: Partial<DisplayMessage> = messages[0]?.content ?? {};
  expect(Object.keys(data)).toEqual([vegaLite, 'image/svg+xml', 'text/plain']);
  expect(data[vegaLite]).toMatchObject({ mark: 'point', width: expect.any(Number) });
  expect(data['image/svg+xml']).toMatch(/^<svg/);
  expect(metadata).toEqual({ [vegaLite]: { embed_options: { actions: false, renderer: 'svg' } } });
});

test('a DataFrame of the notebook is shown as an escaped table', async () => {
  const { status, messages } = await runCell(
    kernel,
    "import { DataFrame } from 'danfojs-node';\nconst df = new DataFrame({ name: ['<b>a</b>', 'b'], x: [1.5, 2] });\nawait show(df);",
  );
  expect(status).toBe('ok');
  expect(messages).toHaveLength(1);
  expect(messages[0]?.content.data).toMatchObject({
    'text/html': expect.stringMatching(/^<table>.*&lt;b&gt;a&lt;\/b&gt;.*1\.500.*<\/table>$/),
    'text/plain': 'name          x\n<b>a</b>  1.500\nb         2.000',
  });
});

test('a progress bar is one output that is replaced', async () => {
  const { status, messages } = await runCell(
    kernel,
    `const bar = progressBar();
for (let evaluation = 1; evaluation <= 4; evaluation++) {
  bar({ restart: 1, numRestarts: 2, evaluation, logPosterior: -evaluation, done: evaluation === 4 });
  await new Promise((resolve) => setTimeout(resolve, 120));
}`,
  );
  expect(status).toBe('ok');
  expect(messages.map(({ type }) => type)).toEqual(['display_data', ...Array(3).fill('update_display_data')]);
  const ids = messages.map(({ content }) => (content.transient as { display_id: string }).display_id);
  expect(new Set(ids).size).toBe(1);
  expect(messages.at(-1)?.content.data).toMatchObject({
    'text/html': expect.stringContaining('<progress value="1" max="1">'),
    'text/plain': 'start 1 of 2, 4 evaluations, log posterior -4.000, done',
  });
});

test('an output goes to the cell that runs, not to the one that loaded the library', async () => {
  const { messages } = await runCell(kernel, "await show('first');");
  expect(messages.map(({ content }) => content.data)).toEqual([{ 'text/plain': 'first' }]);
  const next = await runCell(kernel, "await show('second');");
  expect(next.messages.map(({ content }) => content.data)).toEqual([{ 'text/plain': 'second' }]);
});
