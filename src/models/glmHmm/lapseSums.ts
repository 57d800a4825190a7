import type { BorderedTridiagonal } from '../../numerics/borderedTridiagonal.ts';
import type { GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Adds the likelihood's derivative by lapses, given the posteriors. */
export function addLapseGradient(problem: GlmHmmProblem, { posterior, tables, gradient }: GlmHmmPoint): void {
  const { design, layout, lapses, lapsesAt } = problem;
  if (!lapses) return;
  const { numActive, first, readsPrevious, mostAtOnce: A, size } = lapses;
  const K = layout.numStates;
  for (let row = 0; row < design.numRows; row++) {
    const situation = readsPrevious ? design.previous[row] + 1 : 0;
    for (let k = 0; k < K; k++)
      for (let a = 0; a < numActive[situation]; a++)
        gradient[lapsesAt + k * size + first[situation] + a] +=
          posterior[row * K + k] * tables.lapseSlope[(row * K + k) * A + a];
  }
}

/** Adds the curvature of a state's lapses to its system, in which they are the last rows of the border. */
export function addLapseCurvature(
  problem: GlmHmmProblem,
  point: GlmHmmPoint,
  state: number,
  system: BorderedTridiagonal,
): void {
  const { design, layout, lapses, lapsesAt } = problem;
  if (!lapses) return;
  const { numActive, first, readsPrevious, mostAtOnce: A, size, max } = lapses;
  const { numStates: K, numFeatures: D, numPredictors: P, numBlocks: B, width, shared } = layout;
  const { walking, fixed } = layout.units[state];
  const { lapseCross, lapseCurvature } = point.tables;
  const { borderSize: m, corner, cross } = system;
  const [n, lapsesFrom] = [walking.length, fixed.length];
  const sums = new Float64Array(size * width);
  const crossOf = (lapse: number, owner: number): number =>
    shared.members[owner].reduce((sum, c) => sum + shared.sign[c] * sums[lapse * width + c], 0);
  for (let b = 0; b < B; b++) {
    sums.fill(0);
    for (let row = design.blockStarts[b]; row < design.blockStarts[b + 1]; row++) {
      const situation = readsPrevious ? design.previous[row] + 1 : 0;
      const cell = row * K + state;
      const share = point.posterior[cell];
      let pair = (cell * A * (A + 1)) / 2;
      for (let a = 0; a < numActive[situation]; a++) {
        const lapse = first[situation] + a;
        for (let c = 0; c <= a; c++)
          corner[(lapsesFrom + lapse) * m + lapsesFrom + first[situation] + c] += share * lapseCurvature[pair++];
        for (let g = 0; g < P; g++) {
          const factor = share * lapseCross[(cell * A + a) * P + g];
          for (let d = 0; d < D; d++) sums[lapse * width + g * D + d] += factor * design.features[row * D + d];
        }
      }
    }
    for (let lapse = 0; lapse < size; lapse++) {
      const r = lapsesFrom + lapse;
      for (let i = 0; i < n; i++) cross[(r * B + b) * n + i] = crossOf(lapse, walking[i]);
      for (let c = 0; c < fixed.length; c++) corner[r * m + c] += crossOf(lapse, fixed[c]);
    }
  }
  for (let lapse = 0; lapse < size; lapse++) {
    const i = state * size + lapse;
    // the bend of the rate itself, all that is left of the curvature towards a bound; upwards its size, so that steps stay short
    const bend = point.gradient[lapsesAt + i] * (1 - (2 * point.lapses[i]) / max);
    corner[(lapsesFrom + lapse) * (m + 1)] += Math.abs(bend) + 1e-9;
  }
}

/**
 * Shortens the steps of states whose weights or lapses would go too far: as a whole, since they depend on each other. Lapses
 * bound the likelihood from below, so that a long step could end where it is flat.
 *
 * @param longest of the log-odds of a lapse's rate
 */
export function shortenLapsing(problem: GlmHmmProblem, step: Float64Array, longest: number): void {
  const { layout, lapses, lapsesAt, featureScale, family } = problem;
  if (!lapses) return;
  const { units, numUnits: U, numFeatures: D, width, place } = layout;
  for (let k = 0; k < U; k++) {
    let excess = 1;
    for (let i = 0; i < place.length; i++)
      if (Math.floor(i / width) % U === k && place[i] >= 0)
        excess = Math.max(excess, (Math.abs(step[place[i]]) * featureScale[i % D]) / family.longestStep);
    const rates = step.subarray(lapsesAt + k * lapses.size, lapsesAt + (k + 1) * lapses.size);
    for (const change of rates) excess = Math.max(excess, Math.abs(change) / longest);
    if (excess === 1) continue;
    for (let i = 0; i < rates.length; i++) rates[i] /= excess;
    const end = k + 1 < U ? units[k + 1].start : layout.size;
    for (let i = units[k].start; i < end; i++) step[i] /= excess;
  }
}
