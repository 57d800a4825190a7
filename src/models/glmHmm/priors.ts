import { quote, SpecError } from '../../errors.ts';
import type { LengthPenalty } from '../../numerics/lengthPenalties.ts';
import type { Penalty, Strength } from '../penalties.ts';
import type { GlmHmmSpec } from '../specs.ts';
import type { Trials } from '../trials.ts';
import type { WeightLayout } from './layout.ts';

/** What of the trials decides on which features a penalty acts. */
type Features = Pick<Trials, 'featureNames' | 'recipes'>;

/** Features whose weights, in one unit of the layout, are penalised by their common length times the root of how many are free. */
interface FeatureGroup {
  readonly features: readonly number[];
  readonly strength: number;
}

/** [feature] strength of the ridge on each weight. @throws {SpecError} when the penalty names other features than the trials have */
export function ridgeStrengths({ penalty }: GlmHmmSpec, trials: Features): Float64Array {
  if (penalty.kind === 'ridge') return strengthsByFeature(penalty, trials);
  if (penalty.kind === 'elasticNet')
    return strengthsByFeature(penalty, trials).map((strength) => (1 - penalty.mixing) * strength);
  return new Float64Array(trials.featureNames.length);
}

/**
 * The penalties with kinks, by their places in the vector: of walking weights, on the first session. Groups are made of what
 * is not frozen.
 *
 * @throws {SpecError} when the penalty names other features than the trials have
 */
export function lengthPenalties(spec: GlmHmmSpec, trials: Features, layout: WeightLayout): LengthPenalty[] {
  const groups = featureGroups(spec.penalty, trials);
  const { numFeatures: D, numPredictors: P, width, shared } = layout;
  const predictors = Array.from({ length: P }, (_, p) => p);
  // a group is one for all classes, so that it leaves or stays as a whole; weights on their own are one by one
  const together = spec.penalty.kind === 'groupLasso' ? [predictors] : predictors.map((p) => [p]);
  return layout.units.flatMap((_, unit) =>
    groups.flatMap(({ features, strength }) =>
      together.flatMap((members) => {
        const coordinates = members.flatMap((p) => features.map((d) => p * D + d)).filter((c) => shared.owner[c] === c);
        const places = Int32Array.from(coordinates, (c) => layout.place[unit * width + c]).filter((at) => at >= 0);
        return places.length === 0 ? [] : [{ places, strength: Math.sqrt(places.length) * strength }];
      }),
    ),
  );
}

/** [feature] strength of whatever penalty keeps each weight finite, with kinks or without. @throws {SpecError} as above */
export function holdingStrengths(spec: GlmHmmSpec, trials: Features): Float64Array {
  const strengths = ridgeStrengths(spec, trials);
  for (const { features, strength } of featureGroups(spec.penalty, trials))
    for (const d of features) strengths[d] += strength;
  return strengths;
}

/** [state, nextState] pseudo-counts on each transition matrix: alpha · center where there is one, of the prior otherwise. */
export function transitionCounts(spec: GlmHmmSpec): Float64Array {
  const { numStates: K, transitions, transitionPrior } = spec;
  const center = transitions.kind === 'perSession' && Array.isArray(transitions.center) ? transitions.center : null;
  const counts = new Float64Array(K * K);
  for (let i = 0; i < K; i++)
    for (let j = 0; j < K; j++) {
      if (transitions.kind === 'perSession' && center) counts[i * K + j] = transitions.alpha * center[i][j];
      else if (transitionPrior.kind === 'counts') counts[i * K + j] = transitionPrior.counts[i][j];
      else if (transitionPrior.kind === 'stateCounts') counts[i * K + j] = transitionPrior.counts[j];
      else if (transitionPrior.kind === 'dirichlet')
        counts[i * K + j] = i === j ? transitionPrior.stay : transitionPrior.leave;
    }
  return counts;
}

/** Pseudo-counts a row with which the matrix of each session is centered on that of the session before; 0 where none is. */
export function chainStrength({ transitions }: GlmHmmSpec): number {
  return transitions.kind === 'perSession' && transitions.center === 'consecutive' ? transitions.alpha : 0;
}

function featureGroups(penalty: Penalty, trials: Features): FeatureGroup[] {
  if (penalty.kind === 'groupLasso') return groupsByName(penalty, trials);
  if (penalty.kind !== 'lasso' && penalty.kind !== 'elasticNet') return [];
  const share = penalty.kind === 'lasso' ? 1 : penalty.mixing;
  return Array.from(strengthsByFeature(penalty, trials), (strength, d) => ({
    features: [d],
    strength: share * strength,
  })).filter(({ strength }) => strength > 0);
}

/** [feature] */
function strengthsByFeature(
  { strength, includeBias }: { readonly strength: Strength; readonly includeBias: boolean },
  { featureNames, recipes }: Features,
): Float64Array {
  const isExempt = (d: number): boolean => recipes[d].kind === 'bias' && !includeBias;
  if (typeof strength === 'number') return Float64Array.from(featureNames, (_, d) => (isExempt(d) ? 0 : strength));
  for (const name of Object.keys(strength)) requireKnown('strength', name, featureNames);
  return Float64Array.from(featureNames, (name, d) => {
    if (Object.hasOwn(strength, name)) return strength[name];
    if (isExempt(d)) return 0;
    throw new SpecError(
      'strength',
      strength,
      `strength has no entry for feature ${quote(name)}; give one for each feature (0 leaves its weight free).`,
    );
  });
}

function groupsByName(
  penalty: Extract<Penalty, { readonly kind: 'groupLasso' }>,
  { featureNames, recipes }: Features,
): FeatureGroup[] {
  const { strength, groups, includeBias } = penalty;
  const named = groups.flat();
  for (const name of named) requireKnown('groups', name, featureNames);
  featureNames.forEach((name, d) => {
    const isExempt = recipes[d].kind === 'bias' && !includeBias;
    if (isExempt && named.includes(name))
      throw new SpecError(
        'groups',
        groups,
        `groups name the bias feature ${quote(name)}, which penalties leave free. Take it out, or set includeBias: true.`,
      );
    if (!isExempt && !named.includes(name))
      throw new SpecError(
        'groups',
        groups,
        `groups leave out feature ${quote(name)}; put each feature into one group, alone if need be.`,
      );
  });
  return groups
    .map((group, g) => ({
      features: group.map((name) => featureNames.indexOf(name)),
      strength: typeof strength === 'number' ? strength : strength[g],
    }))
    .filter((group) => group.strength > 0);
}

function requireKnown(option: string, name: string, featureNames: readonly string[]): void {
  if (!featureNames.includes(name))
    throw new SpecError(
      option,
      name,
      `Feature ${quote(name)} in ${option} is none of the trials' features, which are ${featureNames.join(', ')}. Correct its name, or leave it out.`,
    );
}
