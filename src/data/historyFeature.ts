import { type Kernel, type OnMissing, runningHistory } from '../models/history/runningHistory.ts';
import type { FeatureSources, MadeFeature } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { signalOf } from './signalOf.ts';

type LagBuilder = Extract<FeatureBuilder, { readonly kind: 'lag' }>;
type HistoryBuilder = Extract<FeatureBuilder, { readonly kind: 'history' }>;

/** A column some trials ago, 0 where the session has no such trial or its cell is empty. Fails as `signalOf` does. */
export function laggedFeature(sources: FeatureSources, name: string, builder: LagBuilder): MadeFeature {
  const { by, kind: _, group: __, ...term } = builder;
  const { signal, values } = signalOf(sources, name, [{ ...term, as: 'value', isOutcome: false }]);
  const { column, of, ...chosen } = signal[0];
  return {
    values: remembered(values, sources, { kind: 'lag', by }, 'zero'),
    recipe: { kind: 'lag', column, of, by, ...chosen },
  };
}

/** What a history adds up, trial after trial of each session. Fails as `signalOf` does. */
export function historyFeature(sources: FeatureSources, name: string, builder: HistoryBuilder): MadeFeature {
  const { kernel, onMissing } = builder;
  const { signal, values } = signalOf(sources, name, builder.signal);
  return {
    values: remembered(values, sources, kernel, onMissing),
    recipe: { kind: 'history', signal, kernel, onMissing },
  };
}

function remembered(
  signal: Float64Array,
  { sessions: { starts } }: FeatureSources,
  kernel: Kernel,
  onMissing: OnMissing,
): Float64Array {
  const history = runningHistory(kernel, onMissing);
  const begins = new Set(starts);
  return signal.map((ofTrial, t) => {
    if (begins.has(t)) history.start();
    const value = history.value();
    history.add(ofTrial);
    return value;
  });
}
