import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, runNpm, runPackage, step } from './project.mjs';

/**
 * Makes the project ready to run: installs what is missing, builds what was not built from just these sources. Says nothing
 * when all is done; after an interruption it simply begins again.
 */
export async function setUp() {
  const installed = join('node_modules', '.package-lock.json');
  if (changed(installed) < changed('package-lock.json'))
    await step('Installing packages', runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']));
  const built = join(root, 'dist', '.built');
  const sources = digest(['tsconfig.json', installed, ...filesIn('src')]);
  if (existsSync(built) && readFileSync(built, 'utf8') === sources) return;
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await step('Building', runPackage('typescript/bin/tsc', []));
  writeFileSync(built, sources);
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
 * Paths of the files of a folder and of those in it, sorted.
 *
 * @param {string} folder
 */
function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * SHA-256 of the names and contents of files.
 *
 * @param {string[]} files
 */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n');
  return hash.digest('hex');
}
