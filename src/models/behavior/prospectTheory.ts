import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';
import { logistic, plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { bounded, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, type TaskLength } from './blocks.ts';
import { drawGambles } from './gambles.ts';
import { probabilityWeight, subjectiveValue } from './prospects.ts';

/** A subject that chooses between gambles and certain outcomes: what `prospectTheory` returns. */
export interface ProspectTheorySpec {
  readonly kind: 'prospectTheory';
  readonly maxLossAversion: number;
  readonly maxChoiceSensitivity: number;
}

/**
 * Cumulative prospect theory's value and weight functions, for choices between a gamble of two outcomes and a certain one. An outcome x is
 * worth x^gainCurvature, a loss −lossAversion · |x|^lossCurvature; the gamble is worth Σ w(p) · value over its outcomes, where w depends on
 * `probabilityWeighting` and both outcomes have the same w, so that weights need not sum to 1. P(gamble) = logistic(choiceSensitivity ·
 * (value of the gamble − value of the certain outcome)). Curvatures and weighting lie between 0 and 1, 1 being linear.
 *
 * Columns: `outcome1`, `outcome2`, `probability1` (of outcome1), `certain`, and `choice` (1 gamble, 0 certain). Latents: `gambleValue`,
 * `certainValue`.
 *
 * @param options.maxLossAversion      upper bound of `lossAversion`; 20 by default
 * @param options.maxChoiceSensitivity upper bound of `choiceSensitivity`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Tversky & Kahneman 1992, J Risk Uncertain 5:297
 * @example hierarchical(prospectTheory())
 */
export function prospectTheory(options: Partial<Omit<ProspectTheorySpec, 'kind'>> = {}): ProspectTheorySpec {
  const { maxLossAversion = 20, maxChoiceSensitivity = 20 } = options;
  requireKnownOptions(['maxLossAversion', 'maxChoiceSensitivity'], options, 'prospectTheory');
  requireAboveZero('maxLossAversion', maxLossAversion);
  requireAboveZero('maxChoiceSensitivity', maxChoiceSensitivity);
  return { kind: 'prospectTheory', maxLossAversion, maxChoiceSensitivity };
}

/** The model of a spec. */
export function prospectTheoryModel({ maxLossAversion, maxChoiceSensitivity }: ProspectTheorySpec): BehaviorModel {
  return {
    name: 'prospect theory',
    parameters: {
      gainCurvature: unit(),
      lossCurvature: unit(),
      lossAversion: bounded(0, maxLossAversion),
      probabilityWeighting: unit(),
      choiceSensitivity: bounded(0, maxChoiceSensitivity),
    },
    columns: {
      outcome1: { role: 'given' },
      outcome2: { role: 'given' },
      probability1: { role: 'given', min: 0, max: 1 },
      certain: { role: 'given' },
      choice: { role: 'response', numClasses: 2 },
    },
    logLikelihood(parameters, trials, math, note) {
      const { choice } = trials.columns;
      let total = math.constant(0);
      for (let t = 0; t < trials.numTrials; t++) {
        if (Number.isNaN(choice[t]) && !note) continue;
        const { gamble, certain } = valuesOf(parameters, trials, t, math);
        note?.('gambleValue', t, gamble);
        note?.('certainValue', t, certain);
        if (Number.isNaN(choice[t])) continue;
        const advantage = choice[t] === 1 ? math.subtract(gamble, certain) : math.subtract(certain, gamble);
        const logP = math.logLogistic(math.multiply(parameters.choiceSensitivity, advantage));
        total = math.add(total, logP);
        note?.('logLikelihood', t, logP);
      }
      return total;
    },
    design(task: TaskLength, random) {
      requireKnownOptions(['numBlocks', 'numTrials'], task, 'the task of prospectTheory()');
      const { numBlocks = 1, numTrials = 150 } = task;
      const blocks = equalBlocks(numBlocks, numTrials);
      return { ...blocks, columns: drawGambles(blocks.numTrials, random) };
    },
    simulate(parameters, design, random) {
      const choice = Float64Array.from({ length: design.numTrials }, (_, t) => {
        const { gamble, certain } = valuesOf<number>(parameters, design, t, plainArithmetic);
        return random.uniform() < logistic(parameters.choiceSensitivity * (gamble - certain)) ? 1 : 0;
      });
      return { choice };
    },
  };
}

/** What the gamble and the certain outcome of a trial are worth. */
function valuesOf<Value>(
  parameters: Readonly<Record<string, Value>>,
  { columns: { outcome1, outcome2, probability1, certain } }: SubjectTrials,
  t: number,
  math: Arithmetic<Value>,
): { readonly gamble: Value; readonly certain: Value | number } {
  const { gainCurvature, lossCurvature, lossAversion, probabilityWeighting } = parameters;
  const valued = (outcome: number) => subjectiveValue(outcome, { gainCurvature, lossCurvature, lossAversion }, math);
  const weighted = (outcome: number, p: number) =>
    math.multiply(probabilityWeight(p, probabilityWeighting, math), valued(outcome));
  return {
    gamble: math.add(weighted(outcome1[t], probability1[t]), weighted(outcome2[t], 1 - probability1[t])),
    certain: valued(certain[t]),
  };
}
