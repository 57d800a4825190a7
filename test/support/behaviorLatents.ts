import type { SubjectTrials } from '../../src/models/behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../../src/models/behavior/behaviors.ts';
import { plainArithmetic } from '../../src/numerics/differentiation/plainArithmetic.ts';

type Natural = Readonly<Record<string, number>>;

/** A model's log-likelihood at natural values. */
export function logLikelihoodOf(spec: BehaviorSpec, natural: Natural, trials: SubjectTrials): number {
  return behaviorOf(spec).logLikelihood(natural, trials, plainArithmetic);
}

/** What a model notes, [trial] by latent; NaN where it says nothing. */
export function latentsOf(spec: BehaviorSpec, natural: Natural, trials: SubjectTrials): Record<string, number[]> {
  const latents: Record<string, number[]> = {};
  behaviorOf(spec).logLikelihood(natural, trials, plainArithmetic, (name, trial, value) => {
    latents[name] ??= new Array(trials.numTrials).fill(Number.NaN);
    latents[name][trial] = value;
  });
  return latents;
}

/** Trials without some of them. */
export function withoutTrials(trials: SubjectTrials, left: readonly number[]): SubjectTrials {
  const isKept = (_: number, t: number) => !left.includes(t);
  return {
    numTrials: trials.numTrials - left.length,
    blockStarts: trials.blockStarts.map((start) => start - left.filter((t) => t < start).length),
    columns: Object.fromEntries(Object.entries(trials.columns).map(([name, values]) => [name, values.filter(isKept)])),
  };
}

/** Trials with nothing in some cells of a column. */
export function withEmptyCells(trials: SubjectTrials, column: string, empty: readonly number[]): SubjectTrials {
  const values = trials.columns[column].map((value, t) => (empty.includes(t) ? Number.NaN : value));
  return { ...trials, columns: { ...trials.columns, [column]: values } };
}
