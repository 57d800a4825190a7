import { join } from 'node:path';
import { root, run, runPackage, step } from './project.mjs';
import { setUp } from './setup.mjs';

await setUp();
await step('Building benchmarks', runPackage('typescript/bin/tsc', ['-p', 'bench']));
const { ok } = await run(
  process.execPath,
  [join(root, '.cache', 'bench', 'bench', 'main.js'), ...process.argv.slice(2)],
  {
    show: true,
  },
);
process.exitCode = ok ? 0 : 1;
