import { quote, SpecError } from '../../errors.ts';
import { type NdArray, type Nested, toNested } from '../../numerics/ndarray.ts';
import { random, splitSeed } from '../../numerics/random.ts';
import { requireKnownOptions, requireWhole } from '../checks.ts';
import { requireNatural } from '../hierarchical/scales.ts';
import { type BehaviorModel, parameterNames, type SubjectTrials } from './behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from './behaviors.ts';
import { simulateAgain } from './simulateAgain.ts';
import type { Subjects } from './subjects.ts';

/** What `simulateSubjects` takes besides the model. */
export interface SimulateSubjectsOptions {
  /** Natural values of each subject [subject, parameter], or by parameter [subject]. */
  readonly parameters:
    | NdArray<readonly ['subject', 'parameter']>
    | readonly (readonly number[])[]
    | Readonly<Record<string, ArrayLike<number>>>;
  /** The task of the model, as its constructor documents: its length, its rewards; the model's own by default. */
  readonly task?: object;
  /**
   * Subjects whose tasks are taken over trial by trial: their blocks, `given` columns, and where responses are missing. What the
   * simulator needs besides, such as reward probabilities, is drawn from `task`, unless they have columns of its name.
   */
  readonly like?: Subjects;
  /** 1 by default. */
  readonly seed?: number;
  /** [subject]; 'subject 1', 'subject 2', … by default. */
  readonly names?: readonly string[];
}

/**
 * Draws what subjects with given parameters do: each its own task, responses and outcomes. Subject s draws the same whatever
 * the others are.
 *
 * @throws {SpecError} when parameters are missing, of another shape or outside their scales, or an option is impossible
 * @example simulateSubjects(rescorlaWagner(), { parameters: { inverseTemperature: [3, 5], learningRate: [0.2, 0.4] }, seed: 1 })
 */
export function simulateSubjects(spec: BehaviorSpec, options: SimulateSubjectsOptions): Subjects {
  requireKnownOptions(['parameters', 'task', 'like', 'seed', 'names'], options, 'simulateSubjects');
  const { task = {}, like, seed = 1 } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  const model = behaviorOf(spec);
  const values = naturalRows(model, options.parameters);
  if (like && like.names.length !== values.length)
    throw new SpecError(
      'parameters',
      values.length,
      `parameters hold ${values.length} subjects, but like holds ${like.names.length}. Give a row for each.`,
    );
  const names = options.names ?? like?.names ?? values.map((_, s) => `subject ${s + 1}`);
  if (names.length !== values.length || new Set(names).size < names.length)
    throw new SpecError(
      'names',
      names,
      `names must hold ${values.length} different names, one a subject, but is ${quote(names)}.`,
    );
  return {
    kind: 'subjects',
    names: [...names],
    trials: values.map((natural, s) =>
      like
        ? simulateAgain(model, like.trials[s], options.task).draw(natural, splitSeed(seed, s))
        : inTask(model, natural, task, splitSeed(seed, s)),
    ),
    classes: like?.classes ?? {},
    covariates: like?.covariates ?? {},
  };
}

function inTask(
  model: BehaviorModel,
  parameters: Readonly<Record<string, number>>,
  task: object,
  seed: number,
): SubjectTrials {
  const design = model.design(task, random(splitSeed(seed, 0)));
  const drawn = model.simulate(parameters, design, random(splitSeed(seed, 1)));
  return { ...design, columns: { ...design.columns, ...drawn } };
}

/** [subject] natural values by parameter. */
function naturalRows(
  model: BehaviorModel,
  parameters: SimulateSubjectsOptions['parameters'],
): Readonly<Record<string, number>>[] {
  const names = parameterNames(model);
  const refuse = (what: string): never => {
    throw new SpecError(
      'parameters',
      parameters,
      `parameters ${what}. Give natural values of ${names.join(', ')}: rows [subject, parameter], or a list a parameter.`,
    );
  };
  if (typeof parameters !== 'object' || parameters === null)
    refuse(`must hold natural values, but is ${quote(parameters)}`);
  const rows: number[][] =
    'axes' in parameters
      ? (toNested(parameters as NdArray) as Nested[] as number[][])
      : Array.isArray(parameters)
        ? (parameters as number[][])
        : byParameter(names, parameters as Readonly<Record<string, ArrayLike<number>>>, refuse);
  if (rows.length === 0) refuse('hold no subject');
  return rows.map((row, s) => {
    if (!Array.isArray(row) || row.length !== names.length)
      refuse(`of subject ${s} (counted from 0) must be ${names.length} values, but are ${quote(row)}`);
    return Object.fromEntries(
      names.map((name, k) => {
        if (typeof row[k] !== 'number') refuse(`hold ${quote(row[k])} for ${name} of subject ${s} (counted from 0)`);
        requireNatural(name, model.parameters[name], row[k]);
        return [name, row[k]];
      }),
    );
  });
}

function byParameter(
  names: readonly string[],
  parameters: Readonly<Record<string, ArrayLike<number>>>,
  refuse: (what: string) => never,
): number[][] {
  for (const name of Object.keys(parameters))
    if (!names.includes(name)) refuse(`name ${quote(name)}, which the model does not have`);
  for (const name of names) if (parameters[name] === undefined) refuse(`lack ${name}`);
  const lengths = names.map((name) => parameters[name].length);
  if (new Set(lengths).size > 1) refuse(`have ${lengths.join(', ')} subjects for ${names.join(', ')}`);
  return Array.from({ length: lengths[0] }, (_, s) => names.map((name) => parameters[name][s]));
}
