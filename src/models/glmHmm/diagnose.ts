import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Diagnostic, GlmHmmParams, StopReason } from '../fit.ts';
import { summedOverMembers } from '../observations/alternatives.ts';
import { pairOf } from '../observations/observation.ts';
import type { GlmHmmSpec } from '../specs.ts';
import type { Trials } from '../trials.ts';
import { collapsedScales } from './collapsedScales.ts';
import { evaluate } from './objective.ts';
import { thetaFromParams } from './parameters.ts';
import { emptyPoint, type GlmHmmPoint } from './point.ts';
import { holdingStrengths } from './priors.ts';
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
  for (let u = 0; u < problem.layout.numUnits; u++) diagnostics.push(...diagnoseWeights(problem, point, u));
  diagnostics.push(...collapsedScales(problem, point));
  const { spec, numSessions, trials } = problem;
  if (spec.numStates > 1 && spec.initialProbs === 'fitted' && numSessions < 20)
    diagnostics.push(fewSessions(spec, numSessions));
  diagnostics.push(...missingFeatures(trials));
  return diagnostics;
}

function fewSessions({ initialPrior: prior }: GlmHmmSpec, numSessions: number): Diagnostic {
  const sessions = `${numSessions} session${numSessions === 1 ? '' : 's'}`;
  const total = prior.kind === 'none' ? 0 : prior.counts.reduce((sum, count) => sum + count, 0);
  return {
    code: 'fewSessions',
    message:
      total === 0
        ? `The initial probabilities rest on ${sessions} only; read little into them, or set initialProbs: 'uniform'.`
        : `The initial probabilities rest on ${sessions} and on initialPrior, which is worth ${Number(total.toPrecision(3))} more; read little else into them.`,
  };
}

function missingFeatures({ featuresKnown, numTrials }: Trials): Diagnostic[] {
  const numMissing = featuresKnown.filter((known) => known === 0).length;
  if (numMissing === 0) return [];
  const [are, they] = numMissing === 1 ? ['is', 'It stays'] : ['are', 'They stay'];
  return [
    {
      code: 'featuresMissing',
      message: `${numMissing} of the ${numTrials} trials ${are} not counted, because a feature is missing there. ${they} in the chain of states; trials.featuresKnown says which.`,
    },
  ];
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

/** The weights of a unit that its trials, of all sessions together, do not determine. */
function diagnoseWeights(problem: GlmHmmProblem, point: GlmHmmPoint, unit: number): Diagnostic[] {
  const { layout, featureScale, trials, design } = problem;
  const { numStates: K, numFeatures: D, numBlocks: B, numOutputs: O, numUnits: U, width } = layout;
  const { state, walking, fixed } = layout.units[unit];
  const free = [...walking, ...fixed].sort((a, b) => a - b);
  if (free.length === 0) return [];
  const directions = undeterminedDirections(weightInformation(problem, point, unit, free));
  if (directions.length === 0) return [];
  const scaled = free.map((c) => {
    let mean = 0;
    for (let b = 0; b < B; b++) mean += point.weights[(b * U + unit) * width + c] / B;
    return mean * featureScale[c % D];
  });
  const lengths = directions.map((parts) => parts.reduce((sum, part, i) => sum + part * scaled[i], 0));
  const runs = Math.hypot(...lengths) > runaway;
  const shares = free.map((_, i) =>
    runs
      ? Math.abs(directions.reduce((sum, parts, direction) => sum + lengths[direction] * parts[i], 0))
      : Math.hypot(...directions.map((parts) => parts[i])),
  );
  const large = free.filter((_, i) => shares[i] > 0.3 * Math.max(...shares));
  const named = [...new Set(large.map((c) => c % D))];
  const names = named.map((d) => `"${trials.featureNames[d]}"`).join(', ');
  const onBias = named.some((d) => trials.recipes[d].kind === 'bias');
  const advice = `add penalty: ridge(1${onBias ? ', { includeBias: true }' : ''})${K > 1 ? ', or take fewer states' : ''}`;
  const output = O > 1 ? ` for "${trials.responseNames[unit % O]}"` : '';
  const place = `of ${names}${output} in state ${state + 1} (counted from 1, in the order of params)`;
  const one = named.length === 1;
  let occupancy = 0;
  for (let u = 0; u < design.numRows; u++) occupancy += point.posterior[u * K + state];
  const subject = one ? `The weight ${place}` : `The weights ${place}`;
  return [
    runs
      ? {
          code: 'weightsRunToInfinity',
          message: `${subject} ${one ? 'runs to infinity: it separates' : 'run to infinity: they separate'} that state's choices without error, so larger is always better. The fit stopped at finite values that mean little; ${advice}.`,
        }
      : {
          code: 'weightsUndetermined',
          message: `${subject} ${one ? 'is' : 'are'} determined by nothing: about ${occupancy.toFixed(1)} trials belong to that state. To have one answer, ${advice}.`,
        },
  ];
}

/** Observed information of some of a unit's weights, were the states known, in units of each feature's scale. */
function weightInformation(
  problem: GlmHmmProblem,
  point: GlmHmmPoint,
  unit: number,
  coordinates: readonly number[],
): Matrix {
  const { design, layout, featureScale, spec, trials } = problem;
  const { numStates: K, numFeatures: D, numPredictors: P, numUnits: U, units, shared } = layout;
  const pairs = (P * (P + 1)) / 2;
  const { state } = units[unit];
  const strengths = holdingStrengths(spec, trials);
  const information = Matrix.diag(coordinates.map((c) => strengths[c % D] / featureScale[c % D] ** 2));
  for (let u = 0; u < design.numRows; u++) {
    const share = point.posterior[u * K + state];
    const ofCoordinates = (a: number, b: number): number => {
      const pair = pairOf(Math.floor(a / D), Math.floor(b / D));
      const weight = share * point.tables.curvature[(u * U + unit) * pairs + pair];
      // ml-matrix 6.15 finds no eigenvalues where numbers are close to underflow
      return Math.abs(weight) < 1e-100
        ? 0
        : weight * design.features[u * D + (a % D)] * design.features[u * D + (b % D)];
    };
    for (const [i, a] of coordinates.entries())
      for (const [j, b] of coordinates.entries()) {
        const value = summedOverMembers(shared, a, b, ofCoordinates) / (featureScale[a % D] * featureScale[b % D]);
        information.set(i, j, information.get(i, j) + value);
      }
  }
  return information;
}

/** Eigenvectors [direction][row] along which there is next to no information. */
function undeterminedDirections(information: Matrix): number[][] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(information, { assumeSymmetric: true });
  return realEigenvalues.flatMap((value, i) => (value > undetermined ** -2 ? [] : [eigenvectorMatrix.getColumn(i)]));
}
