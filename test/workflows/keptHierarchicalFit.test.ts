import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadHierarchicalFit, saveFit } from '../../src/data/files/fitFile.ts';
import { fitModel } from '../../src/data/files/fitModel.ts';
import { ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { laplaceGroup } from '../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalSpec, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { normalPrior, ownPrior } from '../../src/models/hierarchical/priors.ts';
import { glm } from '../../src/models/presets.ts';
import { fitSubjects, type HierarchicalControl } from '../../src/workflows/fitSubjects.ts';
import { sixLearners } from '../support/sixLearners.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const spec = hierarchical(rescorlaWagner());
let file = '';

beforeEach(() => {
  file = join(temporaryFolder(), 'fits', 'cohort.json');
});

/** Whether a call fits anew instead of loading: only a running fit reports progress. */
async function fitsAnew(data: Subjects, model: HierarchicalSpec, control: HierarchicalControl = {}): Promise<boolean> {
  let steps = 0;
  await fitModel(data, model, { maxIterations: 5, ...control, file, onProgress: () => steps++ });
  return steps > 0;
}

describe('fitModel of subjects', () => {
  it('is the fit of subjects and their group', async () => {
    const { seconds: _, ...fit } = await fitModel(sixLearners, spec, { maxIterations: 5 });
    const { seconds: __, ...same } = await fitSubjects(sixLearners, spec, { maxIterations: 5 });
    expect(fit).toEqual(same);
  });
});

describe('fitModel of subjects with a file', () => {
  it('saves the fit there, folders included, and loads it the next time', async () => {
    const made = await fitModel(sixLearners, spec, { file });
    expect(await loadHierarchicalFit(file)).toEqual(made);
    const written = await stat(file);
    expect(await fitModel(sixLearners, spec, { file })).toEqual(made);
    expect((await stat(file)).mtimeMs).toBe(written.mtimeMs);
    expect(await readdir(join(file, '..'))).toEqual(['cohort.json']);
  });

  it('loads it for the same request in other words', async () => {
    await fitModel(sixLearners, spec, { maxIterations: 5, file });
    expect(await fitsAnew(sixLearners, spec, { seed: 1, restarts: 1, tolerance: 1e-8, accelerate: true })).toBe(false);
    expect(
      await fitsAnew(
        structuredClone(sixLearners),
        hierarchical(rescorlaWagner({ learningRates: 1 }), { prior: 'group' }),
      ),
    ).toBe(false);
  });

  it('fits anew and overwrites it when subjects, spec or options are others', async () => {
    await fitModel(sixLearners, spec, { maxIterations: 5, file });
    const fewer = selectSubjects(sixLearners, [0, 1, 2, 3, 4]);
    expect(await fitsAnew(fewer, spec)).toBe(true);
    expect(await fitsAnew(fewer, spec)).toBe(false);
    expect(await fitsAnew(sixLearners, hierarchical(rescorlaWagner({ learningRates: 2 })))).toBe(true);
    expect(await fitsAnew(sixLearners, hierarchical(rescorlaWagner(), { group: laplaceGroup() }))).toBe(true);
    for (const control of [
      { seed: 2 },
      { restarts: 2 },
      { maxIterations: 4 },
      { tolerance: 1e-7 },
      { accelerate: false },
    ])
      expect(await fitsAnew(sixLearners, spec, control)).toBe(true);
    expect(await fitsAnew(sixLearners, spec, { start: { mean: { learningRate: 0.5 } } })).toBe(true);
    expect(await fitsAnew(sixLearners, spec, { start: { mean: { learningRate: 0.5 } } })).toBe(false);
  });

  it("keeps models and priors of one's own by their place, and takes them from the spec", async () => {
    const place = { module: './models.js', export: 'own' };
    const model = ownBehavior({ ...rescorlaWagnerModel(rescorlaWagner()), ...place });
    const own = hierarchical(model);
    expect(await fitsAnew(sixLearners, own)).toBe(true);
    expect(await fitsAnew(sixLearners, own)).toBe(false);
    expect((await fitModel(sixLearners, own, { maxIterations: 5, file })).spec.model).toEqual(model);
    expect(await fitsAnew(sixLearners, spec)).toBe(true);
    expect(await fitsAnew(sixLearners, own)).toBe(true);
  });

  it('refuses functions without a place, and a file of arrays, before it fits', async () => {
    let steps = 0;
    const onProgress = (): void => {
      steps++;
    };
    const bare = ownBehavior(rescorlaWagnerModel(rescorlaWagner()));
    const prior = ownPrior({ logDensity: () => {} });
    const refused: [HierarchicalSpec, string, string][] = [
      [hierarchical(bare), file, 'model is made by ownBehavior() of functions, which a file cannot hold.'],
      [hierarchical(rescorlaWagner(), { prior }), file, 'prior is made by ownPrior() of functions'],
      [spec, file.replace('.json', '.npz'), 'cohort.npz would hold NumPy arrays'],
    ];
    for (const [model, path, message] of refused)
      await expect(fitModel(sixLearners, model, { file: path, onProgress })).rejects.toThrow(message);
    expect(steps).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('leaves the file as it was when the fit is aborted or fails', async () => {
    const aborted = { seed: 9, file, signal: AbortSignal.abort() };
    await expect(fitModel(sixLearners, spec, aborted)).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(file)).toBe(false);
    await fitModel(sixLearners, spec, { file });
    const before = await readFile(file);
    await expect(fitModel(sixLearners, spec, aborted)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(fitModel(sixLearners, spec, { restarts: 0, file })).rejects.toThrow('restarts');
    const prior = { inverseTemperature: normalPrior(0, 1), learningRate: normalPrior(0, 1) };
    await expect(
      fitModel(sixLearners, hierarchical(rescorlaWagner(), { prior }), { restarts: 2, file }),
    ).rejects.toThrow('no group is fitted');
    expect(await readFile(file)).toEqual(before);
  });

  it('refuses a file that holds something else, and does not touch it', async () => {
    await saveFit(file, fitFrom(glm(), { weights: [[0.5]] }, { featureNames: ['bias'] }));
    await expect(fitModel(sixLearners, spec, { file })).rejects.toThrow(
      'cohort.json holds the fit of a GLM-HMM: load it with loadFit(path), or choose another file.',
    );
    await writeFile(file, 'my notes');
    await expect(fitModel(sixLearners, spec, { file })).rejects.toThrow(
      'cohort.json is damaged or not a hierarchical fit',
    );
    expect(await readFile(file, 'utf8')).toBe('my notes');
  });
});
