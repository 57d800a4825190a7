import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { saveChart } from '../../src/plots/saveChart.ts';
import { charts } from '../charts/cases.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const chart = charts['usual.accuracy'] ?? {};
let folder = '';

beforeAll(() => {
  folder = temporaryFolder();
});

describe('saveChart', () => {
  it('writes the SVG of the chart and makes missing folders', async () => {
    const path = join(folder, 'figures', 'deep', 'accuracy.svg');
    await saveChart(path, chart, { mode: 'dark' });
    const withoutClipNumbers = (svg: string) => svg.replaceAll(/clip\d+/g, 'clip');
    const drawn = await renderSvg(chart, { mode: 'dark' });
    expect(withoutClipNumbers(await readFile(path, 'utf8'))).toBe(withoutClipNumbers(drawn));
  });

  it('writes a PNG of the given scale that says its size in print', async () => {
    const path = join(folder, 'accuracy.PNG');
    await saveChart(path, chart, { scale: 3.125 });
    const png = await readFile(path);
    const [, width = '0'] = (await renderSvg(chart)).match(/width="([\d.]+)"/) ?? [];
    expect(png.readUInt32BE(16)).toBe(Math.round(Number(width) * 3.125));
    const physical = png.indexOf('pHYs');
    expect(png.readUInt32BE(physical + 4)).toBe(Math.round(300 / 0.0254));
  });

  it('draws the text of a PNG', async () => {
    const point = { data: { values: [{}] }, mark: { type: 'point', opacity: 0.001 } };
    const sizes = await Promise.all(
      ['', 'Accuracy by state'].map(async (title, place) => {
        const path = join(folder, `title${place}.png`);
        await saveChart(path, { ...point, width: 200, height: 50, title });
        return (await readFile(path)).length;
      }),
    );
    expect(sizes[1]).toBeGreaterThan((sizes[0] ?? 0) + 1000);
  });

  it('refuses another ending or an impossible scale before it writes anything', async () => {
    const before = await readdir(folder);
    await expect(saveChart(join(folder, 'a.pdf'), chart)).rejects.toThrow(/saved as \.svg or \.png/);
    for (const scale of [0, -1, Number.NaN, 1000])
      await expect(saveChart(join(folder, 'a.png'), chart, { scale })).rejects.toThrow(SpecError);
    expect(await readdir(folder)).toEqual(before);
  });

  it('leaves the old file alone when the chart cannot be drawn', async () => {
    const path = join(folder, 'kept.svg');
    await saveChart(path, chart);
    const before = await readFile(path, 'utf8');
    await expect(saveChart(path, { title: 'no mark' })).rejects.toThrow(SpecError);
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});
