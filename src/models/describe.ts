import { fitDefaults } from './fitDefaults.ts';
import type { FrozenRow } from './frozenWeights.ts';
import { describeHierarchical } from './hierarchical/describeHierarchical.ts';
import type { HierarchicalSpec } from './hierarchical/hierarchical.ts';
import { hasKinks } from './penalties.ts';
import type { GlmHmmSpec } from './specs.ts';
import type { SigmaRow } from './weightModels.ts';

/** A spec in words, one line an option, with the defaults of fitting: what a methods section needs to say. */
export function describe(spec: GlmHmmSpec | HierarchicalSpec): string {
  if (spec.kind === 'hierarchical') return describeHierarchical(spec);
  const { numStates } = spec;
  const { seed, tolerance, gradientTolerance, residualTolerance, maxIterations } = fitDefaults;
  const [steps, enough] = hasKinks(spec.penalty)
    ? ['proximal EM, then proximal quasi-Newton', `KKT residual below ${residualTolerance.toExponential()}`]
    : [
        'EM, then L-BFGS',
        `gain below ${tolerance.toExponential()} of the log-likelihood and scaled gradient below ${gradientTolerance.toExponential()}`,
      ];
  const restarts = numStates === 1 ? 1 : fitDefaults.restarts;
  return [
    numStates === 1 ? 'GLM (one state)' : `GLM-HMM with ${numStates} states`,
    `observation: ${describeObservation(spec)}`,
    ...(spec.lapses.kind === 'none' ? [] : [`lapses: ${describeLapses(spec)}`]),
    `weights: ${describeWeights(spec)}`,
    `frozen: ${describeFrozen(spec)}`,
    `penalty: ${describePenalty(spec)}`,
    ...(numStates === 1
      ? []
      : [`transitions: ${describeTransitions(spec)}`, `initial probabilities: ${describeInitialProbs(spec)}`]),
    `starts by default: ${restarts}, seed ${seed}`,
    `steps by default: ${steps}`,
    `stops by default: ${enough}, or ${maxIterations} evaluations a start`,
  ].join('\n');
}

function describeObservation({ observation }: GlmHmmSpec): string {
  if (observation.kind === 'softmax') {
    const shared = Object.entries(observation.alternatives).map(
      ([name, features]) => `; ${name} of each alternative: ${features.join(', ')}`,
    );
    return `softmax over ${observation.numClasses} classes, weights against class ${observation.reference}${shared.join('')}`;
  }
  const { kind, link } = observation;
  if (kind === 'bernoulli' && link === 'logit') return 'bernoulli, P(y = 1) = logistic(w·x)';
  return typeof link === 'string' ? `${kind}, ${link} of the mean = w·x` : `${kind}, a link of one's own`;
}

function describeLapses({ lapses }: GlmHmmSpec): string {
  if (lapses.kind === 'none') return 'none';
  const to = {
    class: 'to each class',
    history: 'to repeat and to alternate',
    historyByChoice: 'to repeat and to alternate, by previous choice',
  }[lapses.kind];
  return `${to}, each at a rate of at most ${lapses.max}`;
}

function describeWeights({ weights }: GlmHmmSpec): string {
  if (weights.kind === 'constant') return 'constant';
  const { sigma } = weights;
  const text = Array.isArray(sigma)
    ? sigma.map((one: SigmaRow, k) => `state ${k + 1}: ${perFeature(one)}`).join('; ')
    : perFeature(sigma as SigmaRow);
  return `random walk over sessions, s.d. of a step ${text}`;
}

function describeFrozen({ frozen }: GlmHmmSpec): string {
  if (!Array.isArray(frozen)) return perFeature(frozen as FrozenRow) || 'none';
  return frozen.map((row: FrozenRow, k) => `state ${k + 1}: ${perFeature(row) || 'none'}`).join('; ');
}

function perFeature(numbers: number | Readonly<Record<string, number>>): string {
  if (typeof numbers === 'number') return String(numbers);
  return Object.entries(numbers)
    .map(([feature, value]) => `${feature} ${value}`)
    .join(', ');
}

function describePenalty({ penalty }: GlmHmmSpec): string {
  if (penalty.kind === 'none') return 'none';
  const biasApart = penalty.includeBias ? '' : ', not on bias';
  const { strength } = penalty;
  if (penalty.kind === 'groupLasso') {
    const groups = penalty.groups.map((group, g) => {
      const own = typeof strength === 'object' ? ` ${(strength as readonly number[])[g]}` : '';
      return `(${group.join(', ')})${own}`;
    });
    return `group lasso ${typeof strength === 'number' ? `${strength} ` : ''}on ${groups.join(', ')}${biasApart}`;
  }
  const name = { ridge: 'ridge', lasso: 'lasso', elasticNet: 'elastic net' }[penalty.kind];
  const mixing = penalty.kind === 'elasticNet' ? `, ${penalty.mixing} of it lasso` : '';
  return `${name} ${perFeature(penalty.strength)}${mixing}${typeof strength === 'number' ? biasApart : ''}`;
}

function describeTransitions({ transitions, transitionPrior: prior }: GlmHmmSpec): string {
  const base = describeTransitionPrior(prior);
  if (transitions.kind === 'inputDriven') {
    const { features, baseline, centered, ridge, baseRidge } = transitions;
    const weights = baseline === 'self' ? 'weights a transition, relative to staying' : 'weights a destination';
    const penalties = `${ridge > 0 ? `, ridge ${ridge}` : ''}${baseRidge > 0 ? `, ridge ${baseRidge} on the base` : ''}`;
    return `driven by ${features.join(', ')}${centered ? ' (from their means)' : ''}, ${weights}${penalties}; base: ${base}`;
  }
  if (transitions.kind === 'perSession' && transitions.center === 'consecutive')
    return `per session, pseudo-counts ${transitions.alpha} · the matrix of the session before; first session: ${base}`;
  if (transitions.kind === 'perSession')
    return `per session, pseudo-counts ${transitions.alpha} · ${transitions.center ? JSON.stringify(transitions.center) : 'the matrix of the fit to start from'}`;
  return `one matrix, ${base}`;
}

function describeTransitionPrior(prior: GlmHmmSpec['transitionPrior']): string {
  if (prior.kind === 'none') return 'no prior';
  const counts =
    prior.kind === 'dirichlet' ? `${prior.stay} to stay, ${prior.leave} to leave` : JSON.stringify(prior.counts);
  return `Dirichlet pseudo-counts ${counts}${prior.kind === 'stateCounts' ? ' in each row' : ''}`;
}

function describeInitialProbs({ initialProbs, initialPrior: prior }: GlmHmmSpec): string {
  if (prior.kind !== 'none') return `fitted, Dirichlet pseudo-counts ${JSON.stringify(prior.counts)}`;
  return typeof initialProbs === 'string' ? initialProbs : initialProbs.join(', ');
}
