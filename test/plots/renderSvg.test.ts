import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { charts } from '../charts/cases.ts';

const points = {
  data: { values: [{ x: 1, y: 2 }] },
  mark: 'point',
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
};

describe('renderSvg', () => {
  it('paints the background of the mode', async () => {
    expect(await renderSvg(points)).toContain('fill="#ffffff"');
    expect(await renderSvg(points, { mode: 'dark' })).toContain('fill="#1b1b1b"');
  });

  it('tells its caller what Vega-Lite warns of', async () => {
    const warnings: string[] = [];
    await renderSvg(
      { ...points, mark: 'bar', encoding: { ...points.encoding, shape: { value: 'circle' } } },
      { onWarning: (message) => warnings.push(message) },
    );
    expect(warnings.join()).toMatch(/shape/);
  });

  it('refuses what Vega cannot draw', async () => {
    await expect(renderSvg({ ...points, transform: [{ filter: 'datum.x >' }] })).rejects.toThrow(SpecError);
    await expect(renderSvg({ title: 'nothing to draw' })).rejects.toThrow(SpecError);
  });

  it('draws a chart that asks for the width of its container', async () => {
    expect(await renderSvg({ ...points, width: 'container' })).toMatch(/width="7\d\d"/);
  });

  it('leaves pointer targets out and the chart as it was', async () => {
    const chart = charts['usual.accuracy'] ?? {};
    const before = structuredClone(chart);
    expect(await renderSvg(chart)).not.toContain('opacity="0"');
    expect(chart).toStrictEqual(before);
  });

  it('cuts a name that is too long and leaves no room for the rest', async () => {
    const svg = await renderSvg(charts['longNames.stayProbabilities'] ?? {});
    expect(svg).toMatch(/>engaged and attentive[^<]*…</);
    expect(Number(svg.match(/width="([\d.]+)"/)?.[1])).toBeLessThan(700);
  });

  it('escapes markup in names', async () => {
    const svg = await renderSvg({ ...points, title: '<script>alert(1)</script>' });
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;');
  });
});
