import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import type { SubjectTrials } from '../../../src/models/behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../../../src/models/behavior/behaviors.ts';
import { discounting } from '../../../src/models/behavior/discounting.ts';
import { ownBehavior } from '../../../src/models/behavior/ownBehavior.ts';
import { prosocialLearning } from '../../../src/models/behavior/prosocialLearning.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { selfOtherLearning } from '../../../src/models/behavior/selfOtherLearning.ts';
import { simulateAgain } from '../../../src/models/behavior/simulateAgain.ts';
import { twoStep } from '../../../src/models/behavior/twoStep.ts';
import { unit } from '../../../src/models/hierarchical/scales.ts';
import { random } from '../../../src/numerics/random.ts';

const learner = behaviorOf(rescorlaWagner());
const parameters = { inverseTemperature: 4, learningRate: 0.4 };

/** Two blocks of a learner, of 7 and 5 trials, as data have them. */
const recorded: SubjectTrials = {
  numTrials: 12,
  blockStarts: Int32Array.of(0, 7),
  columns: {
    choice: Float64Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1),
    reward: Float64Array.of(1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0),
    payoff: Float64Array.from({ length: 12 }, (_, t) => t),
  },
};

const withMissing = (missing: (t: number) => boolean): SubjectTrials => ({
  ...recorded,
  columns: {
    ...recorded.columns,
    choice: recorded.columns.choice.map((c, t) => (missing(t) ? Number.NaN : c)),
  },
});

describe('simulateAgain', () => {
  it('draws the task that data lack, and keeps what they have', () => {
    const again = simulateAgain(learner, recorded);
    expect(again.designed).toEqual(['rewardProbability0', 'rewardProbability1']);
    const { columns, blockStarts } = again.draw(parameters, 1);
    expect(Object.keys(columns).sort()).toEqual(['choice', 'payoff', 'reward']);
    expect(blockStarts).toEqual(recorded.blockStarts);
    expect(columns.payoff).toEqual(recorded.columns.payoff);
    expect(again.draw(parameters, 1)).toEqual(again.draw(parameters, 1));
    expect(again.draw(parameters, 1)).not.toEqual(again.draw(parameters, 2));
  });

  it('takes the task from columns of the data, or from options', () => {
    const always = (reward: number): SubjectTrials => ({
      ...recorded,
      columns: {
        ...recorded.columns,
        rewardProbability0: new Float64Array(12).fill(reward),
        rewardProbability1: new Float64Array(12).fill(reward),
      },
    });
    for (const reward of [0, 1]) {
      const fromData = simulateAgain(learner, always(reward));
      expect(fromData.designed).toEqual([]);
      expect(new Set(fromData.draw(parameters, 1).columns.reward)).toEqual(new Set([reward]));
      const fromTask = simulateAgain(learner, always(1 - reward), { rewardProbabilities: [reward, reward] });
      expect(new Set(fromTask.draw(parameters, 1).columns.reward)).toEqual(new Set([reward]));
    }
  });

  it('leaves out trials without a response, in which nothing is learned', () => {
    const missing = (t: number) => t === 2 || t === 5 || t > 6;
    const again = simulateAgain(learner, withMissing(missing));
    const kept = [0, 1, 3, 4, 6];
    const short = simulateAgain(learner, {
      numTrials: 5,
      blockStarts: Int32Array.of(0),
      columns: { choice: new Float64Array(5), reward: new Float64Array(5) },
    });
    for (let seed = 1; seed < 30; seed++) {
      const { columns } = again.draw(parameters, seed);
      const expected = short.draw(parameters, seed).columns;
      expect(kept.map((t) => columns.choice[t])).toEqual([...expected.choice]);
      expect(kept.map((t) => columns.reward[t])).toEqual([...expected.reward]);
      for (const t of [2, 5, 7, 11]) expect([columns.choice[t], columns.reward[t]]).toEqual([Number.NaN, Number.NaN]);
    }
  });

  it.each<[string, BehaviorSpec, object]>([
    ['prosocialLearning', prosocialLearning(), { numBlocks: 3, numTrials: 5 }],
    ['selfOtherLearning', selfOtherLearning(), { numBlocks: 6, numTrials: 4 }],
    ['twoStep', twoStep(), { numTrials: 30 }],
    ['discounting', discounting({ cost: 'delay' }), {}],
  ])('repeats %s with its given columns, from data without the rest', (_, spec, task) => {
    const model = behaviorOf(spec);
    const values = Object.fromEntries(Object.keys(model.parameters).map((name) => [name, 0.5]));
    const design = model.design(task, random(3));
    const all = { ...design.columns, ...model.simulate(values, design, random(4)) };
    const columns = Object.fromEntries(Object.keys(model.columns).map((name) => [name, all[name]]));
    const trials = { ...design, columns };
    const again = simulateAgain(model, trials);
    const drawn = again.draw(values, 5);
    expect(again.designed).toEqual(Object.keys(design.columns).filter((name) => !(name in model.columns)));
    for (const [name, { role }] of Object.entries(model.columns)) {
      if (role === 'given') expect(drawn.columns[name]).toEqual(columns[name]);
      expect(drawn.columns[name].some(Number.isNaN)).toBe(false);
    }
  });

  it('needs no design where the model has none, and says when one has another length', () => {
    const bare = {
      name: 'coin',
      parameters: { bias: unit() },
      columns: { choice: { role: 'response', numClasses: 2 } },
      logLikelihood: () => 0,
      simulate: (_: object, { numTrials }: SubjectTrials) => ({ choice: new Float64Array(numTrials).fill(1) }),
    } as const;
    expect(simulateAgain(ownBehavior(bare), recorded).draw({ bias: 1 }, 1).columns.choice).toEqual(
      new Float64Array(12).fill(1),
    );
    const rigid = ownBehavior({
      ...bare,
      design: () => ({ numTrials: 3, blockStarts: Int32Array.of(0), columns: { hint: new Float64Array(3) } }),
    });
    expect(() => simulateAgain(rigid, recorded).draw({ bias: 1 }, 1)).toThrow(SpecError);
    expect(() => simulateAgain(rigid, recorded).draw({ bias: 1 }, 1)).toThrow('give subjects the columns hint');
    expect(() => simulateAgain(learner, recorded, { rewards: 1 })).toThrow(SpecError);
  });
});
