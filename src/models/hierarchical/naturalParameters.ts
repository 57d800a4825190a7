import { quote, SpecError } from '../../errors.ts';
import type { NdArray } from '../../numerics/ndarray.ts';
import { type BehaviorModel, parameterNames } from '../behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../behavior/behaviors.ts';
import { requireFinite } from '../checks.ts';
import { nearNames } from '../nearNames.ts';
import type { HierarchicalSpec } from './hierarchical.ts';
import type { HierarchicalFit } from './hierarchicalFit.ts';
import { fromNatural, type ParameterScale, requireNatural, toNatural } from './scales.ts';

/** What has parameters: a model of behaviour, a hierarchical spec of one, or its fit. */
export type Parameterized = BehaviorSpec | HierarchicalSpec | HierarchicalFit;

/**
 * Values of parameters: by name, of one subject or [subject]; as lists [parameter] or [subject][parameter]; or as an array whose
 * last axis is the parameters.
 */
export type ParameterValues =
  | NdArray
  | readonly number[]
  | readonly (readonly number[])[]
  | Readonly<Record<string, number | ArrayLike<number>>>;

/** The same arrangement, with other numbers. */
export type Rearranged<Values> = Values extends number
  ? number
  : Values extends NdArray
    ? NdArray<Values['axes']>
    : Values extends ArrayLike<number>
      ? number[]
      : Values extends readonly (infer Row)[]
        ? Rearranged<Row>[]
        : { -readonly [name in keyof Values]: Rearranged<Values[name]> };

/**
 * Natural values, which models compute with and people read, of parameters on their unbounded scales x. Of a fit alone: those
 * of each subject's mode [subject, parameter].
 *
 * @param x as in `fit.subjects.mode`; a record may hold some of the parameters only
 * @throws {SpecError} when there is no such parameter, a number is not finite or the lists have another length
 * @example naturalParameters(fit)                                       // [subject, parameter]
 * @example naturalParameters(rescorlaWagner(), { learningRate: 0 })     // { learningRate: 0.5 }
 */
export function naturalParameters(fit: HierarchicalFit): NdArray<readonly ['subject', 'parameter']>;
export function naturalParameters<Values extends ParameterValues>(of: Parameterized, x: Values): Rearranged<Values>;
export function naturalParameters(of: Parameterized, x?: ParameterValues): unknown {
  const given = x ?? (of.kind === 'hierarchicalFit' ? of.subjects.mode : undefined);
  return converted('x', of, given, (name, scale, value) => {
    requireFinite(name, value);
    return toNatural(scale, value);
  });
}

/**
 * The values x, on unbounded scales, of natural parameters: what undoes `naturalParameters`.
 *
 * @param values natural; a record may hold some of the parameters only
 * @throws {SpecError} when there is no such parameter, a value is outside its scale or at a bound, which only an infinite x
 *   reaches, or the lists have another length
 * @example unboundedParameters(rescorlaWagner(), { learningRate: 0.5 })   // { learningRate: 0 }
 */
export function unboundedParameters<Values extends ParameterValues>(
  of: Parameterized,
  values: Values,
): Rearranged<Values> {
  return converted('values', of, values, (name, scale, value) => {
    requireNatural(name, scale, value);
    return fromNatural(scale, value);
  }) as Rearranged<Values>;
}

/** The model that has the parameters. */
export function modelOf(of: Parameterized): BehaviorModel {
  if (of?.kind === 'hierarchicalFit') return behaviorOf(of.spec.model);
  return behaviorOf(of?.kind === 'hierarchical' ? of.model : of);
}

type Change = (name: string, scale: ParameterScale, value: number) => number;

function converted(option: string, of: Parameterized, given: unknown, change: Change): unknown {
  const { parameters } = modelOf(of);
  const names = Object.keys(parameters);
  const refuse = (what: string): never => {
    throw new SpecError(
      option,
      given,
      `${option} ${what}. Give values of ${names.join(', ')}: by name, as rows [subject][parameter], or as an array whose last axis is the parameters.`,
    );
  };
  const one = (name: string, value: unknown): number => change(name, parameters[name], value as number);
  const row = (values: readonly unknown[]): unknown => {
    if (values.length > 0 && values.every(Array.isArray)) return values.map((inner) => row(inner as unknown[]));
    if (values.length !== names.length) refuse(`must have ${names.length} values a row, but one is ${quote(values)}`);
    return values.map((value, k) => one(names[k], value));
  };
  if (Array.isArray(given)) return row(given);
  if (typeof given !== 'object' || given === null)
    return refuse(`must hold values of parameters, but is ${quote(given)}`);
  if (isArray(given)) {
    const { axes, shape, data } = given;
    if (shape[shape.length - 1] !== names.length)
      refuse(`must have ${names.length} values along its last axis, but has shape ${quote(shape)}`);
    return { axes, shape, data: data.map((value, i) => one(names[i % names.length], value)) };
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!Object.hasOwn(parameters, name))
        throw new SpecError(option, name, `${option} names ${quote(name)}. ${nearNames(name, names, 'parameter')}`);
      return [
        name,
        typeof value === 'object' && value !== null
          ? Array.from(value as ArrayLike<unknown>, (each) => one(name, each))
          : one(name, value),
      ];
    }),
  );
}

function isArray(given: object): given is NdArray {
  return 'data' in given && given.data instanceof Float64Array && 'shape' in given;
}

/** A value for each parameter [parameter], of a record that names them all. @throws {SpecError} */
export function everyParameter(
  option: string,
  model: BehaviorModel,
  given: Readonly<Record<string, number>>,
): number[] {
  const names = parameterNames(model);
  if (typeof given !== 'object' || given === null)
    throw new SpecError(
      option,
      given,
      `${option} must hold a value of each of ${names.join(', ')}, but is ${quote(given)}.`,
    );
  for (const name of Object.keys(given))
    if (!names.includes(name))
      throw new SpecError(option, name, `${option} names ${quote(name)}. ${nearNames(name, names, 'parameter')}`);
  return names.map((name) => {
    if (!Object.hasOwn(given, name))
      throw new SpecError(
        option,
        given,
        `${option} lacks ${name}. Give a value of each parameter: ${names.join(', ')}.`,
      );
    requireFinite(`${option}.${name}`, given[name]);
    return given[name];
  });
}
