import { makeChecks } from './checks.mjs';
import { setUp } from './setup.mjs';

await setUp();
const checks = await makeChecks();
const { printCounts, runTests } = await import('./testRun.mjs');
const tests = await runTests(['fast', 'kernel']);
printCounts({ ...tests, passed: checks.passed + tests.passed, failed: checks.failed + tests.failed });
