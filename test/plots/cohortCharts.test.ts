import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { type Chart, themed } from '../../src/plots/chart.ts';
import { plotAccuracy, plotOccupancy, plotWeights } from '../../src/plots/fitCharts.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import { compileWithVegaLite5 } from '../charts/vegaLite5.ts';
import { cohortTrials } from '../support/cohortTrials.ts';

const subjects = cohortTrials(3, ['A', 'B', 'C'], 20);
const transitionMatrix = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const weights = (s: number) => [
  [0, 3 + s],
  [s, 0],
];
const names = ['engaged', 'biased right'];
const fits = subjects.map((trials, s) =>
  fitFrom(staticGlmHmm({ numStates: 2 }), { weights: weights(s), transitionMatrix }, trials),
);
const cohort = viewFits(fits, subjects, { orderBy: 'x', names });

type Row = { subject?: string; state: string; panel: string; value: number };
const rowsOf = (chart: Chart) => (chart as unknown as { data: { values: Row[] } }).data.values;

async function requireDrawn(chart: Chart): Promise<void> {
  const warnings: string[] = [];
  expect(await renderSvg(chart, { onWarning: (message) => warnings.push(message) })).not.toMatch(/NaN|Infinity/);
  expect([...warnings, ...compileWithVegaLite5(themed(chart))]).toEqual([]);
}

describe('plotWeights of a cohort', () => {
  it('has a panel a feature, with each subject and their mean', async () => {
    const chart = plotWeights(cohort);
    await requireDrawn(chart);
    const ofX = rowsOf(chart).filter(({ panel, state }) => panel === 'x' && state === 'engaged');
    expect(ofX.map(({ subject, value }) => [subject, value])).toEqual([
      ['A', 3],
      ['B', 4],
      ['C', 5],
      [undefined, 4],
    ]);
    expect(JSON.stringify(plotWeights(cohort, { title: 'Mice' }).title)).toContain('Mice');
  });

  it('takes each subject at its mean where weights walk', async () => {
    const walking = subjects.map((trials, s) =>
      fitFrom(
        partialGlmHmm({ numStates: 2, sigma: 1 }),
        { weights: trials.sessionNames.map((_, session) => weights(s + session)), transitionMatrix },
        trials,
      ),
    );
    const chart = plotWeights(viewFits(walking, subjects, { orderBy: 'x', names }));
    await requireDrawn(chart);
    const [first] = rowsOf(chart).filter(({ panel, state }) => panel === 'x' && state === 'engaged');
    expect(first.value).toBe(3 + (subjects[0].sessionNames.length - 1) / 2);
  });

  it('has a panel a feature and class of several choices', async () => {
    const spec = glmHmm({ numStates: 1, observation: softmax({ numClasses: 3, reference: 0 }) });
    const labelled = subjects.map((trials) => ({ ...trials, classNames: ['left', 'centre', 'right'] }));
    const ofThree = labelled.map((trials) =>
      fitFrom(
        spec,
        {
          weights: [
            [
              [0, 0],
              [1, 2],
              [0, 3],
            ],
          ],
        },
        trials,
      ),
    );
    const chart = plotWeights(viewFits(ofThree, labelled));
    await requireDrawn(chart);
    expect(JSON.stringify(chart.facet)).toContain('["bias, centre","x, centre","bias, right","x, right"]');
  });
});

describe('plotAccuracy and plotOccupancy of a cohort', () => {
  it('show each subject and their mean, accuracy also of all trials', async () => {
    const accuracy = plotAccuracy(cohort, { column: 'softAccuracy' });
    await requireDrawn(accuracy);
    expect(new Set(rowsOf(accuracy).map(({ state }) => state))).toEqual(new Set([...names, 'all trials']));
    const occupancy = plotOccupancy(cohort, { column: 'hard' });
    await requireDrawn(occupancy);
    const shares = rowsOf(occupancy).filter(({ subject }) => subject === 'B');
    expect(shares.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 5);
  });
});

describe("as: 'box'", () => {
  it('draws the quartiles and the median of the subjects', async () => {
    for (const chart of [
      plotWeights(cohort, { as: 'box' }),
      plotAccuracy(cohort, { as: 'box' }),
      plotOccupancy(cohort, { as: 'box' }),
    ])
      await requireDrawn(chart);
    const chart = plotWeights(cohort, { as: 'box' });
    const ofX = rowsOf(chart).filter(({ panel, state }) => panel === 'x' && state === 'engaged');
    expect(ofX.at(-1)).toMatchObject({ value: 4, lower: 3.5, upper: 4.5, numSubjects: 3 });
    expect(JSON.stringify(chart.title)).toContain('Box: quartiles and median.');
  });

  it('is one of two ways', () => {
    expect(() => plotWeights(cohort, { as: 'violin' as 'box' })).toThrow(
      `as must be 'mean' or 'box', but is "violin".`,
    );
  });
});
