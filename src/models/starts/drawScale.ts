import { SpecError } from '../../errors.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import type { DrawingMaterial } from './drawingMaterial.ts';
import { ownArray } from './ownArray.ts';
import type { ScaleStart } from './scaleStarts.ts';
import type { OwnStart } from './start.ts';

/** [state] scale to start from, with several outputs [state, output]; `null` in families without one. */
export function drawScale(start: ScaleStart | OwnStart, material: DrawingMaterial, random: Random): NdArray | null {
  const { spec, trials, layout, family } = material.problem;
  if (!family.hasScale) return null;
  const { numStates, numOutputs } = layout;
  const axes = [['state', numStates] as const, ...(numOutputs > 1 ? [['output', numOutputs] as const] : [])];
  if (typeof start === 'function') {
    const own = ownArray('start.scale', start({ trials, spec, random }), axes);
    const wrong = own.data.find((value) => !(value > 0));
    if (wrong !== undefined)
      throw new SpecError('start.scale', wrong, `start.scale must be above 0, but its function returned ${wrong}.`);
    return own;
  }
  return ndarray(
    axes.map(([axis]) => axis),
    axes.map(([, length]) => length),
    drawn(start, material),
  );
}

function drawn(start: ScaleStart, { problem, glm, glmsOfClusters }: DrawingMaterial): Float64Array {
  const { numUnits, numOutputs, units } = problem.layout;
  switch (start.kind) {
    case 'constantScale':
      return new Float64Array(numUnits).fill(start.value);
    case 'glmScale':
      return Float64Array.from(units, ({ state }, u) => glm(state).scale?.data[u % numOutputs] ?? 1);
    case 'kMeansScale':
      return Float64Array.from(glmsOfClusters().flatMap(({ scale }) => Array.from(scale?.data ?? [])));
  }
}
