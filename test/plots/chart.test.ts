import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { type Chart, hconcat, isChart, mapCharts, themed, vconcat, withFixedSize } from '../../src/plots/chart.ts';
import { theme } from '../../src/plots/theme.ts';

const bars: Chart = { title: 'Bars', mark: 'bar', data: { values: [{ width: 'container' }] } };

describe('hconcat and vconcat', () => {
  it('keep titles and leave theme and schema to the whole', () => {
    expect(hconcat(themed(bars), bars).hconcat).toEqual([bars, bars]);
    expect(vconcat(bars, hconcat(bars, bars)).vconcat).toEqual([bars, hconcat(bars, bars)]);
  });

  it('let each chart keep its own colours', () => {
    expect(hconcat(bars).resolve).toMatchObject({ scale: { color: 'independent' }, legend: { color: 'independent' } });
  });

  it('refuse nothing and what is not a chart', () => {
    expect(() => hconcat()).toThrow('hconcat() needs at least one chart, but got none.');
    expect(() => vconcat(bars, { state: 'engaged' })).toThrow(SpecError);
  });
});

describe('themed', () => {
  it('adds the schema of version 5 and the theme of the mode', () => {
    expect(themed(bars, 'dark')).toEqual({
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      ...bars,
      config: theme({ mode: 'dark' }),
    });
  });

  it("lets a chart's own settings win, one by one", () => {
    const own = themed({ ...bars, config: { axisX: { grid: true }, bar: { color: 'red' } } });
    expect(own.config).toMatchObject({ axisX: { grid: true, tickCount: 6 }, bar: { color: 'red' }, padding: 8 });
    expect(themed(themed(bars, 'dark'), 'light')).toEqual(themed(bars, 'dark'));
  });

  it('refuses another mode', () => {
    // @ts-expect-error there are two modes
    expect(() => themed(bars, 'sepia')).toThrow("mode must be 'light' or 'dark', but is \"sepia\".");
  });
});

describe('withFixedSize', () => {
  it('puts numbers in place of a size taken from the container, wherever it stands, and leaves data alone', () => {
    const elastic = { ...bars, width: 'container', height: 'container' };
    const fixed = { ...bars, width: 680, height: 170 };
    expect(withFixedSize(elastic)).toEqual(fixed);
    expect(
      withFixedSize({ vconcat: [{ hconcat: [elastic, bars] }, { facet: {}, spec: { layer: [elastic] } }] }),
    ).toEqual({
      vconcat: [{ hconcat: [fixed, bars] }, { facet: {}, spec: { layer: [fixed] } }],
    });
  });

  it('keeps a width of steps', () => {
    expect(withFixedSize({ ...bars, width: { step: 20 } }).width).toEqual({ step: 20 });
  });
});

describe('mapCharts', () => {
  it('takes layers out without touching the chart it was given', () => {
    const layered = { layer: [bars, { ...bars, title: 'Out' }] };
    expect(mapCharts(layered, (part) => (part.title === 'Out' ? null : part))).toEqual({ layer: [bars] });
    expect(layered.layer).toHaveLength(2);
  });
});

describe('isChart', () => {
  it('knows a specification from other objects', () => {
    expect(isChart(bars)).toBe(true);
    expect(isChart(hconcat(bars))).toBe(true);
    for (const other of [null, 'bar', [bars], { kind: 'table', columns: [] }]) expect(isChart(other)).toBe(false);
  });
});
