import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { outputs, source } from '../../scripts/generateKernels.mjs';

it.each(outputs)('$file in the sources is what the script makes', (output) => {
  expect(readFileSync(output.path, 'utf8')).toBe(source(output));
});
