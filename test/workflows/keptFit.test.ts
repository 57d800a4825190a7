import { existsSync } from 'node:fs';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadFit, saveFit } from '../../src/data/files/fitFile.ts';
import { fitModel } from '../../src/data/files/fitModel.ts';
import { DataError } from '../../src/errors.ts';
import { ridge } from '../../src/models/penalties.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import type { FitControl } from '../../src/workflows/fitControl.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const trials = randomTrials(22);
const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1) });
let file = '';

beforeEach(() => {
  file = join(temporaryFolder(), 'fits', 'mouse.json');
});

/** Whether a call fits anew instead of loading: only a running fit reports progress. */
async function fitsAnew(data: Trials, model: GlmHmmSpec, control: FitControl = {}): Promise<boolean> {
  let steps = 0;
  await fitModel(data, model, { restarts: 2, ...control, file, onProgress: () => steps++ });
  return steps > 0;
}

describe('fitModel with a file', () => {
  it('saves the fit there, folders included, and loads it the next time', async () => {
    const made = await fitModel(trials, spec, { restarts: 2, file });
    expect(await loadFit(file)).toEqual(made);
    const written = await stat(file);
    expect(await fitModel(trials, spec, { restarts: 2, file })).toEqual(made);
    expect((await stat(file)).mtimeMs).toBe(written.mtimeMs);
    expect(await readdir(join(file, '..'))).toEqual(['mouse.json']);
  });

  it('loads it for the same request in other words', async () => {
    await fitModel(trials, spec, { restarts: 2, file });
    expect(await fitsAnew(trials, spec, { seed: 1, tolerance: 1e-8, method: 'auto' })).toBe(false);
    expect(await fitsAnew(trials, spec, { gradientTolerance: 1e-5 })).toBe(false);
    expect(await fitsAnew(structuredClone(trials), { ...spec }, { signal: new AbortController().signal })).toBe(false);
  });

  it('fits anew and overwrites it when trials, spec, options or start are others', async () => {
    await fitModel(trials, spec, { restarts: 2, file });
    const flipped = { ...trials, choices: trials.choices.map((choice, t) => (t === 5 ? 1 - choice : choice)) };
    expect(await fitsAnew(flipped, spec)).toBe(true);
    expect(await fitsAnew(flipped, spec)).toBe(false);
    expect(
      await fitsAnew(
        hideTrials(flipped, (t) => t === 7),
        spec,
      ),
    ).toBe(true);
    expect(await fitsAnew(trials, staticGlmHmm({ numStates: 2, penalty: ridge(2) }))).toBe(true);
    expect(await fitsAnew(trials, spec, { seed: 2 })).toBe(true);
    expect(await fitsAnew(trials, spec, { restarts: 3 })).toBe(true);
    expect(await fitsAnew(trials, spec, { maxIterations: 999 })).toBe(true);
    expect(await fitsAnew(trials, spec, { tolerance: 1e-9 })).toBe(true);
    expect(await fitsAnew(trials, spec, { gradientTolerance: 1e-6 })).toBe(true);
    for (const method of ['em', 'newton', 'lbfgs', 'proximal'] as const)
      expect(await fitsAnew(trials, spec, { method })).toBe(true);
    expect(await fitsAnew(trials, spec, { method: 'proximal', residualTolerance: 1e-7 })).toBe(true);
    const startFrom = await fitModel(trials, spec, { restarts: 1 });
    expect(await fitsAnew(trials, spec, { startFrom })).toBe(true);
    expect(await fitsAnew(trials, spec, { startFrom })).toBe(false);
  });

  it('leaves the file as it was when the fit is aborted or fails', async () => {
    const aborted = { restarts: 2, seed: 9, file, signal: AbortSignal.abort() };
    await expect(fitModel(trials, spec, aborted)).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(file)).toBe(false);
    await fitModel(trials, spec, { restarts: 2, file });
    const before = await readFile(file);
    await utimes(file, 1, 1);
    await expect(fitModel(trials, spec, aborted)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fitModel(trials, spec, { restarts: 0, file })).rejects.toThrow('restarts');
    expect(await readFile(file)).toEqual(before);
    expect((await stat(file)).mtimeMs).toBe(1000);
    expect(await readdir(join(file, '..'))).toEqual(['mouse.json']);
  });

  it('refuses a file that holds something else, and does not touch it', async () => {
    const given = startedAt(spec, 1);
    await saveFit(file, given);
    await expect(fitModel(trials, spec, { file })).rejects.toThrow(
      /mouse\.json holds given parameters, .*choose another file/,
    );
    for (const text of ['{"weights":[1,2]}', 'my notes', '']) {
      await writeFile(file, text);
      await expect(fitModel(trials, spec, { file })).rejects.toBeInstanceOf(DataError);
      await expect(fitModel(trials, spec, { file })).rejects.toThrow(/mouse\.json is .*not a fit/);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });
});
