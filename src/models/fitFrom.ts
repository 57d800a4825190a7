import { quote, SpecError } from '../errors.ts';
import { lengthOf, type NdArray, type Nested, ndarray } from '../numerics/ndarray.ts';
import { requireKnownOptions, requireProbabilities } from './checks.ts';
import type { Fit, GlmHmmParams } from './fit.ts';
import { frozenValues } from './frozenWeights.ts';
import { type ExpectedAxes, givenArray, isNdArray } from './givenArray.ts';
import { type GivenParams, givenParamNames } from './givenParams.ts';
import { numLapses } from './lapses.ts';
import { sharedWeights } from './observations/alternatives.ts';
import { withoutReference, withReference } from './observations/classWeights.ts';
import { familyOf } from './observations/families.ts';
import type { GlmHmmSpec } from './specs.ts';
import { version } from './version.ts';

/**
 * A fit of given, unfitted parameters: every verb works on it.
 *
 * @param options names of the features, or the trials that have them
 * @throws {SpecError} when an array has another shape than the spec says, a frozen weight another value, or probabilities do not sum to 1
 * @example fitFrom(glmHmm({ numStates: 2 }), { weights: [[0, 3], [1, 0]], transitionMatrix: [[0.9, 0.1], [0.2, 0.8]] }, { featureNames: ['bias', 'stimulus'] })
 */
export function fitFrom(
  spec: GlmHmmSpec,
  parameters: GivenParams,
  options: Pick<Fit, 'featureNames' | 'recipes'>,
): Fit {
  requireKnownOptions(givenParamNames, parameters, 'fitFrom');
  const { featureNames, recipes } = options;
  if (recipes !== undefined && recipes.length !== featureNames.length)
    throw new SpecError(
      'recipes',
      recipes,
      `recipes say how each of the ${featureNames.length} features was made, but there are ${recipes.length}. Give the trials themselves in place of their names.`,
    );
  const K = spec.numStates;
  const walks = spec.weights.kind === 'randomWalk';
  const switches = spec.transitions.kind === 'perSession';
  const numSessions = walks ? sessionsIn(parameters.weights) : sessionsIn(parameters.transitionMatrix);

  const { observation } = spec;
  const outputs = observation.kind === 'softmax' ? [] : outputsIn(parameters.weights, walks);
  const classes = observation.kind === 'softmax' ? [['class', observation.numClasses] as const] : [];
  const given = arrayOf('weights', parameters.weights, walks, numSessions, [
    ['state', K],
    ...outputs,
    ...classes,
    ['feature', featureNames.length],
  ]);
  const ofPredictors = withoutReference(given, observation);
  requireShared(spec, featureNames, ofPredictors);
  requireFrozen(spec, featureNames, ofPredictors);
  const alone: Nested = switches ? Array.from({ length: numSessions }, () => [[1]]) : [[1]];
  const transitionMatrix = arrayOf(
    'transitionMatrix',
    parameters.transitionMatrix ?? (K === 1 ? alone : undefined),
    switches,
    numSessions,
    [
      ['state', K],
      ['nextState', K],
    ],
  );
  for (let from = 0; from < transitionMatrix.data.length; from += K)
    requireProbabilities(
      rowName(transitionMatrix, from),
      Array.from(transitionMatrix.data.subarray(from, from + K)),
      K,
    );
  return {
    kind: 'fit',
    version,
    spec,
    params: {
      weights: withReference(ofPredictors, observation, featureNames),
      transitionMatrix,
      initialProbs: initialProbsOf(spec, parameters.initialProbs),
      scale: scaleOf(spec, parameters.scale ?? null, outputs),
      lapses: lapsesOf(spec, parameters.lapses ?? null, outputs),
      ...drivenOf(spec, parameters),
    },
    featureNames: [...featureNames],
    ...(recipes && { recipes }),
  };
}

function requireFrozen(spec: GlmHmmSpec, featureNames: readonly string[], weights: NdArray): void {
  const frozen = frozenValues(spec, featureNames);
  const [K, D, P] = [spec.numStates, featureNames.length, lengthOf(weights, 'class')];
  const { sign } = sharedWeights(spec.observation, featureNames, P);
  const inState = lengthOf(weights, 'output') * P * D;
  weights.data.forEach((weight, i) => {
    const state = Math.floor(i / inState) % K;
    const value = sign[i % (P * D)] * frozen[state * D + (i % D)];
    if (!Number.isNaN(value) && weight !== value)
      throw new SpecError(
        'weights',
        weight,
        `weights hold ${weight} for feature ${quote(featureNames[i % D])} in state ${state + 1} (counted from 1), but the spec freezes it at ${value}. Give ${value}, or take the feature out of frozen.`,
      );
  });
}

/** Refuses weights of alternatives that are not one for all classes, or not 0 where a feature is that of another class. */
function requireShared({ observation }: GlmHmmSpec, featureNames: readonly string[], weights: NdArray): void {
  const { owner, sign } = sharedWeights(observation, featureNames, lengthOf(weights, 'class'));
  const D = featureNames.length;
  weights.data.forEach((weight, i) => {
    const c = i % owner.length;
    const expected = sign[c] === 0 ? 0 : sign[c] * weights.data[i - c + owner[c]];
    if (Math.abs(weight - expected) > 1e-9 * Math.abs(expected))
      throw new SpecError(
        'weights',
        weight,
        `weights of feature ${quote(featureNames[i % D])} must be those of alternatives: the same number for each class at its own feature, and 0 at those of the others.`,
      );
  });
}

/** The axis of outputs, where weights have one. */
function outputsIn(weights: Nested | NdArray, walks: boolean): (readonly [string, number])[] {
  const shape = isNdArray(weights) ? weights.shape : shapeOf(weights);
  const place = walks ? 2 : 1;
  return shape.length === place + 2 ? [['output', shape[place]]] : [];
}

function shapeOf(nested: Nested): number[] {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

function scaleOf(
  spec: GlmHmmSpec,
  given: Nested | NdArray | null,
  outputs: readonly (readonly [string, number])[],
): NdArray | null {
  if (!familyOf(spec.observation).hasScale) {
    if (given !== null)
      throw new SpecError(
        'scale',
        given,
        `scale is given, but ${spec.observation.kind}() observations have none. Leave it out.`,
      );
    return null;
  }
  const axes = [['state', spec.numStates] as const, ...outputs];
  const size = axes.reduce((product, [, length]) => product * length, 1);
  if (given === null)
    return ndarray(
      axes.map(([axis]) => axis),
      axes.map(([, length]) => length),
      new Float64Array(size).fill(1),
    );
  const scale = arrayOf('scale', given, false, 1, axes);
  const wrong = scale.data.find((value) => !(value > 0));
  if (wrong !== undefined) throw new SpecError('scale', given, `scale must be above 0, but holds ${wrong}.`);
  return scale;
}

function lapsesOf(
  spec: GlmHmmSpec,
  given: Nested | NdArray | null,
  outputs: readonly (readonly [string, number])[],
): GlmHmmParams['lapses'] {
  const { lapses, observation, numStates } = spec;
  if (lapses.kind === 'none') {
    if (given !== null)
      throw new SpecError(
        'lapses',
        given,
        'lapses are given, but the spec has none. Leave them out, or give the spec lapses: classLapses() or historyLapses().',
      );
    return null;
  }
  if (outputs.length > 0)
    throw new SpecError(
      'weights',
      outputs,
      'The spec has lapses, which are those of one choice a trial, but weights are given for several outputs. Leave the lapses out.',
    );
  const size = numLapses(lapses, observation);
  const rates = given
    ? arrayOf('lapses', given, false, 1, [
        ['state', numStates],
        ['lapse', size],
      ]).data
    : new Float64Array(numStates * size);
  const wrong = rates.find((rate) => !(rate >= 0 && rate <= lapses.max));
  if (wrong !== undefined)
    throw new SpecError(
      'lapses',
      given,
      `lapses must be rates from 0 to ${lapses.max}, the max of the spec, but hold ${wrong}. Give others, or raise max.`,
    );
  return ndarray(['state', 'lapse'], [numStates, size], rates);
}

function drivenOf(
  { numStates: K, transitions }: GlmHmmSpec,
  { transitionWeights, inputCenter }: GivenParams,
): Pick<GlmHmmParams, 'transitionWeights' | 'inputCenter'> {
  if (transitions.kind !== 'inputDriven') {
    if (transitionWeights || inputCenter)
      throw new SpecError(
        'transitionWeights',
        transitionWeights ?? inputCenter,
        `transitionWeights and inputCenter go with inputDriven transitions, but the spec's are ${transitions.kind}. Leave them out.`,
      );
    return { transitionWeights: null, inputCenter: null };
  }
  const D = transitions.features.length;
  const weights = transitionWeights
    ? arrayOf('transitionWeights', transitionWeights, false, 1, [
        ['state', K],
        ['nextState', K],
        ['input', D],
      ]).data
    : new Float64Array(K * K * D);
  const staying = (i: number): number => {
    const state = Math.floor(i / (K * D));
    return weights[(state * K + state) * D + (i % D)];
  };
  const center = inputCenter ? arrayOf('inputCenter', inputCenter, false, 1, [['input', D]]).data : new Float64Array(D);
  return {
    transitionWeights: ndarray(
      ['state', 'nextState', 'input'],
      [K, K, D],
      weights.map((weight, i) => weight - staying(i)),
    ),
    inputCenter: ndarray(['input'], [D], center),
  };
}

function sessionsIn(given: Nested | NdArray | undefined): number {
  if (given === undefined) return 1;
  return isNdArray(given) ? lengthOf(given, 'session') : given.length;
}

function arrayOf(
  name: string,
  given: Nested | NdArray | undefined,
  perSession: boolean,
  numSessions: number,
  inner: ExpectedAxes,
): NdArray {
  const expected = perSession ? [['session', numSessions] as const, ...inner] : inner;
  if (given === undefined)
    throw new SpecError(
      name,
      given,
      `${name} is missing; give an array over [${expected.map(([axis]) => axis).join(', ')}].`,
    );
  return givenArray(name, given, expected);
}

function rowName(matrix: NdArray, offset: number): string {
  const K = matrix.shape[matrix.shape.length - 1];
  const row = (offset / K) % K;
  return matrix.axes[0] === 'session'
    ? `transitionMatrix[${Math.floor(offset / (K * K))}][${row}]`
    : `transitionMatrix[${row}]`;
}

function initialProbsOf(spec: GlmHmmSpec, given: Nested | NdArray | undefined): NdArray<readonly ['state']> {
  const K = spec.numStates;
  const known = typeof spec.initialProbs === 'string' ? null : spec.initialProbs;
  const own = known ?? new Array<number>(K).fill(1 / K);
  const values = given === undefined ? own : isNdArray(given) ? Array.from(given.data) : (given as readonly number[]);
  requireProbabilities('initialProbs', values, K);
  if (spec.initialProbs !== 'fitted' && values.some((p, k) => Math.abs(p - own[k]) > 1e-6))
    throw new SpecError(
      'initialProbs',
      given,
      `initialProbs is [${values.join(', ')}], but the spec says [${own.join(', ')}]. Leave one of them out.`,
    );
  return ndarray(['state'], [K], Float64Array.from(values));
}
