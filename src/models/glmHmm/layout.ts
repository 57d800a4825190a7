import { quote, SpecError } from '../../errors.ts';
import { frozenValues } from '../frozenWeights.ts';
import { requireSharedValues, type SharedWeights, sharedWeights } from '../observations/alternatives.ts';
import { familyOf } from '../observations/families.ts';
import type { GlmHmmSpec } from '../specs.ts';
import type { SigmaRow } from '../weightModels.ts';

/**
 * Where each weight stands in the vector that is optimised. The weights of a unit, one output in one state, stand together:
 * first those that walk, [session, coordinate], then those that stay constant, [coordinate]; a coordinate is a feature of one of
 * its predictors, predictor · numFeatures + feature. Frozen weights have no place; of coordinates that share one, the first
 * stands for all.
 */
export interface WeightLayout {
  readonly numStates: number;
  readonly numFeatures: number;
  /** Outputs observed in each trial; unit u is output u mod numOutputs in state ⌊u / numOutputs⌋. */
  readonly numOutputs: number;
  readonly numUnits: number;
  /** Linear predictors of a unit: 1, or one for each class but the reference. */
  readonly numPredictors: number;
  /** Coordinates of a unit: numPredictors · numFeatures. */
  readonly width: number;
  /** Which coordinates share a place, and with which sign. */
  readonly shared: SharedWeights;
  /** 1 for constant weights, the number of sessions for a walk. */
  readonly numBlocks: number;
  /** Length of the part of the vector that holds weights. */
  readonly size: number;
  readonly units: readonly UnitLayout[];
  /** [block, unit, predictor, feature] place of each weight in the vector; a constant weight has one place for all blocks, a frozen one -1. */
  readonly place: Int32Array;
  /** [unit, predictor, feature] values of frozen weights; NaN where they are free. */
  readonly frozen: Float64Array;
}

/** The part of one unit. */
export interface UnitLayout {
  readonly state: number;
  readonly start: number;
  /** Coordinates whose weights walk, and 1 / sigma² of each. */
  readonly walking: readonly number[];
  readonly precision: readonly number[];
  /** Coordinates whose weights are fitted and the same in every session. */
  readonly fixed: readonly number[];
}

/** Lays out the weights of a spec for a number of sessions. @throws {SpecError} when sigma or frozen name other features than the trials have */
export function weightLayout(
  spec: GlmHmmSpec,
  featureNames: readonly string[],
  numSessions: number,
  numOutputs: number,
): WeightLayout {
  const { numPredictors } = familyOf(spec.observation);
  const [U, D] = [spec.numStates * numOutputs, featureNames.length];
  const width = numPredictors * D;
  const shared = sharedWeights(spec.observation, featureNames, numPredictors);
  const sigma = sigmaMatrix(spec, featureNames);
  const numBlocks = spec.weights.kind === 'randomWalk' ? numSessions : 1;
  const place = new Int32Array(numBlocks * U * width).fill(-1);
  const frozen = new Float64Array(U * width);
  const ofStates = frozenValues(spec, featureNames);
  requireSharedValues('sigma', sigma, spec.observation, featureNames);
  requireSharedValues('frozen', ofStates, spec.observation, featureNames);
  const units: UnitLayout[] = [];
  let start = 0;
  for (let u = 0; u < U; u++) {
    const state = Math.floor(u / numOutputs);
    const own = ofStates.subarray(state * D, (state + 1) * D);
    for (let c = 0; c < width; c++) frozen[u * width + c] = shared.sign[c] === 0 ? 0 : shared.sign[c] * own[c % D];
    const sigmaOf = (c: number): number => sigma[state * D + (c % D)];
    const free = Array.from({ length: width }, (_, c) => c).filter(
      (c) => Number.isNaN(own[c % D]) && shared.members[c].length > 0,
    );
    const walking = free.filter((c) => sigmaOf(c) > 0);
    const fixed = free.filter((c) => sigmaOf(c) === 0);
    const border = start + numBlocks * walking.length;
    for (let b = 0; b < numBlocks; b++) {
      const put = (owner: number, at: number): void => {
        for (const c of shared.members[owner]) place[(b * U + u) * width + c] = at;
      };
      walking.forEach((c, i) => {
        put(c, start + b * walking.length + i);
      });
      fixed.forEach((c, i) => {
        put(c, border + i);
      });
    }
    units.push({ state, start, walking, precision: walking.map((c) => 1 / sigmaOf(c) ** 2), fixed });
    start = border + fixed.length;
  }
  return {
    numStates: spec.numStates,
    numFeatures: D,
    numOutputs,
    numUnits: U,
    numPredictors,
    width,
    shared,
    numBlocks,
    size: start,
    units,
    place,
    frozen,
  };
}

/** [state, feature] standard deviation of a step; zeros for constant weights. */
function sigmaMatrix(spec: GlmHmmSpec, featureNames: readonly string[]): Float64Array {
  const [K, D] = [spec.numStates, featureNames.length];
  const matrix = new Float64Array(K * D);
  if (spec.weights.kind === 'constant') return matrix;
  const { sigma } = spec.weights;
  const rows: readonly SigmaRow[] = Array.isArray(sigma) ? sigma : Array.from({ length: K }, () => sigma as SigmaRow);
  rows.forEach((row, k) => {
    if (typeof row !== 'number') checkNames(row, featureNames);
    featureNames.forEach((name, d) => {
      const value = typeof row === 'number' ? row : row[name];
      if (value > 0 && value < 1e-6)
        throw new SpecError(
          'sigma',
          value,
          `sigma of feature "${name}" is ${value}: below 1e-6 a walk cannot be told from a constant weight. Use 0 for a constant weight.`,
        );
      matrix[k * D + d] = value;
    });
  });
  return matrix;
}

function checkNames(row: Readonly<Record<string, number>>, featureNames: readonly string[]): void {
  for (const name of Object.keys(row))
    if (!featureNames.includes(name))
      throw new SpecError(
        'sigma',
        row,
        `sigma names feature ${quote(name)}, which the trials do not have. Their features are: ${featureNames.join(', ')}.`,
      );
  for (const name of featureNames)
    if (!(name in row))
      throw new SpecError(
        'sigma',
        row,
        `sigma has no entry for feature ${quote(name)}; give one for each feature (0 keeps its weight constant).`,
      );
}
