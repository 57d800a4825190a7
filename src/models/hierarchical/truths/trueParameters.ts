import { quote, SpecError } from '../../../errors.ts';
import { type NdArray, type Nested, toNested } from '../../../numerics/ndarray.ts';
import { type Random, random, splitSeed } from '../../../numerics/random.ts';
import type { BehaviorModel } from '../../behavior/behaviorModel.ts';
import { behaviorOf } from '../../behavior/behaviors.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { nearNames } from '../../nearNames.ts';
import { groupDraws } from '../group/drawFromGroup.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import { requireNatural, toNatural } from '../scales.ts';
import { checkedTruths, drawTruth, type TruthDistribution } from './truths.ts';

/**
 * Where the true values of simulated subjects come from: natural values of each subject, as rows [subject, parameter] or lists by
 * parameter; distributions by parameter, in which x of a parameter left out is standard normal; or a fit, whose group is drawn
 * from.
 */
export type TrueParameters =
  | NdArray<readonly ['subject', 'parameter']>
  | readonly (readonly number[])[]
  | Readonly<Record<string, ArrayLike<number>>>
  | Readonly<Record<string, TruthDistribution>>
  | HierarchicalFit;

/** True values, ready to be drawn. */
export interface Truths {
  /** How they come about, as data. */
  readonly source:
    | { readonly kind: 'given' }
    | { readonly kind: 'distributions'; readonly distributions: Readonly<Record<string, TruthDistribution>> }
    | { readonly kind: 'fit'; readonly requestHash: string };
  /** How many subjects there are, where values were given for each. */
  readonly numSubjects: number | null;
  /** Natural values [subject, parameter] of the first subjects; subject s has the same whatever their number. */
  readonly draw: (numSubjects: number, seed: number) => readonly (readonly number[])[];
}

/**
 * Prepares the true values of simulated subjects.
 *
 * @throws {SpecError} when a parameter is unknown or missing, values or ranges lie outside the scales, or the fit is of another model
 */
export function truthsOf(model: BehaviorModel, parameters: TrueParameters, like: Subjects | undefined): Truths {
  if (typeof parameters !== 'object' || parameters === null)
    throw new SpecError(
      'parameters',
      parameters,
      `parameters must be true values, distributions of them such as { ${Object.keys(model.parameters)[0]}: uniformTruths(min, max) }, or a fit, but is ${quote(parameters)}.`,
    );
  if (isFit(parameters)) return ofFit(model, parameters, like);
  if (Array.isArray(parameters)) return ofRows(model, parameters);
  if (isArray(parameters)) return ofRows(model, toNested(parameters) as Nested[]);
  const record = parameters as Readonly<Record<string, ArrayLike<number> | TruthDistribution>>;
  const unknown = Object.keys(record).find((name) => !Object.hasOwn(model.parameters, name));
  if (unknown !== undefined)
    throw new SpecError(
      'parameters',
      unknown,
      `parameters names ${quote(unknown)}. ${nearNames(unknown, Object.keys(model.parameters), 'parameter')}`,
    );
  return Object.values(record).some(isList)
    ? ofRows(model, rowsOf(model, record as Readonly<Record<string, ArrayLike<number>>>))
    : ofDistributions(model, record as Readonly<Record<string, TruthDistribution>>);
}

function isFit(parameters: TrueParameters): parameters is HierarchicalFit {
  return (parameters as HierarchicalFit).kind === 'hierarchicalFit';
}

function isArray(parameters: TrueParameters): parameters is NdArray<readonly ['subject', 'parameter']> {
  return Array.isArray((parameters as NdArray).axes) && (parameters as NdArray).data instanceof Float64Array;
}

function isList(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function rowsOf(model: BehaviorModel, lists: Readonly<Record<string, ArrayLike<number>>>): number[][] {
  const names = Object.keys(model.parameters);
  for (const name of names)
    if (!isList(lists[name]))
      throw new SpecError(
        'parameters',
        lists[name],
        `parameters.${name} must be a list of true values, one a subject, as of the other parameters, but is ${quote(lists[name])}.`,
      );
  const lengths = names.map((name) => lists[name].length);
  if (new Set(lengths).size > 1)
    throw new SpecError(
      'parameters',
      lengths,
      `parameters must hold as many values of each parameter, but holds ${lengths.join(', ')} of ${names.join(', ')}.`,
    );
  return Array.from({ length: lengths[0] }, (_, s) => names.map((name) => lists[name][s]));
}

function ofRows(model: BehaviorModel, rows: readonly unknown[]): Truths {
  const scales = Object.entries(model.parameters);
  const names = Object.keys(model.parameters).join(', ');
  if (rows.length === 0) throw new SpecError('parameters', rows, `parameters hold no subject. Give rows of ${names}.`);
  rows.forEach((row, s) => {
    if (!Array.isArray(row) || row.length !== scales.length)
      throw new SpecError(
        'parameters',
        row,
        `parameters of subject ${s} (counted from 0) must be ${scales.length} natural values, of ${names}, but are ${quote(row)}.`,
      );
    scales.forEach(([name, scale], k) => {
      requireNatural(`${name} of subject ${s} (counted from 0)`, scale, row[k]);
    });
  });
  return {
    source: { kind: 'given' },
    numSubjects: rows.length,
    draw: (numSubjects) => (rows as number[][]).slice(0, numSubjects),
  };
}

function ofDistributions(model: BehaviorModel, given: Readonly<Record<string, TruthDistribution>>): Truths {
  const scales = Object.entries(model.parameters);
  const distributions = Object.fromEntries(
    Object.entries(given).map(([name, one]) => [name, checkedTruths(name, model.parameters[name], one)]),
  );
  return {
    source: { kind: 'distributions', distributions },
    numSubjects: null,
    draw: forEachSubject((_, source) =>
      scales.map(([name, scale]) =>
        distributions[name] === undefined
          ? toNatural(scale, source.normal())
          : drawTruth(distributions[name], scale, source),
      ),
    ),
  };
}

function ofFit(model: BehaviorModel, fit: HierarchicalFit, like: Subjects | undefined): Truths {
  const scales = Object.entries(model.parameters);
  const names = scales.map(([name]) => name).join(', ');
  if (fit.parameterNames.join(', ') !== names)
    throw new SpecError(
      'parameters',
      fit.parameterNames,
      `parameters is a fit of ${fit.parameterNames.join(', ')}, but the model has ${names}. Give a fit of the same model.`,
    );
  const scalesOfFit = Object.values(behaviorOf(fit.spec.model).parameters);
  const drawX = groupDraws(fit, like);
  return {
    source: { kind: 'fit', requestHash: fit.requestHash },
    numSubjects: null,
    draw: forEachSubject((subject, source) =>
      Array.from(drawX(subject, source), (x, k) => {
        const value = toNatural(scalesOfFit[k], x);
        requireNatural(scales[k][0], scales[k][1], value);
        return value;
      }),
    ),
  };
}

/** Each subject draws from a source of its own. */
function forEachSubject(drawOne: (subject: number, source: Random) => number[]): Truths['draw'] {
  return (numSubjects, seed) => Array.from({ length: numSubjects }, (_, s) => drawOne(s, random(splitSeed(seed, s))));
}
