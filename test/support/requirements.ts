import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';

/** With `LATENTLAB_REQUIRE_ALL=1` a missing program fails the test that needs it. */
const requireAll = process.env.LATENTLAB_REQUIRE_ALL === '1';

/** Path of a published data file; skips the test where the variable `LATENTLAB_DATA` does not name the folder. A given folder without the file fails. */
export function needsPublishedData(test: TestContext, file: string): string {
  const folder = process.env.LATENTLAB_DATA;
  if (!folder) test.skip(`the environment variable LATENTLAB_DATA does not name the folder with ${file}`);
  const path = join(folder, file);
  if (!existsSync(path)) throw new Error(`LATENTLAB_DATA is ${folder}, but there is no ${file} in it.`);
  return path;
}

/** Path of Chromium or Chrome; skips the test where there is none. */
export function needsChromium(test: TestContext): string {
  const places = [
    ...onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
      process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
    ),
  ];
  return places.find(existsSync) ?? missing(test, 'Chromium is not installed');
}

/** Skips the test where neither the project's `.venv` nor PATH has JupyterLab. */
export function needsJupyterLab(test: TestContext): void {
  const places = [
    join('.venv', 'bin', 'jupyter-lab'),
    join('.venv', 'Scripts', 'jupyter-lab.exe'),
    ...onPath('jupyter-lab', 'jupyter-lab.exe'),
  ];
  if (!places.some(existsSync)) missing(test, 'JupyterLab is not installed');
}

function onPath(...names: string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function missing(test: TestContext, reason: string): never {
  if (requireAll) throw new Error(`${reason}, but LATENTLAB_REQUIRE_ALL asks for every test.`);
  return test.skip(reason);
}
