import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/plots/chart.ts';
import { objectiveChart } from '../../src/plots/objectiveChart.ts';
import { psychometricChart } from '../../src/plots/psychometricChart.ts';
import { objectives, psychometrics } from '../charts/cases.ts';
import { experiments } from '../charts/experiments.ts';

const usual = experiments.usual!;
const textOf = (chart: Chart) => JSON.stringify(chart.title);

describe('psychometricChart', () => {
  it('draws the share of a guess where it is asked to', () => {
    const text = (options?: { chance: number }) => JSON.stringify(psychometricChart(psychometrics(usual), options));
    expect(text({ chance: 0.25 })).toContain('"datum":0.25');
    expect(text()).not.toContain('"datum":0.25');
  });

  it('shows all trials in grey beside several states only', () => {
    expect(textOf(psychometricChart(psychometrics(usual)))).toContain('Grey: all trials.');
    const one = psychometricChart(psychometrics({ ...usual, states: usual.states.slice(0, 1) }));
    expect(textOf(one)).not.toContain('Grey');
    const drawnRows = JSON.stringify(one.data);
    expect(drawnRows).toContain('engaged');
    expect(drawnRows).not.toContain('all trials');
    expect(JSON.stringify(one)).not.toMatch(/"domain":\[0,2\d\d/);
  });

  it('labels values of a log-like axis that have room, and says what it is', () => {
    const text = JSON.stringify(psychometricChart(psychometrics(usual), { scale: 'symlog', feature: 'Contrast' }));
    expect(text).toContain('"title":"Contrast (log-like axis)"');
    expect(text).toContain('"values":[-1,-0.25,0,0.25,1]');
    expect(text).toContain('"type":"symlog","constant":0.0625');
  });

  it('has a panel a choice where there are several', () => {
    const text = JSON.stringify(psychometricChart(psychometrics(usual, [0, 1])));
    expect(text).toContain('"facet":{"field":"panel","type":"nominal","sort":["Choice 0","Choice 1"]}');
  });
});

describe('objectiveChart', () => {
  it('counts the starts that reach the best', () => {
    expect(textOf(objectiveChart(objectives({ spread: 12 })))).toContain(
      'starts end within 0.01 nats of the best, −6,399.',
    );
  });

  it('has another sentence for a single start', () => {
    expect(textOf(objectiveChart(objectives({ numRestarts: 1 })))).toMatch(/One start: −6,399\.\d\d after 19 steps\./);
  });
});
