import { Matrix } from 'ml-matrix';
import type { BlockMatrix } from '../../numerics/inverseBlocks.ts';
import { subtractPenaltyGradient } from '../../numerics/lengthPenalties.ts';
import { chainDerivative } from './chain.ts';
import { evaluate } from './objective.ts';
import { emptyPoint } from './point.ts';
import { readProbabilities } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/** One parameter: its places in the vector, one for each session where sessions have their own, otherwise one. */
interface Coordinate {
  readonly places: Int32Array;
  readonly step: number;
}

/** The observed information (minus the Hessian of the log posterior) and which places its rows stand for. */
export interface Information {
  readonly matrix: BlockMatrix;
  /** [coordinate][session] places of the parameters that differ between sessions: the rows of each block. */
  readonly local: readonly Int32Array[];
  /** [coordinate] places of the others: the rows of the border. */
  readonly shared: readonly number[];
}

/**
 * The observed information at a vector, by central differences of the exact gradient. Sessions share no choices, so one
 * parameter is moved in all of them at once: the number of passes does not grow with the number of sessions.
 *
 * @param pinned places that do not count as free: their rows become those of the identity
 */
export function observedInformation(problem: GlmHmmProblem, theta: Float64Array, pinned: Uint8Array): Information {
  const local = localCoordinates(problem);
  const shared = sharedCoordinates(problem);
  const S = local.length > 0 ? problem.numSessions : 0;
  const [n, m] = [local.length, shared.length];
  const blocks = Array.from({ length: S }, () => Matrix.zeros(n, n));
  const cross = Array.from({ length: S }, () => Matrix.zeros(n, m));
  const corner = Matrix.zeros(m, m);
  const derivative = directional(problem, theta);
  local.forEach((moved, c) => {
    const change = derivative(moved);
    for (let s = 0; s < S; s++) for (const [r, { places }] of local.entries()) blocks[s].set(r, c, -change[places[s]]);
  });
  shared.forEach((moved, c) => {
    const change = derivative(moved);
    for (let s = 0; s < S; s++) for (const [r, { places }] of local.entries()) cross[s].set(r, c, -change[places[s]]);
    for (const [r, { places }] of shared.entries()) corner.set(r, c, -change[places[0]]);
  });
  const couplings = neighbourCouplings(problem, theta, n);
  for (let s = 0; s < S; s++) {
    // all sessions were moved: what came from the neighbours is given back
    if (s < S - 1) blocks[s].add(couplings[s]);
    if (s > 0) blocks[s].add(couplings[s - 1].transpose());
    symmetrize(blocks[s]);
  }
  for (let s = 0; s < S; s++)
    local.forEach(({ places }, r) => {
      if (!pinned[places[s]]) return;
      pin(blocks[s], cross[s], r);
      if (s < S - 1) couplings[s].setRow(r, new Array<number>(n).fill(0));
      if (s > 0) couplings[s - 1].setColumn(r, new Array<number>(n).fill(0));
    });
  shared.forEach(({ places }, r) => {
    if (!pinned[places[0]]) return;
    pin(corner, corner.clone(), r);
    for (const part of cross) for (let i = 0; i < n; i++) part.set(i, r, 0);
  });
  symmetrize(corner);
  return {
    matrix: { blocks, couplings, cross, corner },
    local: local.map(({ places }) => places),
    shared: shared.map(({ places }) => places[0]),
  };
}

/** The change of the gradient along a coordinate, per unit. */
function directional(problem: GlmHmmProblem, theta: Float64Array): (coordinate: Coordinate) => Float64Array {
  const [above, below] = [emptyPoint(problem), emptyPoint(problem)];
  return ({ places, step }) => {
    above.theta.set(theta);
    below.theta.set(theta);
    for (const place of places) {
      above.theta[place] += step;
      below.theta[place] -= step;
    }
    evaluate(problem, above);
    evaluate(problem, below);
    for (const { theta: moved, gradient } of [above, below])
      subtractPenaltyGradient(problem.penalties, moved, gradient);
    return above.gradient.map((value, i) => (value - below.gradient[i]) / (2 * step));
  };
}

const relativeStep = 1e-4;

function localCoordinates(problem: GlmHmmProblem): Coordinate[] {
  const { layout, spec, numSessions: S, transitionsAt, featureScale } = problem;
  const { numStates: K, numFeatures: D, numUnits: U, width } = layout;
  const weights = layout.units.flatMap(({ walking }, u) =>
    walking.map((c) => ({
      places: Int32Array.from({ length: S }, (_, s) => layout.place[(s * U + u) * width + c]),
      step: relativeStep / featureScale[c % D],
    })),
  );
  const own = spec.transitions.kind === 'perSession' ? K * K : 0;
  const logits = Array.from({ length: own }, (_, cell) => ({
    places: Int32Array.from({ length: S }, (_, s) => transitionsAt + s * K * K + cell),
    step: relativeStep,
  }));
  return [...weights, ...logits];
}

function sharedCoordinates(problem: GlmHmmProblem): Coordinate[] {
  const { layout, spec, drive, driveAt, transitionsAt, initialAt, size, featureScale } = problem;
  const { numFeatures: D, width } = layout;
  const weights = layout.units.flatMap(({ fixed }, u) =>
    fixed.map((c) => ({
      places: Int32Array.of(layout.place[u * width + c]),
      step: relativeStep / featureScale[c % D],
    })),
  );
  const from = spec.transitions.kind === 'perSession' ? initialAt : transitionsAt;
  const logits = Array.from({ length: size - from }, (_, i) => ({
    places: Int32Array.of(from + i),
    step: relativeStep,
  }));
  const inputs = Array.from({ length: drive?.size ?? 0 }, (_, w) => ({
    places: Int32Array.of(driveAt + w),
    step: relativeStep / (drive?.scale[w % drive.numInputs] ?? 1),
  }));
  return [...weights, ...inputs, ...logits];
}

/**
 * [session but the last][coordinate, coordinate of the next session] minus the information between neighbours: 1 / sigma² of
 * walking weights, and what matrices that are centered on each other share.
 */
function neighbourCouplings(problem: GlmHmmProblem, theta: Float64Array, size: number): Matrix[] {
  const { layout, numSessions, chain } = problem;
  const precisions = layout.units.flatMap(({ precision }) => precision);
  const point = emptyPoint(problem);
  point.theta.set(theta);
  readProbabilities(problem, point);
  return Array.from({ length: size > 0 ? numSessions - 1 : 0 }, (_, s) => {
    const coupling = Matrix.diag(Array.from({ length: size }, (_, i) => precisions[i] ?? 0));
    if (chain === 0) return coupling;
    const from = precisions.length;
    for (let r = from; r < size; r++)
      for (let c = from; c < size; c++) coupling.set(r, c, chainDerivative(problem, point, s, r - from, c - from));
    return coupling;
  });
}

function pin(square: Matrix, cross: Matrix, row: number): void {
  for (let i = 0; i < square.rows; i++) square.set(row, i, 0).set(i, row, 0);
  for (let i = 0; i < cross.columns; i++) cross.set(row, i, 0);
  square.set(row, row, 1);
}

function symmetrize(square: Matrix): void {
  for (let i = 0; i < square.rows; i++)
    for (let j = 0; j < i; j++) {
      const mean = (square.get(i, j) + square.get(j, i)) / 2;
      square.set(i, j, mean).set(j, i, mean);
    }
}
