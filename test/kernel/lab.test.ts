import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { needsChromium, needsJupyterLab } from '../support/requirements.ts';
import { type LabServer, startLab } from './labServer.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latentlab-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

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

test('in JupyterLab a notebook runs, draws its charts, completes our names, explains them, and all ends with the server', async (context) => {
  needsJupyterLab(context);
  const executablePath = needsChromium(context);
  const pidFile = join(folder, 'pid');
  const server = await startLab(context, folder, { LATENTLAB_PID_FILE: pidFile });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    mkdirSync('out', { recursive: true });
    copyFileSync(join('test', 'notebooks', 'lab.ipynb'), join('out', 'lab.ipynb'));
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await open(page, server, 'out/lab.ipynb');
    await runAll(page);
    await page.locator('.vega-embed svg.marks, .vega-embed canvas.marks').first().waitFor({ timeout: 60_000 });
    expect(await page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count()).toBe(
      0,
    );
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
    expect(explanation).toContain('Promise<TrainedFit>');
    expect(explanation).toContain('Fits a model');
  } finally {
    await browser.close();
    await server.stop();
  }
  expect(existsSync(pidFile)).toBe(true);
  expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow(/ESRCH/);
});
