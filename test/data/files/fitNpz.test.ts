import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadFit, saveFit } from '../../../src/data/files/fitFile.ts';
import { fitFromNpz, fitToNpz } from '../../../src/data/files/fitNpz.ts';
import { readNpz, writeNpz } from '../../../src/data/files/npz.ts';
import { isTrained } from '../../../src/data/fitJson.ts';
import { DataError } from '../../../src/errors.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { gaussian } from '../../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { partialGlmHmm, staticGlmHmm } from '../../../src/models/presets.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { dataErrorOf } from '../../support/dataError.ts';
import { randomTrials } from '../../support/randomTrials.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const given = fitFrom(
  staticGlmHmm({ numStates: 2, penalty: ridge(0.1) }),
  {
    weights: [
      [0.1, -0],
      [1 / 3, 5e-324],
    ],
    transitionMatrix: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  },
  { featureNames: ['Köder 🧀', 'stimulus'] },
);

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

describe('a fit in an npz file', () => {
  it('comes back exact to the bit, in a folder that is made, with no other file left', async () => {
    const path = join(folder, 'fits', 'mouse.NPZ');
    await saveFit(path, given);
    const back = await loadFit(path);
    expect(back).toEqual(given);
    expect(isTrained(back)).toBe(false);
    expect(Object.is(back.params.weights.data[1], -0)).toBe(true);
    expect(await readdir(join(folder, 'fits'))).toEqual(['mouse.NPZ']);
  });

  it('comes back with the record of its search', async () => {
    const trials = randomTrials(4);
    const fit = await fitTrials(trials, partialGlmHmm({ numStates: 2, sigma: 0.2 }), {
      restarts: 1,
      maxIterations: 20,
    });
    const path = join(folder, 'mouse.npz');
    await saveFit(path, fit);
    expect(await loadFit(path)).toEqual(fit);
    const arrays = await readNpz(path);
    expect(Object.keys(arrays)).toEqual([
      'weights',
      'transition_matrix',
      'initial_probs',
      'trace',
      'log_posterior',
      'log_likelihood',
      'log_prior',
      'fit_json',
    ]);
    expect(arrays.weights).toEqual({ shape: fit.params.weights.shape, data: fit.params.weights.data });
    expect(arrays.trace.data).toEqual(fit.trace);
    expect(arrays.log_posterior).toEqual({ shape: [], data: Float64Array.of(fit.logPosterior) });
  });

  it('has the scale of its states where its family has one', async () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 1, observation: gaussian() }),
      { weights: [[2, -1]], scale: [0.25] },
      { featureNames: ['bias', 'stimulus'] },
    );
    const path = join(folder, 'neuron.npz');
    await saveFit(path, fit);
    expect(await loadFit(path)).toEqual(fit);
    expect((await readNpz(path)).scale).toEqual({ shape: [1], data: Float64Array.of(0.25) });
  });

  it('has its options and names as text of bytes', async () => {
    const path = join(folder, 'mouse.npz');
    await saveFit(path, given);
    const { fit_json } = await readNpz(path);
    const json = JSON.parse(new TextDecoder().decode(fit_json.data as Uint8Array));
    expect(json.featureNames).toEqual(['Köder 🧀', 'stimulus']);
    expect(json.spec.penalty.strength).toBe(0.1);
  });
});

describe('an npz file that is not a sound fit', () => {
  it('is refused when it holds other arrays', async () => {
    const path = join(folder, 'other.npz');
    await writeNpz(path, { weights: { shape: [1], data: Float64Array.of(1) } });
    await expect(loadFit(path)).rejects.toThrow(
      'other.npz is not a fit saved by latentlab: it has no array "fit_json"',
    );
    await writeNpz(path, { fit_json: { shape: [1], data: Float64Array.of(1) } });
    await expect(loadFit(path)).rejects.toThrow('has no array "fit_json" of bytes');
  });

  it('is refused when an array was changed, cut or taken out', () => {
    const arrays = fitToNpz(given);
    const { weights, transition_matrix, ...rest } = arrays;
    const other = { ...weights, data: Float64Array.from(weights.data, Number) };
    other.data[1] = 0;
    for (const changed of [
      { ...arrays, weights: other },
      { ...arrays, weights: { ...weights, shape: [4] } },
      { ...rest, transition_matrix },
    ]) {
      const error = dataErrorOf(() => fitFromNpz(changed, 'mouse.npz'));
      expect(error.message).toContain('mouse.npz holds another "weights" than its "fit_json" says');
      expect(error.place.file).toBe('mouse.npz');
    }
  });

  it('is refused when its text is damaged', () => {
    const arrays = fitToNpz(given);
    const bytes = Uint8Array.from(arrays.fit_json.data);
    const refusal = (data: Uint8Array): string =>
      dataErrorOf(() => fitFromNpz({ ...arrays, fit_json: { shape: [data.length], data } }, 'mouse.npz')).message;
    expect(refusal(bytes.slice(0, -9))).toContain('mouse.npz is damaged or not a fit: it is not JSON');
    expect(refusal(bytes.fill(0xff, 20, 22))).toContain('mouse.npz is damaged: its "fit_json" is not text');
  });

  it('is refused when it is JSON or nothing', async () => {
    const path = join(folder, 'mouse.npz');
    await writeFile(path, '{"format": "latentlab-fit"}');
    await expect(loadFit(path)).rejects.toThrow('mouse.npz is not a zip archive');
    await writeFile(path, '');
    await expect(loadFit(path)).rejects.toThrow(DataError);
  });
});
