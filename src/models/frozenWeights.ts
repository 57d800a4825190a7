import { quote, SpecError } from '../errors.ts';
import { requireFinite } from './checks.ts';
import { nearNames } from './nearNames.ts';
import type { GlmHmmSpec } from './specs.ts';

/** The values that weights are held at, by feature; features that are not named are free. */
export type FrozenRow = Readonly<Record<string, number>>;

/** Weights that are constants of the model, not parameters: the same in all states, or a list with one entry a state. */
export type FrozenWeights = FrozenRow | readonly FrozenRow[];

/** Frozen weights whose every value is a finite number. @throws {SpecError} */
export function checkedFrozen(frozen: FrozenWeights): FrozenWeights {
  const check = (row: unknown, option: string): void => {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw new SpecError(
        'frozen',
        row,
        `${option} must hold values by feature, as in { bias: 0 }, but is ${quote(row)}.`,
      );
    for (const [feature, value] of Object.entries(row)) requireFinite(`${option}.${feature}`, value);
  };
  if (Array.isArray(frozen)) for (const [k, row] of frozen.entries()) check(row, `frozen[${k}]`);
  else check(frozen, 'frozen');
  return frozen;
}

/** [state] what is frozen in each. */
export function frozenRows({ frozen, numStates }: Pick<GlmHmmSpec, 'frozen' | 'numStates'>): readonly FrozenRow[] {
  return Array.isArray(frozen) ? frozen : new Array<FrozenRow>(numStates).fill(frozen as FrozenRow);
}

/** [state, feature] the values that weights are held at; NaN where they are free. @throws {SpecError} when there is no such feature */
export function frozenValues(
  spec: Pick<GlmHmmSpec, 'frozen' | 'numStates'>,
  featureNames: readonly string[],
): Float64Array {
  const rows = frozenRows(spec);
  for (const name of rows.flatMap(Object.keys))
    if (!featureNames.includes(name))
      throw new SpecError(
        'frozen',
        name,
        `frozen names ${quote(name)}, which is none of the features. ${nearNames(name, featureNames, 'feature')}`,
      );
  return Float64Array.from(
    rows.flatMap((row) => featureNames.map((name) => (Object.hasOwn(row, name) ? row[name] : Number.NaN))),
  );
}
