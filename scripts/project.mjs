import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a program to its end in the project's folder.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, shell?: boolean }} [options] `show`: its output goes to the screen
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is empty when it was shown
 */
export function run(command, args, { env = process.env, show = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, shell, stdio: show ? 'inherit' : 'pipe' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * Runs the program of an installed package by its file, which works alike on every system.
 *
 * @param {string} file path below node_modules
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options]
 */
export function runPackage(file, args, options) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args], options);
}

/**
 * Runs npm: the one that started this script, else the one on PATH.
 *
 * @param {readonly string[]} args
 */
export function runNpm(args) {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args])
    : run('npm', args, { shell: process.platform === 'win32' });
}

/**
 * Does one step with one line on the screen, and ends the program where it fails.
 *
 * @param {string} name
 * @param {Promise<{ ok: boolean, output: string }>} work
 */
export async function step(name, work) {
  console.log(`${name} ...`);
  const { ok, output } = await work;
  if (ok) return;
  console.error(`${output}\n${name} failed. Mend what is said above, then run the same command again.`);
  process.exit(1);
}
