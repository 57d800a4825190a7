import type { Table } from '../data/table.ts';
import { parameterTable, type Uncertainty } from './parameterTable.ts';
import type { FitView } from './viewFit.ts';

/**
 * The transition probabilities of a view, a row each: from, to, session (from 1, when they are per session), probability.
 * With `uncertainty` also standardError, and lower and upper: one standard error around, on the scale of log-odds.
 * With a truth also truth, its mean over sessions when only the truth is per session.
 */
export function transitionTable(view: FitView, options: { readonly uncertainty?: Uncertainty } = {}): Table {
  const labels = view.states.map(({ name }) => name);
  return parameterTable({
    first: { name: 'from', labels },
    second: { name: 'to', labels },
    value: { name: 'probability' },
    fitted: view.fit.params.transitionMatrix,
    truth: view.truth?.fit.params.transitionMatrix ?? null,
    errors: options.uncertainty?.transitionMatrix ?? null,
    bounds: logOddsBounds,
  });
}

/** Delta method: the standard error of log p / (1 - p) is that of p divided by p (1 - p). */
function logOddsBounds(p: number, error: number): readonly [number, number] {
  if (p <= 0 || p >= 1) return [Number.NaN, Number.NaN];
  const shift = Math.exp(error / (p * (1 - p)));
  return [p / (p + (1 - p) * shift), p / (p + (1 - p) / shift)];
}
