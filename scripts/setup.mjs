import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNpm, runPackage, step } from './project.mjs';

/**
 * Makes the project ready to run: installs what is missing, builds what is older than its sources. Says nothing when
 * all is done; after an interruption it simply begins again.
 */
export async function setUp() {
  const installed = join('node_modules', '.package-lock.json');
  if (changed(installed) < changed('package-lock.json'))
    await step('Installing packages', runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']));
  const built = join('dist', '.built');
  const sources = Math.max(newest('src'), changed('tsconfig.json'), changed(installed));
  if (changed(built) >= sources) return;
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await step('Building', runPackage('typescript/bin/tsc', []));
  writeFileSync(join(root, built), '');
}

/**
 * When a file was last changed, in ms; 0 when it is missing.
 *
 * @param {string} path
 */
function changed(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * The latest change in a folder; a folder itself changes when a file in it is removed.
 *
 * @param {string} folder
 * @returns {number}
 */
function newest(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const times = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newest(path) : changed(path);
  });
  return Math.max(changed(folder), ...times);
}
