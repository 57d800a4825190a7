import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kernel } from '../../src/notebook/runner/kernel.ts';
import { type CellResult, runCell, startNotebookKernel } from '../support/kernelCells.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startNotebookKernel();
});
afterAll(() => kernel.end());

/** Runs a cell and interrupts it when it has printed "running"; it prints that while it awaits, as a signal may get lost before. */
async function interrupted(code: string): Promise<CellResult> {
  let isInterrupted = false;
  const pressStop = (): void => {
    if (!isInterrupted) kernel.interrupt();
    isInterrupted = true;
  };
  return runCell(kernel, code, ({ content }) => {
    if (String(content.text).includes('running')) pressStop();
  });
}

/** Asks until the answer is the expected one, or for ten seconds. */
async function eventually(code: string, expected: string): Promise<void> {
  let answer = '';
  for (let tries = 0; tries < 100 && answer !== expected; tries++) {
    answer = (await runCell(kernel, code)).printed;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(answer).toBe(expected);
}

test('an interrupt in the very cell that loads the library leaves the kernel alive', async () => {
  const { status } = await interrupted(
    `import { interruptSignal } from 'latentlab';
setTimeout(() => console.log('running'), 100);
await new Promise((resolve) => setTimeout(resolve, 60_000).unref());`,
  );
  expect(status).toBe('error');
  expect((await runCell(kernel, "console.log('alive');")).printed).toBe('alive\n');
});

test('an interrupt aborts a loop that listens, and what runs later listens to a fresh signal', async () => {
  for (const round of ['first', 'second']) {
    const { status } = await interrupted(
      `import { interruptSignal } from 'latentlab';
globalThis['end'] = 'still at it';
async function work() {
  const signal = interruptSignal();
  while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
  globalThis['end'] = '${round} ' + signal.reason.name;
}
setTimeout(() => console.log('running'), 100);
await work();`,
    );
    expect(status).toBe('error');
    await eventually("console.log(globalThis['end']);", `${round} AbortError\n`);
  }
  const fresh = "import { interruptSignal } from 'latentlab';\nconsole.log(interruptSignal().aborted);";
  expect((await runCell(kernel, fresh)).printed).toBe('false\n');
});

test('an interrupt stops a running fit, and the next fit runs to its end', async () => {
  const prepared = await runCell(
    kernel,
    `import { bias, column, fitModel, glmHmm, lag, readTrials } from 'latentlab';
const numTrials = 20000;
const x = Array.from({ length: numTrials }, (_, t) => Math.sin(t * 12.9898));
const choice = x.map((value, t) => Number(Math.sin(t * 78.233) < (t % 500 < 250 ? value : 0.2)));
const trials = readTrials({ x, choice }, { choice: 'choice', features: { bias: bias(), x: column(), previous: lag('choice') } });
const report = { steps: 0, end: 'none' };
console.log('ready');`,
  );
  expect(prepared.printed).toBe('ready\n');
  const { status } = await interrupted(
    `const onProgress = () => { if (report.steps++ === 3) console.log('running'); };
await fitModel(trials, glmHmm({ numStates: 4 }), { restarts: 500, onProgress }).catch((error) => { report.end = error.name; });`,
  );
  expect(status).toBe('error');
  await eventually('console.log(report.end);', 'AbortError\n');
  const steps = (await runCell(kernel, 'console.log(report.steps);')).printed;
  expect((await runCell(kernel, 'console.log(report.steps);')).printed).toBe(steps);
  const next = await runCell(
    kernel,
    'const fit = await fitModel(trials, glmHmm({ numStates: 1 }));\nconsole.log(fit.converged);',
  );
  expect(next.printed).toBe('true\n');
});
