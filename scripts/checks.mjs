import { runPackage } from './project.mjs';

/** What must hold before any test counts: each check's name and the program that makes it. */
const checks = [
  {
    name: 'Format, lint and layer fences',
    work: () => runPackage('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']),
  },
  { name: 'Types of the library', work: () => runPackage('typescript/bin/tsc', ['--noEmit']) },
  { name: 'Types of tests and scripts', work: () => runPackage('typescript/bin/tsc', ['-p', 'tsconfig.test.json']) },
  { name: 'Unused files, exports and packages', work: () => runPackage('knip/bin/knip.js', []) },
  { name: 'Package contents', work: () => runPackage('publint/src/cli.js', ['--strict']) },
  {
    name: 'Package types in every resolution',
    work: () =>
      runPackage('@arethetypeswrong/cli/dist/index.js', ['--pack', '.', '--ignore-rules', 'cjs-resolves-to-esm']),
  },
];

/**
 * Makes every check and prints a line for each, with the program's words where it fails.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function makeChecks() {
  let failed = 0;
  for (const { name, work } of checks) {
    const { ok, output } = await work();
    console.log(`${ok ? 'passed' : 'FAILED'}  ${name}`);
    if (!ok) console.log(output);
    failed += ok ? 0 : 1;
  }
  return { passed: checks.length - failed, failed };
}
