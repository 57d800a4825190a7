import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as vega from 'vega';
import type { Chart } from '../../src/plots/chart.ts';

type Compile = (chart: Chart, options: { logger: unknown }) => { spec: unknown };

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve('vega-lite-5/build/vega-lite.min.js'), 'utf8');
const loaded: { exports: { compile?: Compile } } = { exports: {} };
// vega-lite 5.6.1 is CommonJS and requires vega, which is ESM with a top-level await: it is handed over instead.
new Function('module', 'exports', 'require', source)(loaded, loaded.exports, () => vega);

/** Compiles with vega-lite 5.6.1, which JupyterLab draws with; returns its warnings. */
export function compileWithVegaLite5(chart: Chart): string[] {
  const warnings: string[] = [];
  const logger = vega.logger(vega.Warn, undefined, (_, __, parts) => warnings.push(parts.join(' ')));
  loaded.exports.compile?.(chart, { logger });
  return warnings;
}
