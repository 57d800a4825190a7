import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { setUp } from './setup.mjs';

const figures = join(root, 'out', 'slow');

await setUp();
const { printCounts, runTests } = await import('./testRun.mjs');
rmSync(figures, { recursive: true, force: true });
const counts = await runTests(['slow']);
for (const file of readdirSync(figures)) {
  console.log(`\n${file.replace('.json', '').replaceAll('-', ' ')}`);
  for (const [name, value] of Object.entries(JSON.parse(readFileSync(join(figures, file), 'utf8'))))
    console.log(`  ${name}: ${value}`);
}
printCounts(counts);
