import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporaryFolder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  cpSync('scripts', join(folder, 'scripts'), { recursive: true });
  for (const file of ['package-lock.json', 'tsconfig.json', 'src/index.ts']) write(file, '{}');
  utimesSync(join(folder, 'package-lock.json'), new Date(0), new Date(1000));
  write('package.json', '{ "type": "module" }');
  write('fakeNpm.js', fakeNpm);
});

/** Installs a compiler that only makes dist/, and dies in between when asked to. */
const fakeNpm = `
import { mkdirSync, writeFileSync } from 'node:fs';
mkdirSync('node_modules/typescript/bin', { recursive: true });
if (process.env.FAKE === 'interrupted') process.exit(1);
writeFileSync('node_modules/typescript/bin/tsc', "require('fs').mkdirSync('dist'); if (process.env.FAKE === 'wrong') process.exit(2);");
writeFileSync('node_modules/.package-lock.json', process.argv.slice(2).join(' '));
`;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function setUp(fake = ''): { lines: string[]; ok: boolean; stderr: string } {
  const code = "const { setUp } = await import('./scripts/setup.mjs'); await setUp();";
  const env = { ...process.env, npm_execpath: join(folder, 'fakeNpm.js'), FAKE: fake };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { lines: stdout.split('\n').filter((line) => line !== ''), ok: status === 0, stderr };
}

test('the first set-up installs and builds with a line each, the second says nothing', () => {
  expect(setUp()).toEqual({ lines: ['Installing packages ...', 'Building ...'], ok: true, stderr: '' });
  expect(setUp()).toEqual({ lines: [], ok: true, stderr: '' });
});

test('an interrupted installation begins again', () => {
  expect(setUp('interrupted')).toMatchObject({ lines: ['Installing packages ...'], ok: false });
  expect(setUp()).toMatchObject({ lines: ['Installing packages ...', 'Building ...'], ok: true });
});

test('a failed build ends the set-up and is repeated', () => {
  const failed = setUp('wrong');
  expect(failed).toMatchObject({ lines: ['Installing packages ...', 'Building ...'], ok: false });
  expect(failed.stderr).toContain('Building failed.');
  expect(setUp()).toMatchObject({ lines: ['Building ...'], ok: true });
});

test('a changed, new or removed source is built, in an empty folder', () => {
  setUp();
  write('dist/old.js', '');
  write('src/models/new.ts', '');
  expect(setUp().lines).toEqual(['Building ...']);
  expect(existsSync(join(folder, 'dist', 'old.js'))).toBe(false);
  write('src/models/new.ts', 'export {};');
  expect(setUp().lines).toEqual(['Building ...']);
  rmSync(join(folder, 'src', 'models', 'new.ts'));
  expect(setUp().lines).toEqual(['Building ...']);
});

test('a newer lock file is installed', () => {
  setUp();
  write('package-lock.json', '{}');
  utimesSync(join(folder, 'package-lock.json'), new Date(), new Date(Date.now() + 1000));
  expect(setUp().lines).toContain('Installing packages ...');
});
