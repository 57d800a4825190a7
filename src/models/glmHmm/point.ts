import { emptySmoothedChain, smoothSession } from '../hmm/smoothing.ts';
import { lapsedLogProbability } from '../observations/lapseMixture.ts';
import { predictOne } from '../observations/linearPredictors.ts';
import type { RowTables } from '../observations/observation.ts';
import { emptyTables, fillRows } from '../observations/rowTables.ts';
import { type DrivenPoint, emptyDriven, readDriven } from './drivenTransitions.ts';
import { readProbabilities } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Parameters and everything that one pass over the data says about them. */
export interface GlmHmmPoint {
  /** The vector that is optimised; see `GlmHmmProblem`. */
  readonly theta: Float64Array;
  /** [block, unit, predictor, feature] */
  readonly weights: Float64Array;
  /** [unit]; empty for families without a scale. */
  readonly scales: Float64Array;
  /** [state, lapse] rates; empty without lapses. */
  readonly lapses: Float64Array;
  /** Rows of probabilities: `transitions`, then `initial`. */
  readonly probabilities: Float64Array;
  /** [matrix, state, nextState] */
  readonly transitions: Float64Array;
  /** [state] */
  readonly initial: Float64Array;
  readonly tables: RowTables;
  /** [row + 1, state] sum over the row's trials of the posterior of the state; the last row is that of unobserved trials. */
  readonly posterior: Float64Array;
  /** What is expected to have been drawn from each probability: `counts`, then `first`. */
  readonly expected: Float64Array;
  /** [matrix, state, nextState] expected transitions. */
  readonly counts: Float64Array;
  /** [state] expected number of sessions that begin in it. */
  readonly first: Float64Array;
  /** What drives transitions; `null` when nothing does. `counts` then holds what is expected of the base beyond its prediction. */
  readonly driven: DrivenPoint | null;
  /** Derivative of `value` by `theta`. */
  readonly gradient: Float64Array;
  logLikelihood: number;
  logPrior: number;
  /** The log posterior: what is maximised. */
  value: number;
}

/** Room for a point of a problem. */
export function emptyPoint(problem: GlmHmmProblem): GlmHmmPoint {
  const { layout, numMatrices, size, design } = problem;
  const K = layout.numStates;
  const cells = (design.numRows + 1) * K;
  const inMatrices = numMatrices * K * K;
  const [probabilities, expected] = [new Float64Array(inMatrices + K), new Float64Array(inMatrices + K)];
  return {
    theta: new Float64Array(size),
    weights: new Float64Array(layout.place.length),
    scales: new Float64Array(problem.lapsesAt - problem.scalesAt),
    lapses: new Float64Array(size - problem.lapsesAt),
    probabilities,
    transitions: probabilities.subarray(0, inMatrices),
    initial: probabilities.subarray(inMatrices),
    tables: emptyTables(problem.family, design.numRows, K, layout.numOutputs, problem.lapses),
    posterior: new Float64Array(cells),
    expected,
    counts: expected.subarray(0, inMatrices),
    first: expected.subarray(inMatrices),
    driven: problem.drive && emptyDriven(problem.drive, K),
    gradient: new Float64Array(size),
    logLikelihood: Number.NaN,
    logPrior: Number.NaN,
    value: Number.NaN,
  };
}

/** Fills everything but the gradient and the prior from `theta`: parameters, tables, posteriors, log-likelihood. */
export function passOverData(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  readWeights(problem, point);
  readProbabilities(problem, point);
  readDriven(problem, point);
  fillTables(problem, point);
  if (problem.layout.numStates === 1) passOneState(problem, point);
  else passSessions(problem, point);
}

/** Weights, scales and lapses from `theta`. */
export function readWeights(problem: GlmHmmProblem, { theta, weights, scales, lapses }: GlmHmmPoint): void {
  const { layout, scalesAt, lapsesAt } = problem;
  const { place, frozen, width, shared } = layout;
  for (let i = 0; i < place.length; i++)
    weights[i] = place[i] < 0 ? frozen[i % frozen.length] : shared.sign[i % width] * theta[place[i]];
  for (let u = 0; u < scales.length; u++) scales[u] = Math.exp(theta[scalesAt + u]);
  const max = problem.lapses?.max ?? 0;
  for (let i = 0; i < lapses.length; i++) lapses[i] = max / (1 + Math.exp(-theta[lapsesAt + i]));
}

/** The observations' tables from the point's weights, scales and lapses. */
export function fillTables(problem: GlmHmmProblem, { weights, scales, lapses, tables }: GlmHmmPoint): void {
  const { design, family, layout } = problem;
  const [K, width] = [layout.numStates, layout.place.length / layout.numBlocks];
  for (let b = 0; b < layout.numBlocks; b++) {
    const [from, to] = [design.blockStarts[b], design.blockStarts[b + 1]];
    fillRows(family, design, from, to, weights, b * width, scales, K, tables, problem.lapses, lapses);
  }
}

function passOneState(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { design, layout } = problem;
  const { posterior } = point;
  posterior.set(design.rowCounts);
  let logLikelihood = 0;
  for (let b = 0; b < layout.numBlocks; b++)
    for (let u = design.blockStarts[b]; u < design.blockStarts[b + 1]; u++)
      logLikelihood += posterior[u] * tabledLogProbability(problem, point, b, u, 0);
  point.counts.fill(0);
  point.first.fill(problem.numSessions);
  point.logLikelihood = logLikelihood;
}

function passSessions(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { design, numSessions } = problem;
  const { tables, posterior, counts, first, driven } = point;
  const sums = [posterior, driven?.counts ?? counts, first];
  let shifts = 0;
  for (let u = 0; u < design.numRows; u++) shifts += design.rowCounts[u] * tables.shift[u];
  if (shifts === -Infinity) {
    // no state can have made some row: an impossible place, which an ascent backs away from
    for (const sum of sums) sum.fill(0);
    point.logLikelihood = -Infinity;
    return;
  }
  const slow = new Set<number>();
  for (let s = 0; s < numSessions; s++) {
    if (s === 0) {
      for (const sum of sums) sum.fill(0);
      point.logLikelihood = shifts;
    }
    const found = slow.has(s) ? passSlowly(problem, point, s) : passQuickly(problem, point, s);
    if (Number.isNaN(found) && !slow.has(s)) {
      slow.add(s);
      s = -1;
    } else point.logLikelihood += found;
  }
}

/** The scaled pass over a session. @returns its log-likelihood less the shifts; NaN where it runs out of range */
function passQuickly(problem: GlmHmmProblem, point: GlmHmmPoint, session: number): number {
  const { design, trials, numMatrices, drive, filtered, normalizers, layout } = problem;
  const { transitions, initial, tables, posterior, counts, first, driven } = point;
  const [start, end] = [trials.sessionStarts[session], trials.sessionStarts[session + 1]];
  if (drive && driven)
    return problem.drivenForwardBackward(
      design.rowOf,
      start,
      end,
      driven.matrices,
      drive.matrixOf,
      initial,
      tables.probability,
      posterior,
      filtered,
      normalizers,
      driven.counts,
      first,
    );
  return problem.forwardBackward(
    design.rowOf,
    start,
    end,
    transitions,
    numMatrices > 1 ? session * layout.numStates ** 2 : 0,
    initial,
    tables.probability,
    posterior,
    filtered,
    normalizers,
    counts,
    first,
  );
}

/** The pass over a session in which the scaled recursion runs out of range. */
function passSlowly(problem: GlmHmmProblem, point: GlmHmmPoint, session: number): number {
  const { design, trials, numMatrices, layout, drive } = problem;
  const K = layout.numStates;
  const start = trials.sessionStarts[session];
  const numTrials = trials.sessionStarts[session + 1] - start;
  const block = layout.numBlocks > 1 ? session : 0;
  const logLikelihoods = new Float64Array(numTrials * K);
  for (let t = 0; t < numTrials; t++) {
    const u = design.rowOf[start + t];
    if (u === design.numRows) continue;
    for (let k = 0; k < K; k++)
      logLikelihoods[t * K + k] = logProbabilityOfRow(problem, point, block, u, k) - point.tables.shift[u];
  }
  const transitionsOffset = numMatrices > 1 ? session * K * K : 0;
  const out = { ...emptySmoothedChain(numTrials, K, 1), expectedTransitions: point.driven?.counts ?? point.counts };
  smoothSession(
    {
      numStates: K,
      initialProbs: point.initial,
      transitions: point.driven?.matrices ?? point.transitions,
      transitionsOffset,
      ...(drive && { matrixOf: drive.matrixOf.subarray(start) }),
      logLikelihoods,
      start: 0,
      end: numTrials,
    },
    out,
  );
  for (let t = 0; t < numTrials; t++)
    for (let k = 0; k < K; k++) point.posterior[design.rowOf[start + t] * K + k] += out.smoothed[t * K + k];
  for (let k = 0; k < K; k++) point.first[k] += out.smoothed[k];
  return out.logNormalizers.reduce((sum, one) => sum + one, 0);
}

/** log-probability of what was observed in a row, given a state and the weights of a block, from the tables. */
export function tabledLogProbability(
  problem: GlmHmmProblem,
  point: GlmHmmPoint,
  block: number,
  row: number,
  state: number,
): number {
  const { probability, shift } = point.tables;
  const p = probability[row * problem.layout.numStates + state];
  // a probability far below that of the likeliest state has underflown
  return p > 1e-290 ? Math.log(p) + shift[row] : logProbabilityOfRow(problem, point, block, row, state);
}

/** The same from the weights: exact where tables underflow. */
function logProbabilityOfRow(
  { design, family, layout, lapses }: GlmHmmProblem,
  point: GlmHmmPoint,
  block: number,
  row: number,
  state: number,
): number {
  const { numOutputs: O, numPredictors: P, numFeatures: D, numUnits } = layout;
  const { weights, scales } = point;
  const predictors = new Float64Array(P);
  let logProbability = 0;
  for (let o = 0; o < O; o++) {
    const unit = state * O + o;
    predictOne(weights, (block * numUnits + unit) * P * D, design.features, row * D, D, predictors);
    logProbability += family.logProbability(design.responses[row * O + o], predictors, 0, scales[unit] ?? 1);
  }
  if (!lapses) return logProbability;
  const previous = lapses.readsPrevious ? design.previous[row] : -1;
  const choice = design.responses[row];
  return lapsedLogProbability(lapses, logProbability, choice, previous, point.lapses, state * lapses.size);
}
