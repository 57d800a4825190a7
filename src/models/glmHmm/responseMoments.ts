import { moments } from '../../numerics/moments.ts';
import type { CompressedDesign } from './compress.ts';

/** Mean and variance of an output over observed trials. */
export function responseMoments(
  { responses, numOutputs, rowCounts, numRows }: CompressedDesign,
  output: number,
): ReturnType<typeof moments> {
  const values = new Float64Array(numRows);
  for (let row = 0; row < numRows; row++) values[row] = responses[row * numOutputs + output];
  return moments(values, rowCounts);
}
