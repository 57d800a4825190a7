import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { SpecError } from '../../src/errors.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { dynamicGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { subjectTable } from '../../src/views/subjectTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import { fitEach } from '../../src/workflows/fitEach.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { cohortTrials, pooledCohort } from '../support/cohortTrials.ts';
import { permutations, trialsOf } from '../support/models.ts';

const subjects = cohortTrials(1);
const sticky = (numStates: number): number[][] =>
  Array.from({ length: numStates }, (_, i) =>
    Array.from({ length: numStates }, (_, j) => (i === j ? 1 - 0.1 * (numStates - 1) : 0.1)),
  );
const of = (weights: readonly (readonly number[])[]): Fit =>
  fitFrom(
    staticGlmHmm({ numStates: weights.length }),
    { weights, transitionMatrix: sticky(weights.length) },
    { featureNames: ['bias', 'x'] },
  );
/** Engaged, biased left, biased right; each subject a little differently, and in another order. */
const ordered = subjects.map((_, i) =>
  of([
    [0.1 * i, 3 + i],
    [-2 - i, 0.5],
    [2, 0.2 * i],
  ]),
);
const fits = ordered.map((fit, i) => permuteStates(fit, permutations(3)[i + 1]));
const names = ['engaged', 'biased left', 'biased right'];

describe('viewFits by a rule', () => {
  it('labels the states of each subject by what they do, in one order with one colour', () => {
    const cohort = viewFits(fits, subjects, { labels: { engaged: 'x' } });
    expect(cohort.states).toEqual([
      { name: 'engaged', color: 0 },
      { name: 'biased left', color: 1 },
      { name: 'biased right', color: 2 },
    ]);
    expect(cohort.subjects.map(({ subject }) => subject)).toEqual(['B', 'A', 'C']);
    cohort.subjects.forEach(({ view, match }, i) => {
      expect(view.states).toEqual(cohort.states);
      expect(view.fit).toEqual(ordered[i]);
      expect(view.trials).toBe(subjects[i]);
      expect(match).toBeNull();
    });
    expect(structuredClone(cohort)).toEqual(cohort);
  });

  it('is what viewFit gives for each subject', () => {
    for (const options of [{ labels: { engaged: 'x' } }, { orderBy: 'x', names }]) {
      const cohort = viewFits(fits, subjects, options);
      cohort.subjects.forEach(({ view }, i) => {
        expect(view).toEqual(viewFit(fits[i], subjects[i], options));
      });
    }
  });

  it('takes names from a function, in the order of the first subject', () => {
    const labels = ({ params }: Fit): string[] =>
      Array.from({ length: 3 }, (_, k) => {
        const [b, x] = [params.weights.data[2 * k], params.weights.data[2 * k + 1]];
        return x > 1 ? 'follows' : b > 0 ? 'right' : 'left';
      });
    const cohort = viewFits(fits, subjects, { labels });
    const first = labels(fits[0]);
    expect(cohort.states.map(({ name }) => name)).toEqual(first);
    for (const { view } of cohort.subjects) expect(labels(view.fit)).toEqual(first);
    const wanted = ['left', 'right', 'follows'];
    const named = viewFits(fits, subjects, { labels, names: wanted });
    for (const { view } of named.subjects) expect(labels(view.fit)).toEqual(wanted);
    expect(() =>
      viewFits(fits, subjects, {
        labels: (fit, trials) => labels(fit).map((name) => `${name}${trials.subject === 'C'}`),
      }),
    ).toThrow(/^Subject "C": labels calls the states/);
  });

  it('keeps subjects without a fit, with their reason', () => {
    const each = [
      { subject: 'C', fit: fits[2], reason: null },
      { subject: 'A', fit: null, reason: 'It never chose.' },
      { subject: 'B', fit: fits[0], reason: null },
    ];
    const cohort = viewFits(each, subjects, { labels: { engaged: 'x' } });
    expect(cohort.subjects.map(({ subject, view }) => [subject, view.trials.subject])).toEqual([
      ['B', 'B'],
      ['C', 'C'],
    ]);
    expect(cohort.subjects[1].view.fit).toEqual(ordered[2]);
    expect(cohort.unfitted).toEqual([{ subject: 'A', trials: subjects[1], reason: 'It never chose.' }]);
    expect(rowsOf(subjectTable(cohort))).toEqual([
      expect.objectContaining({ subject: 'B', fitted: true, sessions: 2, trials: 120, observed: 120, reason: null }),
      expect.objectContaining({ subject: 'C', fitted: true, sessions: 4, trials: 240, matchCost: null }),
      expect.objectContaining({ subject: 'A', fitted: false, sessions: 3, trials: 180, reason: 'It never chose.' }),
    ]);
  });
});

describe('labels by role', () => {
  const trials = subjects[0];
  const namesOf = (fit: Fit, absolute = false): [string, number][] => {
    const { states, order } = viewFit(fit, trials, { labels: { engaged: 'x', absolute } });
    return states.map(({ name }, i) => [name, order[i]]);
  };

  it('know one, two and four states', () => {
    expect(namesOf(of([[0, 1]]))).toEqual([['engaged', 0]]);
    expect(
      namesOf(
        of([
          [0, 1],
          [9, 2],
        ]),
      ),
    ).toEqual([
      ['engaged', 1],
      ['disengaged', 0],
    ]);
    expect(
      namesOf(
        of([
          [-1, 0],
          [3, 0],
          [0, 4],
          [1, 1],
        ]),
      ),
    ).toEqual([
      ['engaged', 2],
      ['biased left', 0],
      ['biased right', 1],
      ['disengaged', 3],
    ]);
    expect(
      namesOf(
        of([
          [0.5, 0],
          [3, 0],
          [0, 4],
          [1, 1],
          [-1, 0],
        ]),
      ).slice(3),
    ).toEqual([
      ['disengaged 1', 0],
      ['disengaged 2', 3],
    ]);
  });

  it('take the size of a weight when asked to', () => {
    const fit = of([
      [0, 1],
      [0, -2],
      [1, 0],
    ]);
    expect(namesOf(fit)[0]).toEqual(['engaged', 0]);
    expect(namesOf(fit, true)[0]).toEqual(['engaged', 1]);
  });

  it('average weights over sessions', () => {
    const walking = fitFrom(
      dynamicGlmHmm({ numStates: 2, sigma: 1, alpha: 1, center: sticky(2) }),
      {
        weights: [
          [
            [0, 2],
            [0, 1],
          ],
          [
            [0, 2],
            [0, 5],
          ],
        ],
        transitionMatrix: [sticky(2), sticky(2)],
      },
      trials,
    );
    expect(namesOf(walking)).toEqual([
      ['engaged', 1],
      ['disengaged', 0],
    ]);
  });

  it('take the mean of own-side weights among classes, whatever the reference', () => {
    const own = trialsOf({
      choices: [0, 1, 2, 0],
      features: { left: [1, 0, 1, 0], right: [0, 1, 1, 0] },
      classNames: ['C', 'L', 'R'],
    });
    // [class, feature] in each state: the second follows the sides more, the third against them
    const weights = [
      [
        [0, 0],
        [1, -1],
        [-1, 1],
      ],
      [
        [0, 0],
        [2, -1],
        [-1, 3],
      ],
      [
        [0, 0],
        [-3, 1],
        [1, -3],
      ],
    ];
    for (const reference of [0, 1, 2]) {
      const fit = fitFrom(
        glmHmm({ numStates: 3, observation: softmax({ numClasses: 3, reference }) }),
        { weights, transitionMatrix: sticky(3) },
        own,
      );
      const { states, order } = viewFit(fit, own, { labels: { engaged: { left: 'L', right: 'R' } } });
      expect(order).toEqual([1, 0, 2]);
      expect(states.map(({ name }) => name)).toEqual(['engaged', 'disengaged 1', 'disengaged 2']);
      expect(() => viewFit(fit, own, { labels: { engaged: 'left' } })).toThrow(SpecError);
    }
  });

  it('pair the other states with the classes, where there is one for each', () => {
    const own = trialsOf({
      choices: [0, 1, 2, 0],
      features: { bias: [1, 1, 1, 1], left: [1, 0, 1, 0] },
      classNames: ['C', 'L', 'R'],
    });
    const biases = [
      [0, 1, 2],
      [0, 0, 0],
      [0, 2, 2.5],
      [1, 0, 0],
    ];
    const weights = biases.map((row, k) => row.map((b, c) => [b, k === 1 && c === 1 ? 4 : 0]));
    for (const reference of [0, 1, 2]) {
      const fit = fitFrom(
        glmHmm({ numStates: 4, observation: softmax({ numClasses: 3, reference }) }),
        { weights, transitionMatrix: sticky(4) },
        own,
      );
      const { states, order } = viewFit(fit, own, { labels: { engaged: { left: 'L' } } });
      expect(states.map(({ name }) => name)).toEqual(['engaged', 'biased C', 'biased L', 'biased R']);
      // the best of all pairings of states 0, 2 and 3 with classes C, L and R
      const others = [0, 2, 3];
      const centred = (k: number, c: number): number => biases[k][c] - (biases[k][0] + biases[k][1] + biases[k][2]) / 3;
      const worth = (places: readonly number[]): number =>
        places.reduce((sum, place, c) => sum + centred(others[place], c), 0);
      const best = permutations(3).reduce((a, b) => (worth(b) > worth(a) ? b : a));
      expect(order).toEqual([1, ...best.map((place) => others[place])]);
    }
  });

  it('turn round with the class that a feature speaks for', () => {
    const fit = of([
      [0, 1],
      [0, -2],
    ]);
    expect(viewFit(fit, trials, { labels: { engaged: { x: 1 } } }).order).toEqual([0, 1]);
    expect(viewFit(fit, trials, { labels: { engaged: { x: 0 } } }).order).toEqual([1, 0]);
  });
});

describe('viewFits by a reference', () => {
  const pooled = viewFit(
    of([
      [2, 0.2],
      [0, 3.5],
      [-2.5, 0.3],
    ]),
    pooledCohort(1),
    { labels: { engaged: 'x' } },
  );

  it('matches the states of each subject, and takes names and colours of the view', () => {
    const cohort = viewFits(fits, subjects, { reference: pooled });
    expect(cohort.states).toBe(pooled.states);
    cohort.subjects.forEach(({ view, match }, i) => {
      expect(view.fit).toEqual(ordered[i]);
      expect(match?.ambiguous).toBe(false);
      expect(match?.margin).toBeGreaterThan(0.1);
    });
  });

  it('takes names of its own for a fit', () => {
    const named = viewFits(fits, subjects, { reference: pooled.fit, names: ['a', 'b', 'c'] });
    expect(named.states.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(named.subjects[2].view.fit).toEqual(ordered[2]);
    expect(viewFits(fits, subjects, { reference: pooled.fit }).states[2].name).toBe('state 3');
  });

  it('averages what the reference has for each session', () => {
    const weights = [1, 3].flatMap((by) =>
      Array.from({ length: by === 1 ? 4 : 5 }, () => [
        [by, 0.2],
        [0, 2 * by],
      ]),
    );
    const walking = fitFrom(
      dynamicGlmHmm({ numStates: 2, sigma: 1, alpha: 1, center: sticky(2) }),
      { weights, transitionMatrix: weights.map(() => sticky(2)) },
      { featureNames: ['bias', 'x'] },
    );
    const two = subjects.map((_, i) =>
      permuteStates(
        of([
          [2, 0.1],
          [0, 4],
        ]),
        i === 1 ? [0, 1] : [1, 0],
      ),
    );
    const cohort = viewFits(two, subjects, { reference: walking });
    for (const { view } of cohort.subjects) expect(view.fit.params.weights.data).toEqual(Float64Array.of(2, 0.1, 0, 4));
    const mean = viewFits(two, subjects, {
      reference: of([
        [19 / 9, 0.2],
        [0, 38 / 9],
      ]),
    });
    cohort.subjects.forEach(({ match }, i) => {
      expect(match?.cost).toBeCloseTo(mean.subjects[i].match?.cost as number, 12);
    });
  });

  it('says of each subject whether the match is ambiguous', () => {
    const alike = of([
      [0, 3],
      [2, 0],
      [2.001, 0],
    ]);
    const cohort = viewFits([fits[0], alike, fits[2]], subjects, { reference: pooled });
    expect(cohort.subjects.map(({ match }) => match?.ambiguous)).toEqual([false, true, false]);
    expect(rowsOf(subjectTable(cohort)).map((row) => [row.ambiguous, row.matchMargin])).toEqual(
      cohort.subjects.map(({ match }) => [match?.ambiguous, match?.margin]),
    );
  });

  it('has no part for a fit of another number of states', () => {
    expect(() =>
      viewFits(fits, subjects, {
        reference: of([
          [0, 1],
          [1, 0],
        ]),
      }),
    ).toThrow(/^Subject "B": Fits with 3/);
  });
});

describe('a cohort from its pooled fit', () => {
  it('has the states that made the choices of each subject', async () => {
    const designs = cohortTrials(7, ['A', 'B', 'C'], 300);
    const truths = designs.map((_, i) =>
      of([
        [0, 4 + i],
        [-2.5 - 0.3 * i, 0.5],
        [2.5, 0.3 * i],
      ]),
    );
    const made = designs.map((like, i) => simulate(truths[i], { like, seed: i }).trials);
    const all = pooledCohort(7, ['A', 'B', 'C'], 300);
    const together = { ...all, choices: Int32Array.from(made.flatMap(({ choices }) => Array.from(choices))) };
    const spec = staticGlmHmm({ numStates: 3 });
    const startFrom = await fitTrials(together, spec, { restarts: 5 });
    const each = await fitEach(made, spec, { startFrom });
    const labels = { engaged: 'x' };
    const byRule = viewFits(each, made, { labels });
    const byReference = viewFits(each, made, { reference: viewFit(startFrom, together, { labels }) });
    byRule.subjects.forEach(({ view }, i) => {
      expect(view).toEqual(byReference.subjects[i].view);
      const [recovered] = alignStates([view.fit], { on: made[i], to: truths[i] });
      expect(recovered.order).toEqual([0, 1, 2]);
      expect(recovered.cost / 3).toBeLessThan(0.08);
    });
  });
});
