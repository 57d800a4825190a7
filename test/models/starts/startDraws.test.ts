import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../../src/models/specs.ts';
import { clusterTrials } from '../../../src/models/starts/clusterTrials.ts';
import {
  dirichletDraw,
  kMeansProbs,
  randomProbs,
  sticky,
  uniform,
} from '../../../src/models/starts/probabilityStarts.ts';
import type { OwnStart, Start } from '../../../src/models/starts/start.ts';
import { startDraws } from '../../../src/models/starts/startDraws.ts';
import { startingGlm } from '../../../src/models/starts/startingGlm.ts';
import { glmPlusNoise, kMeansWeights, randomWeights } from '../../../src/models/starts/weightStarts.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { randomWalk } from '../../../src/models/weightModels.ts';
import { type Nested, toNested } from '../../../src/numerics/ndarray.ts';
import { random, splitSeed } from '../../../src/numerics/random.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { trialsOf } from '../../support/models.ts';
import { randomTrials } from '../../support/randomTrials.ts';

const trials = randomTrials(31, { lengths: [120, 1, 80], numFeatures: 2, values: 'any', missing: 0.1 });
const three = staticGlmHmm({ numStates: 3 });

function draw(start?: Start, where: { seed?: number; index?: number; spec?: GlmHmmSpec; trials?: Trials } = {}) {
  const { seed = 1, index = 0, spec = three, trials: on = trials } = where;
  return startDraws(glmHmmProblem(spec, on), start, seed)(index);
}

function sumOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

function rowsOf(nested: Nested): number[][] {
  return nested as number[][];
}

function inUnitsOf(factor: number): Trials {
  const data = trials.features.data.map((value, i) => (i % 3 === 1 ? value * factor : value));
  return { ...trials, features: { ...trials.features, data } };
}

describe('a start by default', () => {
  it('adds normal noise to the GLM, state by state, in units of the features', () => {
    const { featureScale } = glmHmmProblem(three, trials);
    const average = startingGlm(three, trials).weights.data;
    const source = random(splitSeed(1, 4));
    const expected = Array.from({ length: 9 }, (_, i) => average[i % 3] + source.normal() / featureScale[i % 3]);
    expect(Array.from(draw(undefined, { index: 4 }).weights.data)).toEqual(expected);
  });

  it('tends to stay, and begins in any state', () => {
    const { transitionMatrix, initialProbs, scale } = draw();
    expect(toNested(transitionMatrix)).toEqual([
      [0.95, expect.closeTo(0.025), expect.closeTo(0.025)],
      [expect.closeTo(0.025), 0.95, expect.closeTo(0.025)],
      [expect.closeTo(0.025), expect.closeTo(0.025), 0.95],
    ]);
    expect(Array.from(initialProbs.data)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(scale).toBeNull();
  });

  it('is the GLM itself with one state', () => {
    const start = draw(undefined, { spec: glm({ weights: randomWalk({ sigma: 1 }) }), index: 3 });
    expect(Array.from(start.weights.data)).toEqual(Array.from(startingGlm(glm(), trials).weights.data));
    expect(toNested(start.transitionMatrix)).toEqual([[1]]);
  });

  it('does not depend on the units of a feature', () => {
    const start = draw().weights.data;
    draw(undefined, { trials: inUnitsOf(1000) }).weights.data.forEach((weight, i) => {
      expect(i % 3 === 1 ? weight * 1000 : weight).toBeCloseTo(start[i], 5);
    });
  });

  it('holds the initial probabilities that the spec gives', () => {
    const spec = glmHmm({ numStates: 3, initialProbs: [0.5, 0.2, 0.3] });
    expect(Array.from(draw(undefined, { spec }).initialProbs.data)).toEqual([0.5, 0.2, 0.3]);
  });
});

const named: Readonly<Record<string, Start>> = {
  'GLM plus noise': { weights: glmPlusNoise({ spread: 0.5 }) },
  'random weights': { weights: randomWeights() },
  'random probabilities': { transitions: randomProbs(), initialProbs: randomProbs() },
  'Dirichlet draws': { transitions: dirichletDraw({ concentration: [5, 1, 1] }), initialProbs: dirichletDraw() },
  'k-means': { weights: kMeansWeights(), transitions: kMeansProbs(), initialProbs: kMeansProbs() },
};

describe.each(Object.entries(named))('a start by %s', (_, start) => {
  it('has finite weights of distinct states, and probabilities above 0 that sum to 1', () => {
    const { weights, transitionMatrix, initialProbs } = draw(start);
    const rows = rowsOf(toNested(weights));
    expect(weights.data.every(Number.isFinite)).toBe(true);
    expect(new Set(rows.map((row) => row.slice(1).join(' '))).size).toBe(3);
    for (const row of [...rowsOf(toNested(transitionMatrix)), Array.from(initialProbs.data)]) {
      expect(sumOf(row)).toBeCloseTo(1, 12);
      expect(Math.min(...row)).toBeGreaterThan(0);
    }
  });

  it('is the same for the same seed and index', () => {
    expect(draw(start, { seed: 2, index: 1 })).toEqual(draw(start, { seed: 2, index: 1 }));
  });

  it('does not depend on the units of a feature', () => {
    const weights = draw(start).weights.data;
    draw(start, { trials: inUnitsOf(1000) }).weights.data.forEach((weight, i) => {
      expect(i % 3 === 1 ? weight * 1000 : weight).toBeCloseTo(weights[i], 4);
    });
  });
});

describe('what starts draw', () => {
  it.each(Object.entries(named).filter(([name]) => name !== 'k-means'))(
    'differs from seed to seed and from start to start: %s',
    (_, start) => {
      const all = [
        draw(start),
        draw(start, { index: 1 }),
        draw(start, { seed: 2 }),
        draw(start, { seed: 2, index: 1 }),
      ].map(({ weights, transitionMatrix }) => [...weights.data, ...transitionMatrix.data].join(' '));
      expect(new Set(all).size).toBe(4);
    },
  );

  it('does not change in one part when another is drawn otherwise', () => {
    const one = draw({ weights: randomWeights(), transitions: randomProbs() });
    const other = draw({ weights: randomWeights(), transitions: sticky(), initialProbs: randomProbs() });
    expect(other.weights).toEqual(one.weights);
    expect(draw({ transitions: randomProbs() }).transitionMatrix).toEqual(one.transitionMatrix);
  });

  it('spreads random weights about 0, and sets the bias to the link of the share of choices', () => {
    const starts = Array.from({ length: 200 }, (_, index) =>
      draw({ weights: randomWeights({ deviation: 0.1 }) }, { index }),
    );
    const { featureScale } = glmHmmProblem(three, trials);
    const [first, ...others] = starts.flatMap(({ weights }) => rowsOf(toNested(weights)));
    const seen = Array.from(trials.choices).filter((choice) => choice >= 0);
    const share = sumOf(seen) / seen.length;
    expect(first[0]).toBeCloseTo(Math.log(share / (1 - share)), 4);
    expect(others.every(([bias]) => bias === first[0])).toBe(true);
    const noise = others.flatMap((row) => row.slice(1).map((weight, d) => weight * featureScale[d + 1]));
    expect(sumOf(noise) / noise.length).toBeCloseTo(0, 2);
    expect(Math.sqrt(sumOf(noise.map((value) => value ** 2)) / noise.length)).toBeCloseTo(0.1, 2);
  });

  it('spreads Dirichlet draws by their concentration', () => {
    const start: Start = { initialProbs: dirichletDraw({ concentration: [6, 3, 1] }) };
    const draws = Array.from({ length: 400 }, (_, index) => draw(start, { index }).initialProbs.data);
    [0.6, 0.3, 0.1].forEach((mean, k) => {
      expect(sumOf(draws.map((probs) => probs[k])) / 400).toBeCloseTo(mean, 1);
    });
  });
});

describe('a start by k-means', () => {
  const blocks = trialsOf({
    choices: [0, 0, 0, 1, 1, -1, 1, 1, 0, 0],
    features: { bias: new Array<number>(10).fill(1), x: [-5, -4, -5, 5, 4, 5, 5, 4, -4, -5] },
    sessionStarts: [0, 5, 10],
  });
  const two = staticGlmHmm({ numStates: 2 });
  const clusters = clusterTrials(blocks, 2, 1);
  const low = clusters[0];

  it('clusters the observed trials', () => {
    const high = 1 - low;
    expect(Array.from(clusters)).toEqual([low, low, low, high, high, -1, high, high, low, low]);
  });

  it('counts how clusters follow each other within sessions, and which begin them', () => {
    const start: Start = { transitions: kMeansProbs({ least: 0.1 }), initialProbs: kMeansProbs({ least: 0.1 }) };
    const { transitionMatrix, initialProbs } = startDraws(glmHmmProblem(two, blocks), start, 1)(0);
    const own = clusterTrials(blocks, 2, splitSeed(splitSeed(1, 0), 3))[0];
    const matrix = rowsOf(toNested(transitionMatrix));
    // low follows low 3 times and high once; high follows high twice and low once
    expect(matrix[own][own]).toBeCloseTo((3 / 4 + 0.1) / 1.2, 12);
    expect(matrix[1 - own][1 - own]).toBeCloseTo((2 / 3 + 0.1) / 1.2, 12);
    expect(Array.from(initialProbs.data)).toEqual([expect.closeTo(0.5), expect.closeTo(0.5)]);
  });

  it('fits a GLM to each cluster, finite where choices do not vary in it', () => {
    const { weights } = draw({ weights: kMeansWeights() }, { spec: two, trials: blocks });
    expect(weights.data.every((weight) => Math.abs(weight) < 5)).toBe(true);
    const etas = rowsOf(toNested(weights)).map(([bias, x]) => [bias - 5 * x, bias + 5 * x]);
    expect(etas.some(([at]) => at < -1)).toBe(true);
    expect(etas.some(([, at]) => at > 1)).toBe(true);
  });

  it('is refused where a cluster stays empty', () => {
    const same = trialsOf({ choices: [1, 1, 1, 1], features: { bias: [1, 1, 1, 1] } });
    for (const few of [same, { ...same, observed: Uint8Array.of(1, 0, 0, 0) }])
      expect(() => clusterTrials(few, 2, 1)).toThrow(/cluster 2 is empty\. Take fewer states/);
  });
});

describe("a start by a user's function", () => {
  const matrix = [
    [0.8, 0.1, 0.1],
    [0, 1, 0],
    [0.2, 0.2, 0.6],
  ];

  it('is what the function returns', () => {
    const weights: OwnStart = ({ trials: given, spec, random: source }) =>
      Array.from({ length: spec.numStates }, () => given.featureNames.map(() => source.uniform()));
    const start = draw({ weights, transitions: () => matrix, initialProbs: () => [1, 0, 0] });
    expect(start.weights.shape).toEqual([3, 3]);
    expect(start.weights).toEqual(draw({ weights }).weights);
    expect(toNested(start.transitionMatrix)).toEqual(matrix);
    expect(Array.from(start.initialProbs.data)).toEqual([1, 0, 0]);
  });

  it('may return an array with named axes', () => {
    const { weights } = draw();
    expect(draw({ weights: () => weights }).weights).toEqual(weights);
  });

  it.each<[string, Start, string]>([
    [
      'weights of two states',
      {
        weights: () => [
          [1, 2, 3],
          [1, 2, 3],
        ],
      },
      'start.weights',
    ],
    [
      'weights that are no number',
      {
        weights: () => [
          [1, 2, 3],
          [1, Number.NaN, 3],
          [1, 2, 3],
        ],
      },
      'start.weights',
    ],
    ['a row that does not sum to 1', { transitions: () => [[1, 1, 0], ...matrix.slice(1)] }, 'start.transitions[0]'],
    ['too few probabilities', { initialProbs: () => [0.5, 0.5] }, 'start.initialProbs'],
    ['a name that was not called', { transitions: sticky as unknown as OwnStart }, 'start.transitions'],
  ])('is refused when it returns %s', (_, start, option) => {
    const call = (): unknown => draw(start);
    expect(call).toThrow(SpecError);
    expect(call).toThrow(expect.objectContaining({ option }));
  });
});

describe('the GLM that starts are drawn around', () => {
  it('is that of the same penalty', async () => {
    for (const penalty of [ridge(0), ridge(5)]) {
      const { params } = await fitTrials(trials, glm({ penalty }));
      const spec = staticGlmHmm({ numStates: 2, penalty, transitionPrior: dirichlet({ stay: 5, leave: 1 }) });
      expect(startingGlm(spec, trials).weights).toEqual(params.weights);
    }
  });

  it('stays near where choices are separable', () => {
    const separable = trialsOf({ choices: [0, 0, 1, 1], features: { x: [-2, -1, 1, 2] } });
    expect(Math.abs(startingGlm(glm(), separable).weights.data[0])).toBeLessThanOrEqual(5);
  });
});

it('draws equal probabilities where asked to', () => {
  expect(new Set(draw({ transitions: uniform() }).transitionMatrix.data)).toEqual(new Set([1 / 3]));
});
