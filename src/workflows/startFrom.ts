import { quote, SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import type { GlmHmmSpec } from '../models/specs.ts';
import { perSession } from '../models/transitionModels.ts';
import type { Trials } from '../models/trials.ts';
import { lengthOf } from '../numerics/ndarray.ts';

/** Refuses to start from a fit of another kind. @throws {SpecError} when it has other features, another number of states, or other lapses */
export function requireSameKind(trials: Trials, spec: GlmHmmSpec, startFrom: Fit): void {
  const { numStates } = startFrom.spec;
  if (numStates !== spec.numStates)
    throw new SpecError(
      'startFrom',
      numStates,
      `startFrom has ${numStates} state${numStates === 1 ? '' : 's'}, but the spec has ${spec.numStates}. Start from a fit with the same number of states.`,
    );
  if (startFrom.featureNames.join('\n') !== trials.featureNames.join('\n'))
    throw new SpecError(
      'startFrom',
      startFrom.featureNames,
      `startFrom has the features ${startFrom.featureNames.join(', ')}, but the trials have ${trials.featureNames.join(', ')}. Start from a fit with the same features in the same order.`,
    );
  requireSameLapses(spec, startFrom);
}

function requireSameLapses({ lapses }: GlmHmmSpec, startFrom: Fit): void {
  const { kind } = startFrom.spec.lapses;
  if (lapses.kind !== kind && lapses.kind !== 'none' && kind !== 'none')
    throw new SpecError(
      'startFrom',
      kind,
      `startFrom has lapses of kind ${quote(kind)}, but those of the spec are of kind ${quote(lapses.kind)}. Start from a fit with the same lapses, or with none.`,
    );
}

/** The spec with the center that transitions per session lack taken from the fit that they start from. */
export function withCenterFrom(startFrom: Fit, spec: GlmHmmSpec): GlmHmmSpec {
  const { transitions } = spec;
  if (transitions.kind !== 'perSession' || transitions.center) return spec;
  return { ...spec, transitions: perSession({ alpha: transitions.alpha, center: centerOf(startFrom) }) };
}

/** The fit's own center where it is a matrix, or its matrix, averaged over sessions. */
function centerOf(fit: Fit): readonly (readonly number[])[] {
  const { transitions } = fit.spec;
  if (transitions.kind === 'perSession' && Array.isArray(transitions.center)) return transitions.center;
  const { transitionMatrix } = fit.params;
  const [K, S] = [fit.spec.numStates, lengthOf(transitionMatrix, 'session')];
  return Array.from({ length: K }, (_, i) =>
    Array.from({ length: K }, (_, j) => {
      let sum = 0;
      for (let s = 0; s < S; s++) sum += transitionMatrix.data[(s * K + i) * K + j];
      return sum / S;
    }),
  );
}
