import { quote, SpecError } from '../../errors.ts';
import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';
import type { Random } from '../../numerics/random.ts';
import { requireWhole } from '../checks.ts';
import { type ParameterScale, real, unit } from '../hierarchical/scales.ts';
import type { ModelColumn, SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, forEachBlock, type TaskLength } from './blocks.ts';

/** What a regression predicts from. */
export interface WeightedPredictors {
  readonly predictors: readonly string[];
  readonly intercept: boolean;
  /** Earlier trials of a block whose predictors still act. */
  readonly decay: number;
}

/**
 * What a regression predicts from, checked; with an intercept and without decay by default.
 *
 * @throws {SpecError} when predictors cannot be, or their names are taken
 */
export function checkedPredictors(
  options: Pick<WeightedPredictors, 'predictors'> & Partial<WeightedPredictors>,
  taken: readonly string[],
  of: string,
): WeightedPredictors {
  const { predictors, intercept = true, decay = 0 } = options;
  const refuse = (option: string, value: unknown, what: string): never => {
    throw new SpecError(option, value, `${option} of ${of}() must be ${what}, but is ${quote(value)}.`);
  };
  if (typeof intercept !== 'boolean') refuse('intercept', intercept, 'true or false');
  requireWhole('decay', decay, { atLeast: 0 });
  if (!Array.isArray(predictors) || !predictors.every((name) => typeof name === 'string' && name !== ''))
    refuse('predictors', predictors, 'a list of names of columns');
  if (predictors.length === 0 && !intercept) refuse('predictors', predictors, 'at least one name without an intercept');
  if (new Set(predictors).size < predictors.length) refuse('predictors', predictors, 'different names');
  // objects list names that are whole numbers before all others, which would change the order of parameters
  if (predictors.some((name) => /^\d+$/.test(name)))
    refuse('predictors', predictors, 'names that are not whole numbers');
  const names = [...taken, ...(intercept ? ['intercept'] : []), ...(decay > 0 ? ['decay'] : [])];
  const clash = predictors.find((name) => names.includes(name));
  if (clash !== undefined)
    refuse('predictors', predictors, `names other than ${quote(clash)}, which ${of}() has a meaning for`);
  return { predictors: [...predictors], intercept, decay };
}

/** The parameters of weighted predictors: `intercept`, a weight by the name of each predictor, `decay`. */
export function predictorParameters({
  predictors,
  intercept,
  decay,
}: WeightedPredictors): Record<string, ParameterScale> {
  return {
    ...(intercept && { intercept: real() }),
    ...Object.fromEntries(predictors.map((name) => [name, real()])),
    ...(decay > 0 && { decay: unit() }),
  };
}

/** The columns of predictors. */
export function predictorColumns({ predictors }: WeightedPredictors): Record<string, ModelColumn> {
  return Object.fromEntries(predictors.map((name) => [name, { role: 'given' }]));
}

/**
 * What `visit` makes of each answered trial t, its prediction Σ_j decay^j · Σ_i weight_i · x_i[t − j], plus the intercept, which does not
 * decay, and the answered trial of the block before it, -1 at the start. Earlier trials, too, are those answered.
 *
 * @param answers [trial] NaN where there is none
 * @returns [answered trial]
 */
export function mapPredictions<Value, Result>(
  { predictors, decay }: WeightedPredictors,
  parameters: Readonly<Record<string, Value>>,
  trials: SubjectTrials,
  answers: Float64Array,
  math: Arithmetic<Value>,
  visit: (t: number, prediction: Value, previous: number) => Result,
): Result[] {
  const columns = predictors.map((name) => trials.columns[name]);
  const weights = predictors.map((name) => parameters[name]);
  const { intercept, decay: kept } = parameters;
  const zero = math.constant(0);
  const results: Result[] = [];
  forEachBlock(trials, (from, to) => {
    // weighted sums of this trial and those before it, the latest first
    const sums: Value[] = [];
    let previous = -1;
    for (let t = from; t < to; t++) {
      if (Number.isNaN(answers[t])) continue;
      let sum = zero;
      for (let i = 0; i < columns.length; i++) sum = math.add(sum, math.multiply(weights[i], columns[i][t]));
      if (sums.unshift(sum) > decay + 1) sums.pop();
      const decayed = sums.reduceRight((older, newer) => math.add(newer, math.multiply(kept, older)));
      results.push(visit(t, intercept === undefined ? decayed : math.add(intercept, decayed), previous));
      previous = t;
    }
  });
  return results;
}

/** A task of predictors that are standard normal and independent. @throws {SpecError} */
export function normalPredictors(
  { predictors }: WeightedPredictors,
  { numBlocks = 1, numTrials = 100 }: TaskLength,
  random: Random,
): SubjectTrials {
  const blocks = equalBlocks(numBlocks, numTrials);
  const draw = (): Float64Array => Float64Array.from({ length: blocks.numTrials }, () => random.normal());
  return { ...blocks, columns: Object.fromEntries(predictors.map((name) => [name, draw()])) };
}
