import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadFit, loadHierarchicalFit, loadStudy, saveFit } from '../../../src/data/files/fitFile.ts';
import type { Study } from '../../../src/data/studyJson.ts';
import { DataError, SpecError } from '../../../src/errors.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { hierarchical } from '../../../src/models/hierarchical/hierarchical.ts';
import { glm } from '../../../src/models/presets.ts';
import { fitSubjects } from '../../../src/workflows/fitSubjects.ts';
import { untyped } from '../../badInput/refusal.ts';
import { sixLearners } from '../../support/sixLearners.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const fit = await fitSubjects(sixLearners, hierarchical(rescorlaWagner()), { maxIterations: 3 });
const ofTrials = fitFrom(glm(), { weights: [[0.5]] }, { featureNames: ['bias'] });
const study = untyped<Study>({
  kind: 'modelComparison',
  version: '0.1.0',
  settings: { criterion: 'BIC' },
  evidence: [-1.5],
});

let folder = '';
beforeEach(() => {
  folder = join(temporaryFolder(), 'results');
});

describe('saveFit', () => {
  it('saves fits and studies, whole, in a folder that is made, and each is loaded', async () => {
    await saveFit(join(folder, 'cohort.json'), fit);
    await saveFit(join(folder, 'mouse.json'), ofTrials);
    await saveFit(join(folder, 'comparison.json'), study);
    expect(await loadHierarchicalFit(join(folder, 'cohort.json'))).toEqual(fit);
    expect(await loadFit(join(folder, 'mouse.json'))).toEqual(ofTrials);
    expect(await loadStudy(join(folder, 'comparison.json'))).toEqual(study);
    expect(await readdir(folder)).toEqual(['cohort.json', 'comparison.json', 'mouse.json']);
  });

  it('refuses NumPy arrays of what is no fit of a GLM-HMM, and what is neither fit nor study', async () => {
    const message =
      'cohort.npz would hold NumPy arrays, but only the fit of a GLM-HMM is saved as such. Save it as JSON: cohort.json.';
    await expect(saveFit(join(folder, 'cohort.npz'), fit)).rejects.toThrow(message);
    await expect(saveFit(join(folder, 'study.NPZ'), study)).rejects.toThrow('Save it as JSON: study.json.');
    await expect(saveFit(join(folder, 'spec.json'), untyped(glm()))).rejects.toBeInstanceOf(SpecError);
    await expect(saveFit(join(folder, 'spec.json'), untyped(glm()))).rejects.toThrow(
      'saveFit saves fits and results of studies, but was given {"kind":"glmHmm"',
    );
    await expect(saveFit(join(folder, 'spec.json'), untyped(undefined))).rejects.toThrow('but was given undefined.');
  });
});

describe('a file loaded by the function for another', () => {
  it('says which function to use', async () => {
    const paths = ['cohort.json', 'mouse.json', 'comparison.json'].map((name) => join(folder, name));
    await saveFit(paths[0], fit);
    await saveFit(paths[1], ofTrials);
    await saveFit(paths[2], study);
    await expect(loadFit(paths[0])).rejects.toThrow(
      'cohort.json holds a hierarchical fit: load it with loadHierarchicalFit(path), or choose another file.',
    );
    await expect(loadHierarchicalFit(paths[1])).rejects.toThrow(
      'mouse.json holds the fit of a GLM-HMM: load it with loadFit(path)',
    );
    await expect(loadStudy(paths[1])).rejects.toThrow('load it with loadFit(path)');
    await expect(loadHierarchicalFit(paths[2])).rejects.toThrow(
      'comparison.json holds a study: load it with loadStudy(path)',
    );
  });

  it('names damage, and options that do not exist', async () => {
    const path = join(folder, 'cohort.json');
    await saveFit(path, fit);
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -30));
    await expect(loadHierarchicalFit(path)).rejects.toBeInstanceOf(DataError);
    await expect(loadHierarchicalFit(path)).rejects.toThrow('cohort.json is damaged or not a hierarchical fit');
    await expect(loadHierarchicalFit(path, untyped({ function: {} }))).rejects.toThrow('Did you mean "functions"?');
  });
});
