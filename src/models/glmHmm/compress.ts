import type { Rows } from '../observations/rowTables.ts';
import { type Responses, responsesOf, type Trials } from '../trials.ts';

/**
 * The distinct rows of a design. Behavioural designs have few: all that a pass needs is computed once a row, and trials point
 * to rows. Exact: equal rows have equal likelihoods.
 */
export interface CompressedDesign extends Rows {
  readonly numRows: number;
  /** [row] number of trials that point to it. */
  readonly rowCounts: Int32Array;
  /** [block + 1] rows of each block of trials that share weights: all sessions, or one session each. */
  readonly blockStarts: Int32Array;
  /** [trial] row of each trial; `numRows` (one further row that any state explains equally) where unobserved. */
  readonly rowOf: Int32Array;
}

/**
 * Finds the distinct rows of features and observations.
 *
 * @param perSession whether each session has weights, and so rows, of its own
 * @param merge      false keeps a row for each observed trial (for measurements)
 */
export function compress(trials: Trials, perSession: boolean, merge = true): CompressedDesign {
  const { numTrials, observed, sessionStarts } = trials;
  const blocks = perSession ? sessionStarts : Int32Array.of(0, numTrials);
  const rowOf = new Int32Array(numTrials);
  const firstTrial: number[] = [];
  const blockStarts = new Int32Array(blocks.length);
  const table = merge ? rowTable(trials, firstTrial, blocks) : null;
  for (let b = 0; b + 1 < blocks.length; b++) {
    table?.clear();
    for (let t = blocks[b]; t < blocks[b + 1]; t++) {
      if (!observed[t]) continue;
      const row = table ? table.findOrAdd(t, firstTrial.length) : firstTrial.length;
      if (row === firstTrial.length) firstTrial.push(t);
      rowOf[t] = row;
    }
    blockStarts[b + 1] = firstTrial.length;
  }
  const numRows = firstTrial.length;
  const rowCounts = new Int32Array(numRows + 1);
  for (let t = 0; t < numTrials; t++) {
    if (!observed[t]) rowOf[t] = numRows;
    rowCounts[rowOf[t]]++;
  }
  return { numRows, ...rowsOf(trials, firstTrial), blockStarts, rowOf, rowCounts };
}

const number = new Float64Array(1);
const words = new Int32Array(number.buffer);

/** A hash, with one more number mixed into it. */
function mixed(hash: number, value: number): number {
  // + 0 turns -0 into 0: both are the same number to `same`
  number[0] = value + 0;
  const mixture = Math.imul(hash ^ Math.imul(words[0], 0x27d4eb2d) ^ words[1], 0x5bd1e995);
  return mixture ^ (mixture >>> 15);
}

/** A hash table of rows with open addressing; a row is known by its first trial. */
interface RowTable {
  clear(): void;
  /** The row equal to that of a trial; adds it as `next` when there is none. */
  findOrAdd(trial: number, next: number): number;
}

function rowTable(trials: Trials, firstTrial: readonly number[], blocks: Int32Array): RowTable {
  const { data: Y, shape } = responsesOf(trials);
  const O = shape[1];
  const X = trials.features.data;
  const D = trials.featureNames.length;
  const longest = blocks.reduce((most, start, b) => Math.max(most, start - (blocks[b - 1] ?? 0)), 1);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * longest)));
  const last = slots.length - 1;
  const hash = (t: number): number => {
    let h = 0;
    for (let i = t * O; i < t * O + O; i++) h = mixed(h, Y[i]);
    for (let i = t * D; i < t * D + D; i++) h = mixed(h, X[i]);
    return h;
  };
  const same = (a: number, b: number): boolean => {
    for (let o = 0; o < O; o++) if (Y[a * O + o] !== Y[b * O + o]) return false;
    for (let d = 0; d < D; d++) if (X[a * D + d] !== X[b * D + d]) return false;
    return true;
  };
  return {
    clear() {
      slots.fill(-1);
    },
    findOrAdd(trial, next) {
      let slot = hash(trial) & last;
      while (slots[slot] >= 0 && !same(firstTrial[slots[slot]], trial)) slot = (slot + 1) & last;
      if (slots[slot] < 0) slots[slot] = next;
      return slots[slot];
    },
  };
}

function rowsOf(trials: Trials, firstTrial: readonly number[]): Rows {
  const { features } = trials;
  const responses = responsesOf(trials);
  return {
    numFeatures: features.shape[1],
    numOutputs: responses.shape[1],
    features: taken(features, firstTrial),
    responses: taken(responses, firstTrial),
  };
}

/** Some rows of an array. */
function taken({ data, shape }: Responses, from: readonly number[]): Float64Array {
  const width = shape[1];
  const rows = new Float64Array(from.length * width);
  for (let row = 0; row < from.length; row++)
    for (let i = 0; i < width; i++) rows[row * width + i] = data[from[row] * width + i];
  return rows;
}
