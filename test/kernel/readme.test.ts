import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startKernel } from '../../src/notebook/runner/kernel.ts';
import { runCell } from '../support/kernelCells.ts';

const readme = readFileSync('README.md', 'utf8');

/** Numbers to one decimal, and without the counters of clip paths: engines differ in the last digits. */
function rounded(svg: string): string {
  return svg
    .replace(/-?\d+\.\d+/g, (number) => Number(number).toFixed(1))
    .replace(/clip\d+/g, 'clip')
    .trim();
}

test('the example of the README runs in the kernel and draws its picture', async () => {
  const [, code] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(16);
  const kernel = await startKernel({ folder: 'notebooks' });
  try {
    const { status, messages, printed } = await runCell(kernel, code);
    expect({ status, printed }).toEqual({ status: 'ok', printed: '' });
    const svgs = messages.flatMap(({ content }) => {
      const data = content.data as Record<string, string> | undefined;
      return data?.['image/svg+xml'] ?? [];
    });
    expect(svgs.map(rounded)).toEqual([rounded(readFileSync('notebooks/readme-weights.svg', 'utf8'))]);
  } finally {
    await kernel.end();
  }
});

test('every file and folder that the README names is there', () => {
  const named = [...readme.matchAll(/`((?:src|notebooks|demo_data|bench|test|scripts|jupyter)(?:\/[\w.-]+)*)\/?`/g)];
  expect(named.length).toBeGreaterThan(10);
  for (const [, path] of named) expect(existsSync(path), path).toBe(true);
  for (const [, path] of readme.matchAll(/\]\(([^)#:]+)\)/g)) expect(existsSync(path), path).toBe(true);
});
