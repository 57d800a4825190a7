import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Diagnostic, GlmHmmParams, StopReason } from '../fit.ts';
import { evaluate } from './objective.ts';
import { thetaFromParams } from './parameters.ts';
import { emptyPoint, type GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

/** A direction of weights that the trials leave this uncertain (log-odds, s.d.) is determined by nothing. */
const undetermined = 100;
/** A weight this long (log-odds at a typical trial) along such a direction is on its way to infinity. */
const runaway = 10;

/** What a reader of the fit should know about its parameters. */
export function diagnose(problem: GlmHmmProblem, params: GlmHmmParams, stopReason: StopReason): Diagnostic[] {
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, params));
  evaluate(problem, point);
  const diagnostics: Diagnostic[] = [];
  if (stopReason !== 'converged') diagnostics.push(notConverged(stopReason));
  for (let k = 0; k < problem.layout.numStates; k++) diagnostics.push(...diagnoseWeights(problem, point, k));
  const { spec, numSessions } = problem;
  if (spec.numStates > 1 && spec.initialProbs === 'fitted' && numSessions < 20)
    diagnostics.push({
      code: 'fewSessions',
      message: `The initial probabilities rest on ${numSessions} session${numSessions === 1 ? '' : 's'} only; read little into them, or set initialProbs: 'uniform'.`,
    });
  return diagnostics;
}

function notConverged(stopReason: StopReason): Diagnostic {
  return {
    code: 'notConverged',
    message:
      stopReason === 'maxIterations'
        ? 'The fit reached maxIterations before it converged; raise maxIterations, or go on from it with startFrom.'
        : 'The fit found no step upwards although the gradient is not yet 0; look for features of very different size, or for weights that run to infinity.',
  };
}

/** The direction in which a state's weights are least determined, taken over all sessions together. */
function diagnoseWeights(problem: GlmHmmProblem, point: GlmHmmPoint, state: number): Diagnostic[] {
  const { design, layout, ridge, featureScale, trials } = problem;
  const [K, D, B] = [layout.numStates, layout.numFeatures, layout.numBlocks];
  const information = Matrix.diag(Array.from(ridge, (strength, d) => strength / featureScale[d] ** 2));
  let occupancy = 0;
  for (let u = 0; u < design.numRows; u++) {
    const share = point.posterior[u * K + state];
    occupancy += share;
    const weight = share * point.tables.curvature[u * K + state];
    // ml-matrix 6.15 finds no eigenvalues where numbers are close to underflow
    if (weight < 1e-100) continue;
    for (let d = 0; d < D; d++)
      for (let e = 0; e < D; e++) {
        const value =
          (weight * design.features[u * D + d] * design.features[u * D + e]) / (featureScale[d] * featureScale[e]);
        information.set(d, e, information.get(d, e) + value);
      }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(information, { assumeSymmetric: true });
  const least = realEigenvalues.indexOf(Math.min(...realEigenvalues));
  if (realEigenvalues[least] > undetermined ** -2) return [];
  const direction = eigenvectorMatrix.getColumn(least);
  const along = direction.map((part, d) => {
    let mean = 0;
    for (let b = 0; b < B; b++) mean += point.weights[(b * K + state) * D + d] / B;
    return part * mean * featureScale[d];
  });
  const largest = Math.max(...direction.map(Math.abs));
  const named = trials.featureNames.flatMap((_, d) => (Math.abs(direction[d]) > 0.3 * largest ? [d] : []));
  const names = named.map((d) => `"${trials.featureNames[d]}"`).join(', ');
  const onBias = named.some((d) => trials.recipes[d].kind === 'bias');
  const advice = `add penalty: ridge(1${onBias ? ', { includeBias: true }' : ''})${K > 1 ? ', or take fewer states' : ''}`;
  const [weights, run, separate, are] =
    named.length === 1 ? ['The weight', 'runs', 'it separates', 'is'] : ['The weights', 'run', 'they separate', 'are'];
  const subject = `${weights} of ${names} in state ${state + 1} (counted from 1, in the order of params)`;
  const length = Math.abs(along.reduce((sum, part) => sum + part, 0));
  return [
    length > runaway
      ? {
          code: 'weightsRunToInfinity',
          message: `${subject} ${run} to infinity: ${separate} that state's choices without error, so larger is always better. The fit stopped at finite values that mean little; ${advice}.`,
        }
      : {
          code: 'weightsUndetermined',
          message: `${subject} ${are} determined by nothing: about ${occupancy.toFixed(1)} trials belong to that state. To have one answer, ${advice}.`,
        },
  ];
}
