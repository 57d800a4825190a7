import { quote, SpecError } from '../../errors.ts';
import { requireKnownOptions, requireWhole } from '../checks.ts';
import { checkedScale } from '../hierarchical/scales.ts';
import type { BehaviorModel, ModelColumn } from './behaviorModel.ts';

/** A model of one's own, with where a module exports it, if it is to be saved or sent to another process. */
export interface OwnBehavior extends BehaviorModel {
  readonly kind: 'own';
  readonly module?: string;
  readonly export?: string;
}

/** What `ownBehavior` takes. */
export type OwnBehaviorOptions = Omit<BehaviorModel, 'design' | 'simulate'> &
  Partial<Pick<BehaviorModel, 'design' | 'simulate'>> & { readonly module?: string; readonly export?: string };

/**
 * A model of behaviour of one's own. Only name, parameters, columns and `logLikelihood` are needed to fit; recovery and
 * predictive checks need `design` and `simulate` too. Without `derivatives` they are made of `logLikelihood`, exactly.
 *
 * @throws {SpecError} when a part is missing or of another kind
 * @example
 * ownBehavior({
 *   name: 'biased coin',
 *   parameters: { bias: unit() },
 *   columns: { choice: { role: 'response', numClasses: 2 } },
 *   logLikelihood: ({ bias }, { columns }, math) => {
 *     let total = math.constant(0);
 *     for (const c of columns.choice)
 *       if (!Number.isNaN(c)) total = math.add(total, math.log(c === 1 ? bias : math.subtract(1, bias)));
 *     return total;
 *   },
 * })
 */
export function ownBehavior(options: OwnBehaviorOptions): OwnBehavior {
  requireKnownOptions(known, options, 'ownBehavior');
  const { name, parameters, columns, module, export: exported } = options;
  const refuse = (option: string, value: unknown, what: string): never => {
    throw new SpecError(option, value, `${option} of ownBehavior() must be ${what}, but is ${quote(value)}.`);
  };
  if (typeof name !== 'string' || name === '') refuse('name', name, 'a text');
  for (const part of ['parameters', 'columns'] as const)
    if (typeof options[part] !== 'object' || options[part] === null || Object.keys(options[part]).length === 0)
      refuse(part, options[part], 'an object with at least one entry');
  for (const [parameter, scale] of Object.entries(parameters)) checkedScale(parameter, scale);
  for (const [column, of] of Object.entries(columns)) requireColumn(column, of);
  if (!Object.values(columns).some(({ role }) => role === 'response'))
    refuse('columns', columns, "such that one has the role 'response': what the subject does");
  if (typeof options.logLikelihood !== 'function') refuse('logLikelihood', options.logLikelihood, 'a function');
  for (const part of ['derivatives', 'value', 'design', 'simulate'] as const)
    if (options[part] !== undefined && typeof options[part] !== 'function') refuse(part, options[part], 'a function');
  if ((module === undefined) !== (exported === undefined))
    refuse('export', exported, 'given together with module, as in { module: "./models.js", export: "forgetful" }');
  return { design: missing(name, 'design'), simulate: missing(name, 'simulate'), ...options, kind: 'own' };
}

const known = [
  'name',
  'parameters',
  'columns',
  'logLikelihood',
  'derivatives',
  'value',
  'design',
  'simulate',
  'module',
  'export',
];

function requireColumn(name: string, column: ModelColumn): void {
  const option = `columns.${name}`;
  requireKnownOptions(['role', 'numClasses', 'numOffered', 'min', 'max', 'above'], column, option);
  if (!['given', 'response', 'outcome'].includes(column.role))
    throw new SpecError(
      `${option}.role`,
      column.role,
      `${option}.role must be 'given', 'response' or 'outcome', but is ${quote(column.role)}.`,
    );
  if (column.numClasses !== undefined) requireWhole(`${option}.numClasses`, column.numClasses, { atLeast: 2 });
}

/** Stands for a function that a model does not have, and says so when it is called. */
function missing(name: string, part: string): () => never {
  return () => {
    throw new SpecError(
      part,
      undefined,
      `Model "${name}" has no ${part}, which simulating needs. Give ownBehavior() the functions design and simulate.`,
    );
  };
}
