import { quote, SpecError } from '../errors.ts';
import { columnsWithRole } from '../models/behavior/behaviorModel.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { type HierarchicalSpec, hierarchical } from '../models/hierarchical/hierarchical.ts';

/** Several models of the same subjects: by name, or a list of specs that are then called as their models are. */
export type NamedModels = Readonly<Record<string, HierarchicalSpec>> | readonly HierarchicalSpec[];

/** A spec and what it is called. */
export interface NamedModel {
  readonly name: string;
  readonly spec: HierarchicalSpec;
}

/**
 * Specs with different names, at least two: in a list of models of one name, the second is called "name (2)".
 *
 * @throws {SpecError} when there are fewer, one is no hierarchical spec or has no prior, or they predict different responses
 */
export function namedModels(models: NamedModels): NamedModel[] {
  if (typeof models !== 'object' || models === null || 'kind' in models)
    throw new SpecError(
      'models',
      models,
      `models must be specs by name, such as { forgetful: hierarchical(…), plain: hierarchical(…) }, or a list of specs, but is ${quote(models)}.`,
    );
  const entries: (readonly [string | null, HierarchicalSpec])[] = Array.isArray(models)
    ? (models as readonly HierarchicalSpec[]).map((spec) => [null, spec] as const)
    : Object.entries(models as Readonly<Record<string, HierarchicalSpec>>);
  if (entries.length < 2)
    throw new SpecError('models', models, `models must hold at least two models, but holds ${entries.length}.`);
  const named: NamedModel[] = [];
  for (const [i, [given, spec]] of entries.entries()) {
    const place = given ?? String(i);
    const checked = checkedSpec(place, spec);
    named.push({ name: given ?? newName(behaviorOf(checked.model).name, named), spec: checked });
  }
  requireSameResponses(named);
  return named;
}

function checkedSpec(place: string, spec: HierarchicalSpec): HierarchicalSpec {
  if (spec?.kind !== 'hierarchical')
    throw new SpecError(
      `models.${place}`,
      spec,
      `models.${place} must be made by hierarchical(), but is ${quote(spec)}. A model of behaviour goes into it: hierarchical(rescorlaWagner()).`,
    );
  const { kind, model, ...options } = spec;
  if (spec.prior === 'none')
    throw new SpecError(
      `models.${place}.prior`,
      spec.prior,
      `models.${place} has prior: 'none', and without a prior there is no evidence to compare. Take prior: 'group'; AIC and BIC of maximum likelihood are computed besides.`,
    );
  return hierarchical(model, options);
}

function newName(name: string, taken: readonly NamedModel[]): string {
  let [unique, count] = [name, 1];
  while (taken.some((one) => one.name === unique)) unique = `${name} (${++count})`;
  return unique;
}

function requireSameResponses(models: readonly NamedModel[]): void {
  const responses = models.map(({ spec }) => columnsWithRole(behaviorOf(spec.model), 'response').sort().join(', '));
  const other = responses.findIndex((names) => names !== responses[0]);
  if (other > 0)
    throw new SpecError(
      'models',
      models[other].name,
      `Models are compared by how probable they make the same responses, but "${models[0].name}" predicts ${responses[0]} and "${models[other].name}" ${responses[other]}. Compare models that predict the same columns.`,
    );
}
