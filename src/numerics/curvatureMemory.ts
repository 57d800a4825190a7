/** The last steps of an ascent and how the gradient changed along them: L-BFGS's picture of the curvature. */
export interface CurvatureMemory {
  readonly size: number;
  /** Room for the steps; the newest takes the place of the oldest. */
  readonly ring: readonly RememberedStep[];
  readonly weights: Float64Array;
  readonly rest: Float64Array;
  count: number;
  newest: number;
}

interface RememberedStep {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / step · change */
  rho: number;
}

interface Place {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
}

/** An empty memory of at most `most` steps of vectors of length `size`. */
export function curvatureMemory(size: number, most: number): CurvatureMemory {
  const ring = Array.from({ length: most }, () => ({
    step: new Float64Array(size),
    change: new Float64Array(size),
    rho: 0,
  }));
  return { size, ring, weights: new Float64Array(most), rest: new Float64Array(size), count: 0, newest: -1 };
}

/** Forgets all steps. */
export function forgetSteps(memory: CurvatureMemory): void {
  memory.count = 0;
}

/** Remembers the step between two points, unless it curves the wrong way; frozen entries do not count. */
export function rememberStep(memory: CurvatureMemory, from: Place, to: Place, frozen: Uint8Array): void {
  const { size, ring, count, newest } = memory;
  const slot = (newest + 1) % ring.length;
  const { step, change } = ring[slot];
  let [along, steps, changes] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    step[i] = frozen[i] ? 0 : to.theta[i] - from.theta[i];
    change[i] = frozen[i] ? 0 : from.gradient[i] - to.gradient[i];
    along += step[i] * change[i];
    steps += step[i] * step[i];
    changes += change[i] * change[i];
  }
  if (!(along > 1e-10 * Math.sqrt(steps * changes))) return;
  ring[slot].rho = 1 / along;
  memory.newest = slot;
  memory.count = Math.min(count + 1, ring.length);
}

/** out = approximate inverse curvature times v, starting from `precondition`. @see Nocedal & Wright 2006, algorithm 7.4 */
export function applyMemory(
  { size, ring, weights, rest, count, newest }: CurvatureMemory,
  v: Float64Array,
  precondition: (v: Float64Array, out: Float64Array) => void,
  out: Float64Array,
): void {
  rest.set(v);
  for (let age = 0; age < count; age++) {
    const slot = (newest - age + ring.length) % ring.length;
    const { step, change, rho } = ring[slot];
    let sum = 0;
    for (let i = 0; i < size; i++) sum += step[i] * rest[i];
    weights[slot] = rho * sum;
    for (let i = 0; i < size; i++) rest[i] -= weights[slot] * change[i];
  }
  precondition(rest, out);
  for (let age = count - 1; age >= 0; age--) {
    const slot = (newest - age + ring.length) % ring.length;
    const { step, change, rho } = ring[slot];
    let sum = 0;
    for (let i = 0; i < size; i++) sum += change[i] * out[i];
    const by = weights[slot] - rho * sum;
    for (let i = 0; i < size; i++) out[i] += by * step[i];
  }
}
