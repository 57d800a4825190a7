import type { Diagnostic } from '../fit.ts';
import type { GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';
import { responseMoments } from './responseMoments.ts';

/** A scale this small, beside that of all observations together, is on its way to 0. */
const collapsed = 1e-10;

/**
 * The scales that run to 0. A density has no bound where a state fits its few trials, or trials of one same value, without
 * error: the likelihood grows for ever there and says nothing (McLachlan & Peel 2000, Finite Mixture Models, section 3.10).
 */
export function collapsedScales(problem: GlmHmmProblem, point: GlmHmmPoint): Diagnostic[] {
  const { layout, trials, design } = problem;
  const { numStates: K, numOutputs: O, units } = layout;
  return Array.from(point.scales).flatMap((scale, unit): Diagnostic[] => {
    if (scale > collapsed * typicalScale(problem, unit % O)) return [];
    const { state } = units[unit];
    let occupancy = 0;
    for (let row = 0; row < design.numRows; row++) occupancy += point.posterior[row * K + state];
    const output = O > 1 ? ` for "${trials.responseNames[unit % O]}"` : '';
    const advice =
      K > 1
        ? 'Give more restarts or take fewer states, and look for values that repeat.'
        : 'Look for a feature that the response was computed from, or for a response that never changes.';
    return [
      {
        code: 'scaleRunsToZero',
        message: `The scale${output} of state ${state + 1} (counted from 1, in the order of params) runs to 0: the state fits its ${occupancy.toFixed(1)} trials without error, so the likelihood grows for ever and says nothing. ${advice}`,
      },
    ];
  });
}

/** What a scale is measured against; 0 where densities are bounded, so that none is too small. */
function typicalScale({ spec, design }: GlmHmmProblem, output: number): number {
  const { kind } = spec.observation;
  if (kind === 'gamma') return 1;
  if (kind !== 'gaussian') return 0;
  // of observations that are all alike, the scale goes to the smallest number that there is
  return Math.max(responseMoments(design, output).variance, 1e-290);
}
