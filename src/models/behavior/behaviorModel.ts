import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';
import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import type { Random } from '../../numerics/random.ts';
import type { ParameterScale } from '../hierarchical/scales.ts';

/** The trials of one subject, as models read them. */
export interface SubjectTrials {
  readonly numTrials: number;
  /** [block] first trial of each, from 0; what is learned begins anew there. */
  readonly blockStarts: Int32Array;
  /** [trial] by name; classes are whole numbers from 0, NaN is an empty cell. */
  readonly columns: Readonly<Record<string, Float64Array>>;
}

/** A column that a model reads. */
export interface ModelColumn {
  /**
   * `given` is there before the subject acts, in every trial; `response` is what the subject does, and where one is empty the trial is
   * missing: it counts for nothing, and nothing is learned from it; `outcome` follows, and is there wherever the responses are.
   */
  readonly role: 'given' | 'response' | 'outcome';
  /** Values are whole numbers from 0 to `numClasses` - 1; left out for measurements. */
  readonly numClasses?: number;
  /** Of how many classes a response is one, where fewer than `numClasses` are on offer. */
  readonly numOffered?: number;
  /** Smallest and largest value. */
  readonly min?: number;
  readonly max?: number;
  /** Values are above this one. */
  readonly above?: number;
}

/** Called with what a model computes on the way: a latent's name, the trial, its value. */
export type Note<Value> = (latent: string, trial: number, value: Value | number) => void;

/**
 * A model of how a subject behaves: its parameters, the columns that it reads, the likelihood of what the subject did, and a
 * simulator. Everything else is made of these.
 */
export interface BehaviorModel {
  /** As in messages and tables. */
  readonly name: string;
  /** The scale of each parameter, by name; their order is the order everywhere. */
  readonly parameters: Readonly<Record<string, ParameterScale>>;
  readonly columns: Readonly<Record<string, ModelColumn>>;
  /**
   * Log-likelihood of the subject's responses, nats, -Infinity where parameters make them impossible. Written in `math`, it is
   * evaluated and differentiated; `note`, when there, is told the latents of each trial, among them its `logLikelihood`.
   *
   * @param parameters natural values by name
   */
  logLikelihood<Value>(
    parameters: Readonly<Record<string, Value>>,
    trials: SubjectTrials,
    math: Arithmetic<Value>,
    note?: Note<Value>,
  ): Value | number;
  /**
   * The same with its derivatives by the natural values, where they are written by hand; without it they are made of
   * `logLikelihood`, exact as well but slower.
   *
   * @param values natural values [parameter]
   */
  derivatives?(values: Float64Array, trials: SubjectTrials, out: Derivatives): void;
  /** The value alone, where it is written by hand. */
  value?(values: Float64Array, trials: SubjectTrials): number;
  /** Draws a task: the number of trials, blocks, and the `given` columns, with whatever `simulate` needs besides. */
  design(task: object, random: Random): SubjectTrials;
  /** Draws what a subject does in a task, and the outcomes: columns [trial] by name. */
  simulate(
    parameters: Readonly<Record<string, number>>,
    design: SubjectTrials,
    random: Random,
  ): Readonly<Record<string, Float64Array>>;
}

/** The names of a model's columns of a role, in order. */
export function columnsWithRole({ columns }: Pick<BehaviorModel, 'columns'>, role: ModelColumn['role']): string[] {
  return Object.keys(columns).filter((name) => columns[name].role === role);
}

/** The names of a model's parameters, in order. */
export function parameterNames(model: Pick<BehaviorModel, 'parameters'>): string[] {
  return Object.keys(model.parameters);
}
