import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { compile, type TopLevelSpec } from 'vega-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Json, themed } from '../../src/plots/chart.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { charts, chartsOf } from './cases.ts';
import { cohorts } from './cohorts.ts';
import { experiments } from './experiments.ts';
import { chartsOfCohort } from './hierarchical.ts';
import { compileWithVegaLite5 } from './vegaLite5.ts';

const require = createRequire(import.meta.url);
const schemas = {
  'vega-lite 5.6.1': 'vega-lite-5/build/vega-lite-schema.json',
  'vega-lite 6.4': 'vega-lite/vega-lite-schema.json',
};
const modes = ['light', 'dark'] as const;
const names = Object.keys(charts);
const chartOf = (name: string) => charts[name] ?? {};

describe.each(Object.entries(schemas))('by the schema of %s', (_, path) => {
  let isValid: ValidateFunction;

  beforeAll(() => {
    isValid = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(require.resolve(path), 'utf8')),
    );
  });

  it.each(names)('%s is a valid specification', (name) => {
    for (const mode of modes) {
      const deepest = isValid(themed(chartOf(name), mode))
        ? undefined
        : [...(isValid.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length)[0];
      expect(deepest, mode).toBeUndefined();
    }
  });
});

describe.each(names)('%s', (name) => {
  it('is drawn by vega-lite 6 in both modes without a warning and with finite numbers only', async () => {
    for (const mode of modes) {
      const warnings: string[] = [];
      const svg = await renderSvg(chartOf(name), { mode, onWarning: (message) => warnings.push(message) });
      expect(warnings).toEqual([]);
      expect(svg).toMatch(/^<svg/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|\bnull\b/);
    }
  });

  it('compiles without a warning in vega-lite 5.6.1, which JupyterLab has', () => {
    for (const mode of modes) expect(compileWithVegaLite5(themed(chartOf(name), mode))).toEqual([]);
  });

  it('is plain JSON that holds no colour, no font and no size taken from its container', () => {
    const text = JSON.stringify(chartOf(name));
    expect(JSON.parse(text)).toStrictEqual(chartOf(name));
    expect(text).not.toMatch(/"#[0-9a-f]{3,8}"|"font"|"container"/);
  });
});

it.each([
  'sessionWeights',
  'staticWeights',
  'classStaticWeights',
  'transitionWeights',
  'allTransitions',
  'posterior',
  'changeTriggered',
  'psychometric',
])('the legend of %s takes clicks, which keep one state and fade the others', (name) => {
  const { spec } = compile(structuredClone(themed(chartOf(`usual.${name}`))) as unknown as TopLevelSpec);
  expect(JSON.stringify(spec)).toMatch(/"name":"state_legend_symbols","interactive":true/);
});

describe('the specification', () => {
  const small = { ...experiments.usual!, numSessions: 3, numTrials: 12, gaps: [2] };
  const golden = {
    ...chartsOf(small),
    ...chartsOfCohort({ ...cohorts.usual!, numSubjects: 14, numSteps: 9 }),
    oneSession: chartsOf({ ...small, numSessions: 1, gaps: [] }).sessionWeights!,
    objective: charts['oneRestart.objective']!,
    light: themed({}, 'light'),
    dark: themed({}, 'dark'),
  };

  it.each(Object.entries(golden))('of %s is the stored one', async (name, chart) => {
    await expect(`${JSON.stringify(rounded(chart), null, 1)}\n`).toMatchFileSnapshot(`golden/${name}.json`);
  });
});

/** Four significant digits: another engine's Math differs in the last ones. */
function rounded(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(4));
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(rounded);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rounded(inner)]));
}
