import { beforeAll, describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../src/errors.ts';
import type { FitProgress } from '../../src/execution/drive.ts';
import type { SubjectTrials } from '../../src/models/behavior/behaviorModel.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../src/models/hierarchical/hierarchicalFit.ts';
import { naturalParameters } from '../../src/models/hierarchical/naturalParameters.ts';
import { random } from '../../src/numerics/random.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { type PosteriorPredictive, posteriorPredictive } from '../../src/workflows/posteriorPredictive.ts';
import { level, levelSubjects, meanResponses } from '../support/levelSubjects.ts';

const model = rescorlaWagner();
const numSubjects = 60;
const source = random(11);
const parameters = Array.from({ length: numSubjects }, () =>
  [-1.2 + 0.6 * source.normal(), -0.5 + 0.8 * source.normal()].map((x, k) => [20, 1][k] / (1 + Math.exp(-x))),
);
const task = { numBlocks: 3, numTrials: 20 };
const [fitted, later] = [1, 2].map((seed) => simulateSubjects(model, { parameters, task, seed }));

const statistics = {
  'mean reward': ({ columns }: SubjectTrials) => columns.reward.reduce((sum, r) => sum + r, 0) / 60,
  switches: ({ columns: { choice } }: SubjectTrials) => choice.filter((c, t) => t > 0 && c !== choice[t - 1]).length,
};

const share = ({ statistics: all }: PosteriorPredictive): number => {
  const covered = all.flatMap((one) => [...one.covered]);
  return covered.filter((one) => one).length / covered.length;
};

describe('posteriorPredictive', () => {
  let fit: HierarchicalFit;
  beforeAll(async () => {
    fit = await fitSubjects(fitted, hierarchical(model));
  });

  it('covers about 95 % of new data of the subjects when the model is true, and no less of those fitted', async () => {
    const fresh = await posteriorPredictive(fit, later, { statistics, draws: 100, task });
    // intervals of whole numbers hold somewhat more than 95 %; 2 · 60 numbers have a standard error of 2 %
    expect(share(fresh)).toBeGreaterThan(0.89);
    const own = await posteriorPredictive(fit, fitted, { statistics, draws: 100, task });
    expect(share(own)).toBeGreaterThan(0.93);
    for (const { observed, predicted, lower, upper } of own.statistics)
      observed.forEach((_, s) => {
        expect(lower[s]).toBeLessThanOrEqual(Number(predicted[s]));
        expect(predicted[s]).toBeLessThanOrEqual(Number(upper[s]));
      });
  });

  it('does not cover a model that learns something else', async () => {
    const reversed: Subjects = {
      ...fitted,
      trials: fitted.trials.map((trials) => ({
        ...trials,
        columns: { ...trials.columns, choice: trials.columns.choice.map((c) => 1 - c) },
      })),
    };
    const result = await posteriorPredictive(fit, reversed, {
      statistics: { 'first option': ({ columns }) => columns.choice.filter((c) => c === 0).length },
      draws: 100,
      task,
    });
    expect(share(result)).toBeLessThan(0.6);
  });

  it('has the spread of the posterior, or of the task alone at the mode', async () => {
    const subjects = levelSubjects(20, {}, () => 2, 4);
    const levels = await fitSubjects(subjects, hierarchical(level));
    const mean = { mean: ({ columns }: SubjectTrials) => columns.y.reduce((sum, y) => sum + y, 0) / 4 };
    const modes = naturalParameters(levels).data;
    for (const [from, variance] of [
      ['mode', 1 / 4],
      ['posterior', 1 / 4 + levels.subjects.covariance.data[0]],
    ] as const) {
      const { statistics: made } = await posteriorPredictive(levels, subjects, { statistics: mean, from, draws: 400 });
      const [{ predicted, lower, upper, observed }] = made;
      const widths = subjects.names.map((_, s) => Number(upper[s]) - Number(lower[s]));
      const width = widths.reduce((sum, one) => sum + one, 0) / widths.length;
      expect(Math.abs(width / (2 * 1.96 * Math.sqrt(variance)) - 1)).toBeLessThan(0.04);
      predicted.forEach((middle, s) => {
        expect(Math.abs(Number(middle) - modes[s])).toBeLessThan(5 * 1.25 * Math.sqrt(variance / 400));
      });
      observed.forEach((value, s) => {
        expect(value).toBeCloseTo(meanResponses(subjects)[s], 12);
      });
    }
  });

  it('is plain data, the same for the same seed, whichever subjects are checked', async () => {
    const options = { statistics, draws: 5, seed: 3 };
    const all = await posteriorPredictive(fit, fitted, options);
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    expect(all).toMatchObject({
      kind: 'posteriorPredictive',
      settings: { draws: 5, from: 'posterior', task: null },
      seed: 3,
      designed: [],
      fitHash: fit.requestHash,
      dataHash: fit.dataHash,
    });
    const some = await posteriorPredictive(fit, selectSubjects(fitted, [7, 2]), options);
    expect(some.subjects).toEqual(['subject 8', 'subject 3']);
    expect(some.statistics[1].upper).toEqual([7, 2].map((s) => all.statistics[1].upper[s]));
    expect(await posteriorPredictive(fit, fitted, { ...options, seed: 4 })).not.toEqual({ ...all, seed: 4 });
  });

  it('has empty cells where a statistic has no number', async () => {
    const { statistics: made } = await posteriorPredictive(fit, selectSubjects(fitted, [0]), {
      statistics: { none: () => Number.NaN },
      draws: 3,
    });
    expect(made).toEqual([
      { name: 'none', observed: [null], predicted: [null], lower: [null], upper: [null], covered: [null] },
    ]);
  });

  it('reports progress and can be aborted', async () => {
    const seen: FitProgress[] = [];
    const two = selectSubjects(fitted, [0, 1]);
    await posteriorPredictive(fit, two, { statistics, draws: 4, onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(9);
    expect(seen[4]).toMatchObject({ fit: 2, numFits: 2, evaluation: 1, done: false, stage: 'simulating subject 2' });
    expect(seen[8]).toMatchObject({ fit: 2, done: true });
    const signal = AbortSignal.abort();
    await expect(posteriorPredictive(fit, two, { statistics, signal })).rejects.toThrow(/abort/i);
  });

  it('refuses impossible options and subjects that were not fitted', async () => {
    const stranger = { ...selectSubjects(fitted, [0]), names: ['stranger'] };
    await expect(posteriorPredictive(fit, stranger, { statistics })).rejects.toThrow(DataError);
    for (const [options, words] of [
      [{ statistics: {} }, 'at least one function'],
      [{ statistics: { x: 3 } }, 'at least one function'],
      [{ statistics: { x: () => 'a' } }, 'statistics.x gave "a"'],
      [{ statistics, from: 'mean' }, "'posterior' or 'mode'"],
      [{ statistics, draws: 0 }, 'draws'],
      [{ statistics, task: { rewards: 2 } }, 'rewards'],
      [{ statistics, drawz: 2 }, 'drawz'],
    ] as const) {
      const refused = posteriorPredictive(fit, fitted, options as never);
      await expect(refused).rejects.toThrow(SpecError);
      await expect(refused).rejects.toThrow(words);
    }
  });
});
