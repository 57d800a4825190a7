import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadFit, saveFit } from '../../src/data/files/fitFile.ts';
import { fitFromJson, fitToJson, isTrained } from '../../src/data/fitJson.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Fit, TrainedFit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { glm } from '../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const wild = fc.double({ noNaN: true, noDefaultInfinity: true });
const row = fc.nat({ max: 1000 }).map((n) => [n / 1000, 1 - n / 1000]);
const positive = fc.double({ min: 0, max: 50, noNaN: true });

const specs: fc.Arbitrary<GlmHmmSpec> = fc.oneof(
  fc.constant(glmHmm({ numStates: 2 })),
  fc.tuple(positive, positive).map(([stay, leave]) =>
    glmHmm({
      numStates: 2,
      transitionPrior: dirichlet({ stay, leave }),
      penalty: ridge(stay),
      initialProbs: 'uniform',
    }),
  ),
  fc.tuple(positive, positive).map((counts) =>
    glmHmm({
      numStates: 2,
      transitionPrior: dirichlet({ counts: [...counts].reverse() }),
      initialPrior: dirichlet({ counts }),
    }),
  ),
  fc.tuple(positive, positive, row, row).map(([sigma, alpha, ...center]) =>
    glmHmm({
      numStates: 2,
      weights: randomWalk({ sigma: [{ bias: sigma, stimulus: 0 }, 0.2] }),
      transitions: perSession({ alpha, center }),
    }),
  ),
  positive.map((sigma) =>
    glmHmm({ numStates: 2, weights: randomWalk({ sigma }), transitions: perSession({ alpha: 2 }) }),
  ),
  positive.map((alpha) =>
    glmHmm({
      numStates: 2,
      transitions: perSession({ alpha, center: 'consecutive' }),
      transitionPrior: dirichlet({ stay: alpha, leave: 1 }),
    }),
  ),
  fc.constant(
    glmHmm({
      numStates: 2,
      transitionPrior: dirichlet({
        counts: [
          [1, 2],
          [3, 0.1],
        ],
      }),
    }),
  ),
);

const fits: fc.Arbitrary<Fit> = specs.chain((spec) => {
  const sessions = <T>(of: fc.Arbitrary<T>, many: boolean): fc.Arbitrary<T | T[]> =>
    many ? fc.array(of, { minLength: 3, maxLength: 3 }) : of;
  const weights = fc.array(fc.tuple(wild, wild), { minLength: 2, maxLength: 2 });
  const parameters = fc.record({
    weights: sessions(weights, spec.weights.kind === 'randomWalk'),
    transitionMatrix: sessions(fc.tuple(row, row), spec.transitions.kind === 'perSession'),
    initialProbs: spec.initialProbs === 'fitted' ? row : fc.constant([0.5, 0.5]),
  });
  return parameters.map((given) => fitFrom(spec, given, { featureNames: ['bias', 'stimulus'] }));
});

/** Fits whose second state has a weight frozen where it is. */
const frozen = fits
  .filter(({ spec }) => spec.weights.kind === 'constant')
  .map((fit) => ({ ...fit, spec: glmHmm({ ...fit.spec, frozen: [{}, { stimulus: fit.params.weights.data[3] }] }) }));

const trained: fc.Arbitrary<TrainedFit> = fc
  .record({
    fit: fits,
    number: wild,
    trace: fc.float64Array({ maxLength: 5 }),
    count: fc.nat(),
    converged: fc.boolean(),
    text: fc.string({ unit: 'binary' }),
  })
  .map(({ fit, number, trace, count, converged, text }) => ({
    ...fit,
    logPosterior: number,
    logLikelihood: -number,
    logPrior: 0,
    converged,
    stopReason: 'maxIterations',
    kktResidual: number,
    diagnostics: [{ code: 'notConverged', message: text }],
    trace,
    evaluations: count,
    seconds: Math.abs(number),
    seed: count,
    dataHash: text,
    requestHash: text,
    numTrials: count,
    numObserved: count,
    restarts: [{ logPosterior: number, converged, diagnostics: [], evaluations: count, trace }],
  }));

const example = fitFrom(
  glmHmm({ numStates: 2 }),
  {
    weights: [
      [0.1, 2],
      [-1, 1e-7],
    ],
    transitionMatrix: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  },
  { featureNames: ['bias', 'stimulus'] },
);

/** The example as JSON with a change made to it. */
// biome-ignore lint/suspicious/noExplicitAny: the changes reach into every corner of the JSON
function changed(change: (json: any) => void): string {
  const json = JSON.parse(fitToJson(example));
  change(json);
  return JSON.stringify(json);
}

describe('a saved fit', () => {
  test('comes back exact to the bit, whatever its spec and numbers', () => {
    fc.assert(
      fc.property(fc.oneof(fits, frozen, trained), (fit) => {
        const back = fitFromJson(fitToJson(fit));
        expect(back).toEqual(fit);
        expect(isTrained(back)).toBe(isTrained(fit));
        expect(structuredClone(back)).toEqual(back);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps its numbers readable, one field a line', () => {
    const text = fitToJson(example);
    expect(text).toContain('"format": "latentlab-fit",\n  "formatVersion": 2,');
    expect(text).toContain('"data":[0.1,2,-1,1e-7]');
  });

  test('keeps what each alternative has of its own', () => {
    const observation = softmax({ numClasses: 2, alternatives: { evidence: ['left', 'right'] } });
    const weights = [
      [
        [2, 0],
        [0, 2],
      ],
    ];
    const fit = fitFrom(glm({ observation }), { weights }, { featureNames: ['left', 'right'] });
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
  });

  test('is read from a file that was made before weights could be frozen', () => {
    const { spec } = JSON.parse(fitToJson(example));
    expect(spec.frozen).toEqual({});
    expect(fitFromJson(changed((json) => delete json.spec.frozen))).toEqual(example);
  });

  test('holds -0, NaN and infinities of a trace', () => {
    const trace = Float64Array.of(-0, Number.NaN, -Infinity, Infinity, 5e-324);
    const [fit] = fc.sample(trained, { numRuns: 1, seed: 1 }) as [TrainedFit];
    const odd: TrainedFit = { ...fit, trace };
    expect((fitFromJson(fitToJson(odd)) as TrainedFit).trace).toEqual(trace);
  });

  test('of a time when specs had no prior on the first state has none', () => {
    expect(fitFromJson(changed((json) => delete json.spec.initialPrior))).toEqual(example);
  });

  test('is refused when it holds what would not be saved', () => {
    expect(() => fitToJson({ ...example, note: 'mine' } as Fit)).toThrow(SpecError);
    expect(() => fitToJson({ ...example, note: 'mine' } as Fit)).toThrow('"note" is not part of what is saved');
  });

  test('goes through a file, in a folder that is made, with no other file left', async () => {
    const folder = join(temporaryFolder(), 'fits');
    const path = join(folder, 'mouse.json');
    await saveFit(path, example);
    await saveFit(path, example);
    expect(await loadFit(path)).toEqual(example);
    expect(await readdir(folder)).toEqual(['mouse.json']);
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -30));
    await expect(loadFit(path)).rejects.toThrow('mouse.json is damaged or not a fit: it is not JSON.');
  });
});

describe('a file that is not a sound fit', () => {
  test.each<[string, string, string]>([
    ['other JSON', '{"choices":[1,2]}', 'is not a fit saved by latentlab: its format is undefined'],
    ['a list', '[1,2]', 'is not a fit saved by latentlab'],
    ['nothing', '', 'it is not JSON'],
    [
      'a newer version',
      changed((json) => (json.formatVersion = 1)),
      'has format version 1, but this latentlab reads version 2',
    ],
    ['a missing field', changed((json) => delete json.params), 'params must be an object, but is undefined'],
    ['an unknown field', changed((json) => (json.extra = 1)), 'extra must be absent, but is 1'],
    ['an unknown kind', changed((json) => (json.spec.weights.kind = 'jump')), 'spec.weights.kind must be one of'],
    [
      'an inherited kind',
      changed((json) => (json.spec.weights.kind = 'constructor')),
      'spec.weights.kind must be one of',
    ],
    ['too few states', changed((json) => (json.spec.numStates = 0)), 'numStates must be a whole number'],
    ['other states', changed((json) => (json.spec.numStates = 3)), 'weights must have shape'],
    ['a broken sigma', changed((json) => (json.spec.weights = { kind: 'randomWalk', sigma: -1 })), 'sigma must be'],
    [
      'a text as number',
      changed((json) => (json.params.weights.data[1] = '2')),
      'params.weights.data[1] must be a number, but is "2"',
    ],
    [
      'a weight that is NaN',
      changed((json) => (json.params.weights.data[1] = 'NaN')),
      'weights must hold finite numbers',
    ],
    ['too few numbers', changed((json) => json.params.weights.data.pop()), 'params.weights.shape must be'],
    ['other axes', changed((json) => (json.params.weights.axes = ['feature', 'state'])), 'params.weights.axes must be'],
    ['a row that does not sum to 1', changed((json) => (json.params.transitionMatrix.data[0] = 0.5)), 'must sum to 1'],
    [
      'a negative probability',
      changed((json) => (json.params.initialProbs.data = [1.5, -0.5])),
      'must hold 2 probabilities',
    ],
    [
      'two features of one name',
      changed((json) => (json.featureNames = ['a', 'a'])),
      'featureNames must be different names',
    ],
    ['half a record', changed((json) => (json.dataHash = 'ab')), 'logPosterior must be a number, but is undefined'],
  ])('%s', (_, text, message) => {
    const error = dataErrorOf(() => fitFromJson(text, 'mouse.json'));
    expect(error.message).toContain(message);
    expect(error.message.startsWith('mouse.json ')).toBe(true);
    expect(error.place.file).toBe('mouse.json');
  });

  test('no name in a file reaches a prototype', () => {
    const text = fitToJson(example).replace('"kind":"constant"', '"kind":"constant","__proto__":{"polluted":true}');
    expect(dataErrorOf(() => fitFromJson(text)).message).toContain('__proto__ must be absent');
    const sigma = changed((json) => (json.spec.weights = { kind: 'randomWalk', sigma: 0 })).replace(
      '"sigma":0',
      '"sigma":{"__proto__":0.5}',
    );
    dataErrorOf(() => fitFromJson(sigma));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('whatever is cut out of it, loading fails or gives a sound fit', () => {
    const text = fitToJson(example);
    fc.assert(
      fc.property(fc.nat(text.length), fc.integer({ min: 1, max: 20 }), (from, length) => {
        try {
          const { params, featureNames } = fitFromJson(text.slice(0, from) + text.slice(from + length));
          expect(params.weights.data.every(Number.isFinite)).toBe(true);
          expect(params.weights.shape).toEqual([2, featureNames.length]);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
