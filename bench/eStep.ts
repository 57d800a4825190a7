import { evaluate } from '../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../src/models/glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../src/models/glmHmm/problem.ts';
import { type ForwardBackward, forwardBackwardFor, forwardBackwardLoops } from '../src/models/hmm/forwardBackward.ts';
import { cpuTimes, median, timesAsLong } from './cpuTimes.ts';
import { distinctRows, truth } from './designs.ts';
import { type BenchLine, withDigits } from './report.ts';

/** The written-out forward-backward pass against the same in plain loops. */
export async function eStep(): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const numStates of [2, 3, 4, 8]) {
    const trials = distinctRows(numStates);
    const fit = truth(numStates, trials.featureNames);
    const problem = glmHmmProblem(fit.spec, trials);
    const times = await cpuTimes({
      writtenOut: passOverSessions(problem, forwardBackwardFor(numStates), thetaFromParams(problem, fit.params)),
      loops: passOverSessions(problem, forwardBackwardLoops(numStates), thetaFromParams(problem, fit.params)),
    });
    const perTrial = (ms: readonly number[]): string => withDigits((1e6 * median(ms)) / trials.numTrials);
    lines.push({
      what: `${numStates} states`,
      figures: `${perTrial(times.writtenOut)} ns a trial, plain loops ${perTrial(times.loops)} ns`,
      bound: {
        kind: numStates <= 4 ? 'demanded' : 'aim',
        value: timesAsLong(times.loops, times.writtenOut),
        unit: 'x',
        atLeast: 3,
      },
    });
  }
  return lines;
}

function passOverSessions(problem: GlmHmmProblem, pass: ForwardBackward, theta: Float64Array): () => void {
  const { design, trials, numSessions, filtered, normalizers } = problem;
  const point = emptyPoint(problem);
  point.theta.set(theta);
  evaluate(problem, point);
  const { transitions, initial, tables, posterior, counts, first } = point;
  const { sessionStarts } = trials;
  return () => {
    for (let s = 0; s < numSessions; s++)
      pass(
        design.rowOf,
        sessionStarts[s],
        sessionStarts[s + 1],
        transitions,
        0,
        initial,
        tables.probability,
        posterior,
        filtered,
        normalizers,
        counts,
        first,
      );
  };
}
