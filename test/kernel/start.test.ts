import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

function start(name: string): ChildProcess {
  const notebook = join('test', 'notebooks', `${name}.ipynb`);
  return spawn(process.execPath, [join('scripts', 'start.mjs'), notebook], {
    env: { ...process.env, LATENTLAB_PID_FILE: join(folder, 'pid') },
    stdio: 'pipe',
  });
}

async function finished(child: ChildProcess): Promise<{ code: number; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (text) => (texts[name] += text));
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !holds(); i++) await wait(100);
  expect(holds()).toBe(true);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('npm start prints a line a cell and writes the notebook and the page', async () => {
  rmSync(join('out', 'displays.html'), { force: true });
  const { code, stdout, stderr } = await finished(start('displays'));
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.match(/^ {2}\[\d\/5\] +\d+\.\d\d s {2}\S/gm)).toHaveLength(5);
  expect(readFileSync(join('out', 'displays.html'), 'utf8')).toContain('<title>What a cell shows</title>');
  expect(existsSync(join('out', 'displays.ipynb'))).toBe(true);
});

test('npm start stops at a failing cell with the cell, its line and the error, and writes nothing', async () => {
  const { code, stdout, stderr } = await finished(start('thrownError'));
  expect(code).toBe(1);
  expect(stdout).toContain('[1/3]');
  expect(stderr).toMatch(/thrownError\.ipynb: Cell 2 failed at line 10: throw new RangeError/);
  expect(stderr).toContain('RangeError: choice is 3');
  expect(existsSync(join('out', 'thrownError.ipynb'))).toBe(false);
  expect(existsSync(join('out', 'thrownError.html'))).toBe(false);
});

test.for(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'the kernel ends with a parent that %s ends',
  async (signal, { skip }) => {
    if (process.platform === 'win32') skip('Windows has no signals');
    const child = start('waiting');
    const pidFile = join(folder, 'pid');
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    child.kill(signal);
    await once(child, 'exit');
    await until(() => !isRunning(pid));
  },
);
