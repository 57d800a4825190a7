import { startVitest } from 'vitest/node';

/**
 * @typedef {object} TestCounts
 * @property {number} passed
 * @property {number} failed tests, and files that failed as a whole
 * @property {number} skipped
 * @property {string[]} reasons one line a skipped test: its name and why it was skipped
 */

/**
 * Runs projects of the test suite once, with their output on the screen.
 *
 * @param {readonly string[]} projects
 * @returns {Promise<TestCounts>}
 */
export async function runTests(projects) {
  const vitest = await startVitest('test', [], { project: [...projects], run: true, watch: false });
  const modules = vitest.state.getTestModules();
  const tests = modules.flatMap((module) => Array.from(module.children.allTests()));
  const count = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state).length;
  const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
  const reasons = tests.flatMap((test) => {
    const result = test.result();
    return result.state === 'skipped' ? [`${test.fullName}: ${result.note ?? 'no reason given'}`] : [];
  });
  const failed = count('failed') + brokenFiles + vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { passed: count('passed'), failed, skipped: count('skipped'), reasons };
}

/**
 * Prints why tests were skipped and the counts as the last line, and sets the exit code.
 *
 * @param {TestCounts} counts
 */
export function printCounts({ passed, failed, skipped, reasons }) {
  for (const reason of reasons) console.log(`skipped  ${reason}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
