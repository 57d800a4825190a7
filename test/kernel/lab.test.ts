import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { beforeEach, expect, type TestContext, test } from 'vitest';
import { needsChromium, needsJupyterLab } from '../support/requirements.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type LabServer, startLab } from './labServer.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

/** Opens a notebook and waits until its kernel has answered: before that, "Run all" does nothing. */
async function open(page: Page, server: LabServer, notebook: string): Promise<void> {
  const connected = page.waitForEvent('websocket', (socket) => socket.url().includes('/channels'));
  await page.goto(server.address(notebook));
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  await (await connected).waitForEvent('framereceived', ({ payload }) => payload.includes('kernel_info_reply'));
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor();
}

async function runAll(page: Page): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: /^Run$/ }).click();
  await page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
  await page.waitForFunction(
    () => {
      const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
      return prompts.every((prompt) => /\d/.test(prompt.textContent));
    },
    undefined,
    { timeout: 240_000 },
  );
}

interface Question {
  readonly code: string;
  readonly key: 'Tab' | 'Shift+Tab';
  /** Selector of what opens. */
  readonly answer: string;
  readonly picture: string;
}

/** Types code into a new cell at the end, presses a key, takes a picture and gives the text of what opens. */
async function askEditor(page: Page, { code, key, answer, picture }: Question): Promise<string> {
  await page.locator('.jp-Notebook .jp-CodeCell .cm-content').last().click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await page.keyboard.press('Enter');
  await page.keyboard.type(code, { delay: 20 });
  await page.keyboard.press(key);
  const opened = page.locator(answer);
  await opened.first().waitFor({ timeout: 30_000 });
  const texts = await opened.allTextContents();
  await page.screenshot({ path: join('out', picture) });
  await page.keyboard.press('Escape');
  return texts.join('\n');
}

/** Opens a copy of a notebook in JupyterLab and in a browser; ends both afterwards. */
async function inLab(context: TestContext, notebook: string, visit: (page: Page) => Promise<void>): Promise<void> {
  needsJupyterLab(context);
  const executablePath = needsChromium(context);
  mkdirSync('out', { recursive: true });
  const copy = `lab-${basename(notebook)}`;
  copyFileSync(notebook, join('out', copy));
  const server = await startLab(context, folder, { LATENTLAB_PID_FILE: join(folder, 'pid') });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(120_000);
    await open(page, server, `out/${copy}`);
    await runAll(page);
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(
      0,
    );
    await visit(page);
  } finally {
    await browser.close();
    await server.stop();
  }
}

test('in JupyterLab a notebook draws its charts, completes our names and explains them; all ends with the server', async (context) => {
  await inLab(context, join('test', 'notebooks', 'lab.ipynb'), async (page) => {
    await page.locator('.vega-embed svg.marks').waitFor();
    await page.screenshot({ path: join('out', 'lab.png') });
    const answer = '.jp-Completer:not(.lm-mod-hidden) .jp-Completer-item';
    const picture = 'lab-completion.png';
    const names = await askEditor(page, { code: 'latentlab.plot', key: 'Tab', answer, picture });
    expect(names.split('\n')).toEqual(expect.arrayContaining(['plotPosterior', 'plotWeights']));
    const explanation = await askEditor(page, {
      code: 'latentlab.fitModel',
      key: 'Shift+Tab',
      answer: '.jp-Tooltip',
      picture: 'lab-documentation.png',
    });
    expect(explanation).toContain('spec: Spec, control?:');
    expect(explanation).toContain('Fits a model');
  });
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});

test('in JupyterLab the demo runs and draws its charts', async (context) => {
  const demo = join('notebooks', 'demo.ipynb');
  await inLab(context, demo, async (page) => {
    const charts = page.locator('.vega-embed svg.marks');
    await charts.first().waitFor();
    expect(await charts.count()).toBeGreaterThan(3);
    // JupyterLab paints only what is in view: a window as high as the notebook shows all of it.
    await page.setViewportSize({ width: 1280, height: 14_000 });
    for (const chart of await charts.all()) await chart.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join('out', 'lab-demo.png') });
  });
});
