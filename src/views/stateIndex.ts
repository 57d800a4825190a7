import { quote, SpecError } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import type { FitView } from './viewFit.ts';

/** Which state of a view has a name. @throws {SpecError} when none has */
export function stateIndex(view: FitView, name: string): number {
  const names = view.states.map((state) => state.name);
  const index = names.indexOf(name);
  if (index < 0)
    throw new SpecError(
      'state',
      name,
      `There is no state ${quote(name)} in the view. ${nearNames(String(name), names, 'state')}`,
    );
  return index;
}
