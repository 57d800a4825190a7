import type { Table } from '../../src/data/table.ts';
import { type Experiment, tableOf, wobble } from './experiments.ts';

/** Models of one state up to all, of which those of many sessions have no AIC where weights walk. */
export function models({ states, scale, gaps }: Experiment): Table {
  return tableOf(
    states.map(({ name }, k) => {
      const logLikelihood = -scale * (4000 - 600 * (1 - Math.exp(-1.5 * k)));
      const parameters = (k + 1) * (k + 4);
      const walks = gaps.length > 0 && k === 1;
      return {
        model: k === 0 ? 'GLM' : `${k + 1} states, up to ${name}`,
        bitsPerTrial: 0.5 + logLikelihood / scale / 10_000,
        aic: walks ? null : 2 * parameters - 2 * logLikelihood,
        bic: walks ? null : 8 * parameters - 2 * logLikelihood,
      };
    }),
  );
}

/** Likelihood-ratio tests of the features. */
export function ratios({ features, states, scale }: Experiment): Table {
  return tableOf(
    features.map((regressor, d) => {
      const chi2 = scale * 40 * (1 + wobble(d)) ** 3;
      return { regressor, chi2, df: states.length, p: Math.exp(-chi2 / 2 / states.length) };
    }),
  );
}

/** Lapses of states to each of two choices. */
export function lapses({ states, truth }: Experiment): Table {
  return tableOf(
    states.flatMap(({ name: state }, k) =>
      ['left', 'right'].map((lapse, c) => {
        const rate = 0.06 + 0.05 * wobble(k, c);
        return { state, lapse, rate, lower: 0.7 * rate, upper: 1.4 * rate, ...(truth ? { truth: 1.1 * rate } : {}) };
      }),
    ),
  );
}
