import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { beforeEach, expect, type TestContext, test } from 'vitest';
import { notebookReport } from '../../src/notebook/report/notebookReport.ts';
import { themed } from '../../src/plots/chart.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { codeCell, displayOutput, markdownCell, notebookOf } from '../support/notebooks.ts';
import { needsChromium } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const chart = {
  title: 'Squares </script>',
  width: 400,
  height: 200,
  data: { values: [1, 2, 3].map((x) => ({ x, y: x * x, label: '<img src=x onerror=alert(1)>' })) },
  mark: { type: 'bar', tooltip: true },
  encoding: {
    x: { field: 'x', type: 'ordinal', title: 'Number' },
    y: { field: 'y', type: 'quantitative', title: 'Square' },
    color: { field: 'label', type: 'nominal' },
  },
};

const table =
  '<table><tr><th>feature</th><th class="number">weight</th></tr>' +
  '<tr><td onmouseover="alert(2)">bias<script>alert(3)</script></td><td class="number">-0.13</td></tr></table>';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

async function pageFile(): Promise<string> {
  const data = { 'application/vnd.vegalite.v5+json': themed(chart), 'image/svg+xml': await renderSvg(chart) };
  const notebook = notebookOf(
    markdownCell('# Squares\n\nText with <script>alert(4)</script> and a [link](https://example.org).'),
    codeCell("const text: string = '</script>';", [displayOutput({ 'text/html': table, 'text/plain': 'table' })]),
    codeCell('await show(chart);', [displayOutput(data)], 2),
  );
  const file = join(folder, 'report.html');
  writeFileSync(file, notebookReport(notebook, { title: 'Squares' }));
  return file;
}

/** Opens the report in a browser without a network; `visit` also gets what went wrong in the page, which grows. */
async function inBrowser(
  context: TestContext,
  options: BrowserContextOptions,
  visit: (page: Page, troubles: readonly string[]) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: needsChromium(context), args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options })).newPage();
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('dialog', (dialog) => {
      troubles.push(dialog.message());
      void dialog.dismiss();
    });
    const file = await pageFile();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== pathToFileURL(file).href)
        troubles.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await visit(page, troubles);
  } finally {
    await browser.close();
  }
}

test.for(['light', 'dark'] as const)(
  'in a %s browser the report draws live charts and loads nothing',
  async (colorScheme, context) => {
    await inBrowser(context, { colorScheme }, async (page, troubles) => {
      await page.locator('figure.chart svg.marks').waitFor({ timeout: 20_000 });
      expect(await page.locator('figure.chart img').count()).toBe(0);
      await page.locator('figure.chart svg.marks path[aria-roledescription="bar"]').last().hover();
      await page.locator('#vg-tooltip-element.visible').waitFor({ timeout: 20_000 });
      await page.screenshot({ path: join('out', `report-${colorScheme}.png`), fullPage: true });
      expect(troubles).toEqual([]);
    });
  },
);

test('without scripts the report shows the pictures of its charts', async (context) => {
  await inBrowser(context, { javaScriptEnabled: false }, async (page, troubles) => {
    const picture = page.locator('figure.chart img');
    expect(await picture.isVisible()).toBe(true);
    expect((await picture.boundingBox())?.width).toBeGreaterThan(400);
    expect(await picture.getAttribute('alt')).toBe('Squares </script>');
    await page.screenshot({ path: join('out', 'report-without-scripts.png'), fullPage: true });
    expect(troubles).toEqual([]);
  });
});
