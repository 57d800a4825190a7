import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { file, source } from '../../scripts/generateKernels.mjs';

it('the kernels in the sources are those that the script makes', () => {
  expect(readFileSync(file, 'utf8')).toBe(source());
});
