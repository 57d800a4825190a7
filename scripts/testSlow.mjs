import { setUp } from './setup.mjs';

await setUp();
const { printCounts, runTests } = await import('./testRun.mjs');
printCounts(await runTests(['slow']));
