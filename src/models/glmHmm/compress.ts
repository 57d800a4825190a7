import type { Rows } from '../observations/observation.ts';
import type { Trials } from '../trials.ts';

/**
 * The distinct rows of a design. Behavioural designs have few: all that a pass needs is computed once a row, and trials point
 * to rows. Exact: equal rows have equal likelihoods.
 */
export interface CompressedDesign extends Rows {
  readonly numRows: number;
  /** [block + 1] rows of each block of trials that share weights: all sessions, or one session each. */
  readonly blockStarts: Int32Array;
  /** [trial] row of each trial; `numRows` (one further row that any state explains equally) where unobserved. */
  readonly rowOf: Int32Array;
}

/**
 * Finds the distinct rows of features and choice.
 *
 * @param perSession whether each session has weights, and so rows, of its own
 * @param merge      false keeps a row for each observed trial (for measurements)
 */
export function compress(trials: Trials, perSession: boolean, merge = true): CompressedDesign {
  const { numTrials: N, choices, observed, sessionStarts } = trials;
  const D = trials.featureNames.length;
  const X = trials.features.data;
  const blocks = perSession ? Array.from(sessionStarts) : [0, N];
  const rowOf = new Int32Array(N);
  const firstTrial: number[] = [];
  const blockStarts = new Int32Array(blocks.length);
  const words = new Int32Array(1 + 2 * D);
  const key = new Float64Array(D);
  const keyWords = new Int32Array(key.buffer);
  const longest = blocks.reduce((most, start, b) => Math.max(most, start - (blocks[b - 1] ?? 0)), 1);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * longest)));
  const same = (a: number, b: number): boolean => {
    if (choices[a] !== choices[b]) return false;
    for (let d = 0; d < D; d++) if (X[a * D + d] !== X[b * D + d]) return false;
    return true;
  };
  const hash = (t: number): number => {
    words[0] = choices[t];
    // + 0 turns -0 into 0: both are the same number to `same`
    for (let d = 0; d < D; d++) key[d] = X[t * D + d] + 0;
    words.set(keyWords, 1);
    let h = 0;
    for (let i = 0; i < words.length; i++) {
      h = Math.imul(h ^ words[i], 0x5bd1e995);
      h ^= h >>> 15;
    }
    return h;
  };
  for (let b = 0; b + 1 < blocks.length; b++) {
    slots.fill(-1);
    for (let t = blocks[b]; t < blocks[b + 1]; t++) {
      if (!observed[t]) {
        rowOf[t] = -1;
        continue;
      }
      let slot = hash(t) & (slots.length - 1);
      if (merge) while (slots[slot] >= 0 && !same(firstTrial[slots[slot]], t)) slot = (slot + 1) & (slots.length - 1);
      else while (slots[slot] >= 0) slot = (slot + 1) & (slots.length - 1);
      if (slots[slot] < 0) {
        slots[slot] = firstTrial.length;
        firstTrial.push(t);
      }
      rowOf[t] = slots[slot];
    }
    blockStarts[b + 1] = firstTrial.length;
  }
  const numRows = firstTrial.length;
  const features = new Float64Array(numRows * D);
  const rowChoices = new Int8Array(numRows);
  firstTrial.forEach((t, row) => {
    features.set(X.subarray(t * D, t * D + D), row * D);
    rowChoices[row] = choices[t];
  });
  for (let t = 0; t < N; t++) if (rowOf[t] < 0) rowOf[t] = numRows;
  return { numRows, numFeatures: D, features, choices: rowChoices, blockStarts, rowOf };
}
