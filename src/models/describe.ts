import { fitDefaults } from './fitDefaults.ts';
import type { GlmHmmSpec, SigmaRow } from './specs.ts';

/** A spec in words, one line an option, with the defaults of fitting: what a methods section needs to say. */
export function describe(spec: GlmHmmSpec): string {
  const { numStates, observation, initialProbs } = spec;
  const { seed, tolerance, maxIterations } = fitDefaults;
  const restarts = numStates === 1 ? 1 : fitDefaults.restarts;
  return [
    numStates === 1 ? 'GLM (one state)' : `GLM-HMM with ${numStates} states`,
    `observation: ${observation.kind}, P(y = 1) = logistic(w·x)`,
    `weights: ${describeWeights(spec)}`,
    `penalty: ${describePenalty(spec)}`,
    ...(numStates === 1
      ? []
      : [
          `transitions: ${describeTransitions(spec)}`,
          `initial probabilities: ${typeof initialProbs === 'string' ? initialProbs : initialProbs.join(', ')}`,
        ]),
    `starts by default: ${restarts}, seed ${seed}`,
    `stops by default: gain below ${tolerance} of the log-likelihood, or ${maxIterations} evaluations a start`,
  ].join('\n');
}

function describeWeights({ weights }: GlmHmmSpec): string {
  if (weights.kind === 'constant') return 'constant';
  const row = (sigma: SigmaRow): string =>
    typeof sigma === 'number'
      ? String(sigma)
      : Object.entries(sigma)
          .map(([feature, value]) => `${feature} ${value}`)
          .join(', ');
  const { sigma } = weights;
  const text = Array.isArray(sigma)
    ? sigma.map((one: SigmaRow, k) => `state ${k + 1}: ${row(one)}`).join('; ')
    : row(sigma as SigmaRow);
  return `random walk over sessions, s.d. of a step ${text}`;
}

function describePenalty({ penalty }: GlmHmmSpec): string {
  if (penalty.kind === 'none') return 'none';
  return `ridge ${penalty.strength}${penalty.includeBias ? '' : ', not on bias'}`;
}

function describeTransitions({ transitions, transitionPrior: prior }: GlmHmmSpec): string {
  if (transitions.kind === 'perSession')
    return `per session, pseudo-counts ${transitions.alpha} · ${transitions.center ? JSON.stringify(transitions.center) : 'the matrix of the fit to start from'}`;
  if (prior.kind === 'none') return 'one matrix, no prior';
  const counts =
    prior.kind === 'dirichlet' ? `${prior.stay} to stay, ${prior.leave} to leave` : JSON.stringify(prior.counts);
  return `one matrix, Dirichlet pseudo-counts ${counts}`;
}
