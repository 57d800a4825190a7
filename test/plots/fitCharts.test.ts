import { beforeAll, describe, expect, it } from 'vitest';
import { epochs } from '../../src/data/epochs.ts';
import { bias } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { table } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import type { TrainedFit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { classLapses } from '../../src/models/lapses.ts';
import { poisson, softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { type Chart, hconcat, themed, vconcat } from '../../src/plots/chart.ts';
import {
  plotAccuracy,
  plotLapses,
  plotObjective,
  plotOccupancy,
  plotPosterior,
  plotPsychometric,
  plotSession,
  plotTransitions,
  plotTransitionWeights,
  plotWeights,
} from '../../src/plots/fitCharts.ts';
import { plotLikelihoodRatios, plotModels } from '../../src/plots/modelCharts.ts';
import { plotChangeTriggered, plotDwellTimes, plotSwitches, plotTrajectories } from '../../src/plots/pathCharts.ts';
import { posteriorChart } from '../../src/plots/posteriorChart.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { type FitView, type TrainedView, type ViewOptions, viewFit } from '../../src/views/viewFit.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { likelihoodRatios } from '../../src/workflows/likelihoodRatios.ts';
import { compileWithVegaLite5 } from '../charts/vegaLite5.ts';
import { randomTrials } from '../support/randomTrials.ts';

const recorded = randomTrials(51, { lengths: [60, 50, 1, 40], missing: 0.05 });
const trials: Trials = { ...recorded, correct: recorded.choices.map((_, t) => t % 2) };
const penalty = ridge(1, { includeBias: true });
const specs: Readonly<Record<string, GlmHmmSpec>> = {
  'one state': glm(),
  'one state that walks': glm({ weights: randomWalk({ sigma: 0.2 }) }),
  'two states': staticGlmHmm({ numStates: 2, penalty }),
  'six states': staticGlmHmm({ numStates: 6, penalty }),
  'a partial model': partialGlmHmm({ numStates: 2, sigma: 0.2, penalty }),
  'a dynamic model': dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 5, penalty }),
};
const plots: Readonly<Record<string, (view: TrainedView) => Chart>> = {
  plotWeights,
  plotTransitions,
  plotPosterior,
  plotAccuracy,
  plotOccupancy,
  plotObjective,
  plotSession,
  plotSwitches,
  plotTrajectories,
  plotPsychometric: (view) => plotPsychometric(view, 'x0', { bins: 5 }),
};
const names = ['engaged', 'biased right'];
const fits = new Map<string, TrainedFit>();

beforeAll(async () => {
  for (const [name, spec] of Object.entries(specs))
    fits.set(name, await fitTrials(trials, spec, { restarts: 2, maxIterations: 60 }));
});

function viewOf(name: string, options: ViewOptions = {}): TrainedView {
  return viewFit(fits.get(name) as TrainedFit, trials, options);
}

async function requireDrawn(chart: Chart): Promise<string> {
  const warnings: string[] = [];
  const svg = await renderSvg(chart, { onWarning: (message) => warnings.push(message) });
  expect(warnings).toEqual([]);
  expect(compileWithVegaLite5(themed(chart))).toEqual([]);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  return svg;
}

describe.each(Object.keys(specs))('the charts of %s', (name) => {
  it.each(Object.keys(plots))('%s is drawn without a warning and with finite numbers', async (plot) => {
    await requireDrawn((plots[plot] as (typeof plots)[string])(viewOf(name)));
  });
});

describe('every chart of states', () => {
  const ofStates: readonly ((view: FitView) => Chart)[] = [plotWeights, plotPosterior, plotAccuracy, plotOccupancy];

  it('shows them by the names, order and colours of the view', () => {
    const view = viewOf('two states', { orderBy: 'x0', names });
    for (const plot of ofStates) {
      const text = JSON.stringify(plot(view));
      expect(text).toContain('engaged');
      expect(text.indexOf('engaged')).toBeLessThan(text.indexOf('biased right'));
    }
    expect(JSON.stringify(plotTransitions(view))).toContain('biased right');
  });

  it('goes together with others', async () => {
    const view = viewOf('a dynamic model', { orderBy: 'x0' });
    const svg = await requireDrawn(
      vconcat(hconcat(plotAccuracy(view), plotOccupancy(view)), plotWeights(view), plotTransitions(view)),
    );
    expect(svg).toMatch(/^<svg/);
  });
});

describe('truth and uncertainty', () => {
  const transitionMatrix = [
    [0.9, 0.1],
    [0.2, 0.8],
  ];
  const truth = fitFrom(
    staticGlmHmm({ numStates: 2 }),
    {
      weights: [
        [1.2, 0],
        [-0.3, 2],
      ],
      transitionMatrix,
    },
    { featureNames: ['bias', 'x0'] },
  );

  it('are drawn where the view has them', () => {
    const text = (view: FitView) => JSON.stringify(plotWeights(view).title);
    expect(text(viewOf('a partial model', { truth }))).toMatch(/Band.*Dashed: true weights/);
    expect(text(viewOf('a partial model'))).not.toContain('Dashed');
  });

  it('are not asked of a fit without standard errors', async () => {
    const row = [0.5, 1];
    const twins = fitFrom(staticGlmHmm({ numStates: 2 }), { weights: [row, row], transitionMatrix }, trials);
    await requireDrawn(plotWeights(viewFit(twins, trials)));
  });
});

describe('plotPosterior', () => {
  it('shows the session that is asked for, from 1, also one of a single trial', async () => {
    const view = viewOf('two states');
    expect(JSON.stringify(plotPosterior(view).title)).toContain('session 1');
    expect(JSON.stringify(plotPosterior(view, { session: 4 }).title)).toContain('session 4');
    await requireDrawn(plotPosterior(view, { session: 3 }));
    expect(() => plotPosterior(view, { session: 5 })).toThrow(SpecError);
  });

  it('draws a session without any observed choice', async () => {
    const hidden = hideTrials(trials, (_, session) => session === 1);
    await requireDrawn(plotPosterior(viewFit(fits.get('two states') as TrainedFit, hidden), { session: 2 }));
  });

  it('gives each class a row of its own in their order, also one that was not chosen', async () => {
    const { fit, states } = viewOf('two states');
    const labelled: Trials = { ...trials, classNames: ['right', 'left'] };
    const view = viewFit(fit, labelled, { names: states.map(({ name }) => name) });
    const chart = plotPosterior(view, { session: 3 });
    await requireDrawn(chart);
    expect(JSON.stringify(chart)).toContain('"domain":["left","right"');
    expect(JSON.stringify(plotPosterior(view))).toMatch(
      /"choice":"right".*"choice":"left"|"choice":"left".*"choice":"right"/,
    );
  });

  it('draws three classes as three rows, and none of them for a missing choice', async () => {
    const cells = ['none', 'L', null, 'R'];
    const chart = posteriorChart(
      table([
        { name: 'session', type: 'number', values: [1, 1, 1, 1] },
        { name: 'trial', type: 'number', values: [1, 2, 3, 4] },
        { name: 'state', type: 'string', values: ['a', 'a', 'a', 'a'] },
        { name: 'probability', type: 'number', values: [1, 1, 1, 1] },
      ]),
      {
        choices: ['none', 'L', 'R'],
        trials: table([
          { name: 'session', type: 'number', values: [1, 1, 1, 1] },
          { name: 'trial', type: 'number', values: [1, 2, 3, 4] },
          { name: 'choice', type: 'string', values: cells },
          { name: 'correct', type: 'boolean', values: [true, false, null, null] },
          { name: 'observed', type: 'boolean', values: [true, true, false, true] },
        ]),
      },
    );
    await requireDrawn(chart);
    expect(JSON.stringify(chart)).toContain('"domain":["R","L","none","no choice"]');
  });

  it('draws the states of counts over their time, without choices above them', async () => {
    const counts = readTrials(
      { count: [0, 7, 1, 9, 3], time: [0.5, 1.5, 2.5, 10, 11] },
      {
        y: 'count',
        features: { bias: bias() },
        sessionStarts: epochs({ time: 'time', start: [0, 10], end: [3, 12] }),
      },
    );
    const fit = fitFrom(
      glmHmm({ numStates: 2, observation: poisson() }),
      {
        weights: [[0], [2]],
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
      },
      counts,
    );
    const chart = plotPosterior(viewFit(fit, counts));
    await requireDrawn(chart);
    expect(JSON.stringify(chart)).not.toContain('Choice');
    expect(JSON.stringify(chart)).toContain('"title":"Time"');
  });
});

describe('plotAccuracy', () => {
  it('draws the measure that is asked for', async () => {
    const view = viewOf('two states', { names });
    for (const column of ['modelAccuracy', 'softAccuracy', 'hardAccuracy'] as const)
      await requireDrawn(plotAccuracy(view, { column }));
  });

  it('says that the correct side is missing', () => {
    const view = viewFit(fits.get('two states') as TrainedFit, recorded);
    expect(() => plotAccuracy(view)).toThrow(DataError);
  });
});

describe('plotDwellTimes', () => {
  it.each(['two states', 'six states', 'a partial model', 'a dynamic model'])('draws those of %s', async (name) => {
    const chart = plotDwellTimes(viewOf(name), { draws: 5, seed: 2 });
    await requireDrawn(chart);
    expect(JSON.stringify(chart.title).includes('Dotted')).toBe(name !== 'a dynamic model');
  });

  it('takes its title and the options of the table', () => {
    const text = JSON.stringify(plotDwellTimes(viewOf('two states'), { title: 'Dwell', draws: 1, binWidth: 50 }));
    expect(text).toContain('"text":["Dwell"]');
    expect(text).toContain('1 to 50');
    expect(() => plotDwellTimes(viewOf('two states'), { draws: 0 })).toThrow(SpecError);
  });

  it('says that a single state has no run that ends', () => {
    expect(() => plotDwellTimes(viewOf('one state'), { draws: 1 })).toThrow(DataError);
  });
});

describe('plotTransitionWeights', () => {
  const spec = glmHmm({ numStates: 2, transitions: inputDriven({ features: ['x0'] }), penalty });

  it('has a panel an input and a point each transition, with its standard error', async () => {
    const driven = await fitTrials(trials, spec, { restarts: 1, maxIterations: 60 });
    const chart = plotTransitionWeights(viewFit(driven, trials, { orderBy: 'x0', names }));
    await requireDrawn(chart);
    const text = JSON.stringify(chart);
    expect(text).toContain('"sort":["x0"]');
    expect(text).toContain('"from":"from engaged","state":"biased right"');
    expect(text).not.toContain('"from":"from engaged","state":"engaged"');
    expect(text).toContain('Weight (log-odds against staying per unit)');
    expect(text).toContain('Bar: ±1 s.e.');
  });

  it('says that nothing drives the transitions', () => {
    expect(() => plotTransitionWeights(viewOf('two states'))).toThrow(SpecError);
  });
});

describe('plotWeights of three classes', () => {
  const [K, C] = [2, 3];
  const weights = Array.from({ length: K }, (_, k) =>
    Array.from({ length: C }, (_, c) => (c === 0 ? [0, 0] : [k - 1, c + k])),
  );
  const labelled: Trials = { ...trials, classNames: ['left', 'centre', 'right'] };

  it('has a panel each but the reference', async () => {
    const spec = glmHmm({ numStates: K, observation: softmax({ numClasses: C, reference: 0 }) });
    const chart = plotWeights(
      viewFit(
        fitFrom(
          spec,
          {
            weights,
            transitionMatrix: [
              [0.9, 0.1],
              [0.2, 0.8],
            ],
          },
          labelled,
        ),
        labelled,
      ),
    );
    await requireDrawn(chart);
    const text = JSON.stringify(chart);
    expect(text).toContain('"facet":{"field":"class","type":"nominal","sort":["centre","right"]}');
    expect(text).toContain('log-odds against left');
  });
});

describe('plotSwitches', () => {
  it('counts those of the path that is asked for', () => {
    const view = viewOf('two states');
    const sessions = (path: 'viterbi' | 'argmax') =>
      (plotSwitches(view, { path }) as { layer: { data: { values: { sessions: number }[] } }[] }).layer[0].data.values;
    for (const path of ['viterbi', 'argmax'] as const)
      expect(sessions(path).reduce((sum, bar) => sum + bar.sessions, 0)).toBe(4);
    expect(() => plotSwitches(view, { path: 'best' as 'argmax' })).toThrow(SpecError);
  });
});

describe('plotChangeTriggered', () => {
  it('is about the first state of the view, or the one that is asked for', async () => {
    const view = viewOf('two states', { orderBy: 'x0', names });
    const chart = plotChangeTriggered(view, { window: 5 });
    await requireDrawn(chart);
    expect(JSON.stringify(chart)).toMatch(/into engaged, \d+ switch/);
    expect(JSON.stringify(plotChangeTriggered(view, { state: 'biased right', title: 'Bias' }).title)).toContain('Bias');
    expect(() => plotChangeTriggered(view, { state: 'asleep' })).toThrow(SpecError);
  });

  it('says that a single state never switches', () => {
    expect(() => plotChangeTriggered(viewOf('one state'))).toThrow('nothing to draw');
  });
});

describe('plotLapses', () => {
  it('shows each lapse of each state, and says that there are none', async () => {
    const spec = glmHmm({ numStates: 2, penalty, lapses: classLapses() });
    const fit = await fitTrials(trials, spec, { restarts: 1, maxIterations: 40 });
    const chart = plotLapses(viewFit(fit, { ...trials, classNames: ['left', 'right'] }, { orderBy: 'x0', names }));
    await requireDrawn(chart);
    expect(JSON.stringify(chart)).toMatch(/"state":"engaged","lapse":"left".*"state":"biased right","lapse":"right"/);
    expect(() => plotLapses(viewOf('two states'))).toThrow(SpecError);
  });
});

describe('plotSession', () => {
  it('draws the session and the features that are asked for', async () => {
    const view = viewOf('two states', { names });
    const chart = plotSession(view, { session: 4, features: ['bias', 'x0'], smoothing: 5 });
    await requireDrawn(chart);
    const text = JSON.stringify(chart);
    expect(text).toContain('Session 4');
    expect(text).toContain('"text":"bias"');
    expect(JSON.stringify(plotSession(view))).not.toContain('"text":"bias"');
    expect(() => plotSession(view, { features: ['contrast'] })).toThrow(DataError);
    expect(() => plotSession(view, { session: 5 })).toThrow(SpecError);
  });

  it('draws a session without a known correct side, and one of a single trial', async () => {
    const view = viewFit(fits.get('two states') as TrainedFit, recorded);
    expect(JSON.stringify(plotSession(view))).not.toContain('Correct choices');
    await requireDrawn(plotSession(view, { session: 3 }));
  });
});

describe('plotModels and plotLikelihoodRatios', () => {
  it('draw fits of the same trials, and their regressors', async () => {
    const [one, two, walking] = ['one state', 'two states', 'a partial model'].map(
      (name) => fits.get(name) as TrainedFit,
    );
    const chart = plotModels({ GLM: one, 'two states': two, walking }, trials);
    await requireDrawn(chart);
    expect(JSON.stringify(chart.title)).toContain('Without AIC and BIC: walking.');
    const ratios = await likelihoodRatios(trials, one);
    await requireDrawn(plotLikelihoodRatios(ratios));
    expect(() => plotLikelihoodRatios([])).toThrow(DataError);
    expect(() => plotModels({}, trials)).toThrow(SpecError);
  });
});

describe('plotPsychometric', () => {
  it('takes the options of the table and of the chart', async () => {
    const chart = plotPsychometric(viewOf('two states', { names }), 'x0', {
      bins: 3,
      choice: 'each',
      others: 'mean',
      feature: 'Evidence',
    });
    await requireDrawn(chart);
    const text = JSON.stringify(chart);
    expect(text).toContain('"title":"Evidence"');
    expect(text).toContain('Choice 0');
    expect(() => plotPsychometric(viewOf('two states'), 'contrast')).toThrow(DataError);
  });
});

describe('plotObjective', () => {
  it('draws a line for each start', () => {
    const view = viewOf('two states');
    const text = JSON.stringify(plotObjective(view));
    expect(text).toContain('"restart":2');
    expect(text).not.toContain('"restart":3');
  });
});
