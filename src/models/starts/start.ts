import { quote, SpecError } from '../../errors.ts';
import type { NdArray, Nested } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import { optionsOf, requireKnownOptions } from '../checks.ts';
import { familyOf } from '../observations/families.ts';
import type { GlmHmmSpec } from '../specs.ts';
import type { Trials } from '../trials.ts';
import {
  dirichletDraw,
  kMeansProbs,
  type ProbabilityStart,
  randomProbs,
  sticky,
  type TransitionStart,
  uniform,
} from './probabilityStarts.ts';
import { constantScale, glmScale, kMeansScale, type ScaleStart } from './scaleStarts.ts';
import { glmPlusNoise, kMeansWeights, randomWeights, type WeightStart } from './weightStarts.ts';

/** What a function that makes part of a start is given; it must draw from `random` alone, so that a seed decides the fit. */
export interface StartMaterial {
  readonly trials: Trials;
  readonly spec: GlmHmmSpec;
  readonly random: Random;
}

/** A user's own way to make part of a start: weights [state, feature], transitions [state, nextState], probabilities or scale [state]. */
export type OwnStart = (material: StartMaterial) => Nested | NdArray;

/** How the parameters are drawn that a fit starts from: each part by name, or by a function of the user. */
export interface Start {
  /** `glmPlusNoise()` by default. With several outputs a function returns [state, output, feature]. */
  readonly weights?: WeightStart | OwnStart;
  /** `sticky()` by default. */
  readonly transitions?: TransitionStart | OwnStart;
  /** `uniform()` by default; only where the spec fits initial probabilities. */
  readonly initialProbs?: ProbabilityStart | OwnStart;
  /** `glmScale()` by default; only where observations have a scale. With several outputs a function returns [state, output]. */
  readonly scale?: ScaleStart | OwnStart;
}

/** Checks a start and puts its defaults in place. @throws {SpecError} */
export function settleStart(spec: GlmHmmSpec, start: Start = {}): Required<Start> {
  if (typeof start !== 'object' || start === null)
    throw new SpecError(
      'start',
      start,
      `start must be an object with some of ${parts.join(', ')}, as in { transitions: sticky() }, but is ${quote(start)}.`,
    );
  requireKnownOptions(parts, start, 'start');
  if (start.initialProbs !== undefined && spec.initialProbs !== 'fitted')
    throw new SpecError(
      'start.initialProbs',
      start.initialProbs,
      `start.initialProbs is given, but the spec says initialProbs: ${quote(spec.initialProbs)}, so they are not fitted. Leave one of them out.`,
    );
  if (start.scale !== undefined && !familyOf(spec.observation).hasScale)
    throw new SpecError(
      'start.scale',
      start.scale,
      `start.scale is given, but ${spec.observation.kind}() observations have no scale. Leave it out.`,
    );
  const { weights = glmPlusNoise(), transitions = sticky(), initialProbs = uniform(), scale = glmScale() } = start;
  return {
    weights: settlePart('weights', weights, { glmPlusNoise, randomWeights, kMeansWeights }),
    transitions: ofLength(settlePart('transitions', transitions, { sticky, ...probabilityMakers }), spec),
    initialProbs: ofLength(settlePart('initialProbs', initialProbs, probabilityMakers), spec),
    scale: settlePart('scale', scale, { glmScale, constantScale: remadeConstant, kMeansScale }),
  };
}

const parts = ['weights', 'transitions', 'initialProbs', 'scale'] as const;

/** What is written by hand has not been through its constructor: it is made again by the one of its kind. */
function settlePart<T extends { readonly kind: string }>(
  part: (typeof parts)[number],
  given: T | OwnStart,
  makers: Readonly<Record<string, (options: never) => T>>,
): T | OwnStart {
  if (typeof given === 'function') {
    const uncalled = Object.keys(makers).find((name) => Object.is(makers[name], given));
    if (uncalled !== undefined)
      throw new SpecError(`start.${part}`, given, `start.${part} is ${uncalled} itself; call it: ${uncalled}().`);
    return given;
  }
  const maker = Object.hasOwn(makers, given?.kind) ? makers[given.kind] : undefined;
  if (!maker)
    throw new SpecError(
      `start.${part}`,
      given,
      `start.${part} must be made by ${Object.keys(makers).join('(), ')}(), or be a function, but is ${quote(given)}.`,
    );
  return maker(optionsOf(given) as never);
}

const probabilityMakers = { uniform, randomProbs, dirichletDraw, kMeansProbs };

/** One concentration a state, or one for all. */
function ofLength<T extends TransitionStart>(start: T | OwnStart, { numStates }: GlmHmmSpec): T | OwnStart {
  if (typeof start === 'function' || start.kind !== 'dirichletDraw' || typeof start.concentration === 'number')
    return start;
  const { concentration } = start;
  if (concentration.length !== numStates)
    throw new SpecError(
      'concentration',
      concentration,
      `concentration has ${concentration.length} entries, but there are ${numStates} states; give one entry a state, or one number.`,
    );
  return start;
}

function remadeConstant({ value }: { readonly value: number }): ScaleStart {
  return constantScale(value);
}
