import { type RowTable, rowTable } from '../../numerics/distinctRows.ts';
import type { Rows } from '../observations/rowTables.ts';
import { previousChoices, type Responses, responsesOf, type Trials } from '../trials.ts';

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
 * @param options.merge        false keeps a row for each observed trial (for measurements)
 * @param options.withPrevious whether rows differ by the previous choice too
 */
export function compress(
  trials: Trials,
  perSession: boolean,
  options: { readonly merge?: boolean; readonly withPrevious?: boolean } = {},
): CompressedDesign {
  const { merge = true, withPrevious = false } = options;
  const previous = withPrevious ? previousChoices(trials) : null;
  const { numTrials, observed, sessionStarts } = trials;
  const blocks = perSession ? sessionStarts : Int32Array.of(0, numTrials);
  const rowOf = new Int32Array(numTrials);
  const firstTrial: number[] = [];
  const blockStarts = new Int32Array(blocks.length);
  const table = merge ? tableOf(trials, previous, firstTrial, blocks) : null;
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
  return { numRows, ...rowsOf(trials, previous, firstTrial), blockStarts, rowOf, rowCounts };
}

function tableOf(
  trials: Trials,
  previous: Int32Array | null,
  firstTrial: readonly number[],
  blocks: Int32Array,
): RowTable {
  const { data, shape } = responsesOf(trials);
  const longest = blocks.reduce((most, start, b) => Math.max(most, start - (blocks[b - 1] ?? 0)), 1);
  const features = { data: trials.features.data, width: trials.featureNames.length };
  const columns = [{ data, width: shape[1] }, features];
  return rowTable(previous ? [{ data: previous, width: 1 }, ...columns] : columns, firstTrial, longest);
}

function rowsOf(trials: Trials, previous: Int32Array | null, firstTrial: readonly number[]): Rows {
  const { features } = trials;
  const responses = responsesOf(trials);
  return {
    numFeatures: features.shape[1],
    numOutputs: responses.shape[1],
    features: taken(features, firstTrial),
    responses: taken(responses, firstTrial),
    previous: Int32Array.from(previous ? firstTrial : [], (t) => previous?.[t] ?? -1),
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
