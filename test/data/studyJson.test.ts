import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStudy, type Study, studyFromJson, studyToJson } from '../../src/data/studyJson.ts';
import { SpecError } from '../../src/errors.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { posteriorPredictive } from '../../src/workflows/posteriorPredictive.ts';
import { recover } from '../../src/workflows/recover.ts';
import { untyped } from '../badInput/refusal.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { sixLearners } from '../support/sixLearners.ts';

const learner = rescorlaWagner();
const study = untyped<Study>({
  kind: 'recovery',
  version: '0.1.0',
  seed: 3,
  settings: { model: { kind: 'rescorlaWagner', learningRates: 1 }, numSubjects: 30 },
  correlations: [0.9, 0.8, Number.NaN],
});

/** The study as JSON with a change made to it. */
// biome-ignore lint/suspicious/noExplicitAny: the changes reach into every corner of the JSON
function changed(change: (json: any) => void): string {
  const json = JSON.parse(studyToJson(study));
  change(json);
  return JSON.stringify(json);
}

describe('a saved study', () => {
  it('comes back exact to the bit, whatever it found', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 5e-324));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('NaN', '-Infinity', 'Infinity', '-0', '"NaN"', '""-0""', '"NaN', '"', '__proto__'),
    );
    const found = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, number, text, fc.boolean(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('any'), { maxLength: 4 }),
      object: fc.dictionary(text, tie('any'), { maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(found.any, found.object, (values, settings) => {
        const one = untyped<Study>({ ...study, settings, values });
        expect(studyFromJson(studyToJson(one))).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, () => Promise<Study>]>([
    ['recover', () => recover(hierarchical(learner), { numSubjects: 6, task: { numBlocks: 1, numTrials: 20 } })],
    [
      'posteriorPredictive',
      async () =>
        posteriorPredictive(await fitSubjects(sixLearners, hierarchical(learner)), sixLearners, {
          statistics: { repeats: ({ columns }) => columns.choice[0], nothing: () => Number.NaN },
          draws: 5,
        }),
    ],
  ])('comes back as it was made: %s', async (_, run) => {
    const made = await run();
    expect(studyFromJson(studyToJson(made))).toEqual(made);
  });

  it('says what it is, one field a line, and leaves out what is undefined', () => {
    const text = studyToJson(untyped<Study>({ ...study, dataHash: undefined }));
    expect(text).toBe(
      [
        '{',
        '  "format": "latentlab-study",',
        '  "formatVersion": 1,',
        '  "kind": "recovery",',
        '  "version": "0.1.0",',
        '  "seed": 3,',
        '  "settings": {"model":{"kind":"rescorlaWagner","learningRates":1},"numSubjects":30},',
        '  "correlations": [0.9,0.8,"NaN"]',
        '}',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, unknown, string]>([
    [
      'a function',
      { settings: { model: { logLikelihood: Math.log } } },
      'settings.model.logLikelihood is the function log, which is not saved',
    ],
    ['a typed array', { trace: [Float64Array.of(1)] }, 'trace[0] is [1], which is not saved'],
    ['an instance of a class', { when: new Date(0) }, 'when is "1970-01-01T00:00:00.000Z", which is not saved'],
    ['a gap in a list', { values: [1, undefined] }, 'values[1] is undefined, which is not saved'],
    ['a big integer', { count: 3n }, 'count is 3n, which is not saved'],
  ])('is refused when it holds %s', (_, more, message) => {
    const write = () => studyToJson({ ...study, ...(more as object) });
    expect(write).toThrow(SpecError);
    expect(write).toThrow(message);
  });

  it('is told from other things by its kind', () => {
    expect(
      ['recovery', 'modelComparison', 'identification', 'posteriorPredictive'].map((kind) => isStudy({ kind })),
    ).toEqual([true, true, true, true]);
    expect([{ kind: 'fit' }, null, [], 'recovery'].map(isStudy)).toEqual([false, false, false, false]);
  });
});

describe('a file that is not a sound study', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'is damaged or not a study: it is not JSON. Restore the file, or run the study again.'],
    ['other JSON', '{}', 'is not a study saved by latentlab: its format is undefined'],
    [
      'a hierarchical fit',
      '{"format":"latentlab-hierarchical-fit"}',
      'holds a hierarchical fit: load it with loadHierarchicalFit(path)',
    ],
    [
      'a newer version',
      changed((json) => (json.formatVersion = 2)),
      'has format version 2, but this latentlab reads version 1. Run the study again, or',
    ],
    ['an unknown kind', changed((json) => (json.kind = 'survey')), 'kind must be one of "recovery"'],
    ['no version', changed((json) => delete json.version), 'version must be a text, but is undefined'],
    ['no settings', changed((json) => delete json.settings), 'settings must be an object, but is undefined'],
  ])('%s', (_, text, message) => {
    const error = dataErrorOf(() => studyFromJson(text, 'recovery.json'));
    expect(error.message).toContain(message);
    expect(error.place).toEqual({ file: 'recovery.json' });
  });
});
