import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { DataError, quote } from '../../errors.ts';
import { frozenValues } from '../frozenWeights.ts';
import { requireChoices } from '../lapses.ts';
import { alternativesOf, requireSharedValues, sharedWeights, summedOverMembers } from '../observations/alternatives.ts';
import { familyOf } from '../observations/families.ts';
import { requireClasses } from '../observations/numClasses.ts';
import type { GlmHmmSpec } from '../specs.ts';
import { numObserved, responsesOf, type Trials } from '../trials.ts';
import { driveOf } from './drive.ts';
import { holdingStrengths } from './priors.ts';

/**
 * Refuses trials that cannot say what the spec asks: choices of more classes than it knows, no observed trial, observations
 * that the family cannot make, or features of which some are sums of others while no penalty decides between them, nor are
 * they frozen.
 *
 * @throws {DataError} also when a class is never chosen, or inputs of transitions cannot be told apart
 * @throws {SpecError} when the spec names other features than the trials have
 */
export function requireFittable(spec: GlmHmmSpec, trials: Trials): void {
  requireClasses(spec.observation, trials);
  if (numObserved(trials) === 0) refuseUnobserved(trials);
  requireChoices(spec.lapses, trials);
  requirePossible(spec, trials);
  requireChosenClasses(spec, trials);
  requireDistinctInputs(spec, trials);
  requireSharedValues('penalty', holdingStrengths(spec, trials), spec.observation, trials.featureNames);
  const dependent = dependentFeatures(spec, trials);
  if (dependent.length === 0) return;
  const names = dependent.map((name) => `"${name}"`).join(', ');
  const first = trials.featureNames.indexOf(dependent[0]);
  const alternative = alternativesOf(spec.observation, trials.featureNames).find(({ features }) =>
    features.includes(first),
  );
  if (dependent.length === 1 && alternative)
    throw new DataError(
      { column: dependent[0] },
      `The features of alternatives "${alternative.name}" (${alternative.features.map((d) => trials.featureNames[d]).join(', ')}) do not differ between classes on any observed trial, so their weight cannot be found. Leave them out, or add penalty: ridge(1).`,
    );
  throw new DataError(
    { column: dependent[0] },
    dependent.length === 1
      ? `Feature ${names} is 0 on every observed trial, so its weight cannot be found. Leave it out, or add penalty: ridge(1).`
      : `Features ${names} are linearly dependent on the observed trials, so their weights cannot be told apart. Leave one of them out, or add penalty: ridge(1).`,
  );
}

function refuseUnobserved({ numTrials, featuresKnown, responses, responseNames }: Trials): never {
  const [one, all] = responses ? ['response', 'responses'] : ['choice', 'choices'];
  throw new DataError(
    { column: responseNames[0] ?? 'choice' },
    featuresKnown.includes(1)
      ? `None of the ${numTrials} trials has an observed ${one}, so there is nothing to fit. Check which column holds the ${all} and how missing ones are coded.`
      : `None of the ${numTrials} trials has all its features, so no ${one} counts and there is nothing to fit. Check which columns hold the features; leave out those that are empty.`,
  );
}

function requirePossible({ observation }: GlmHmmSpec, trials: Trials): void {
  const { refusal } = familyOf(observation);
  const { data, shape } = responsesOf(trials);
  const O = shape[1];
  for (let row = 0; row < trials.numTrials; row++) {
    if (!trials.observed[row]) continue;
    for (let o = 0; o < O; o++) {
      const value = data[row * O + o];
      const wrong = refusal(value);
      if (wrong === null) continue;
      const column = trials.responseNames[o] ?? 'choice';
      throw new DataError(
        { column, row },
        `Column "${column}" is ${value} in trial ${row} (counted from 0), but an observation of ${observation.kind}() ${wrong}. Take another family, or leave the trial unobserved.`,
      );
    }
  }
}

/** Refuses a class that was never chosen, whose weights would run to minus infinity. */
function requireChosenClasses({ observation }: GlmHmmSpec, { choices, classNames, observed }: Trials): void {
  if (observation.kind !== 'softmax') return;
  const counts = new Float64Array(observation.numClasses);
  for (let t = 0; t < choices.length; t++) if (observed[t]) counts[choices[t]]++;
  const never = counts.indexOf(0);
  if (never >= 0)
    throw new DataError(
      { column: 'choice' },
      `No choice of the observed trials is ${quote(classNames[never] ?? never)}, class ${never} of softmax({ numClasses: ${observation.numClasses} }), so its weights cannot be found. Leave the class out, or fit trials in which it is chosen.`,
    );
}

/** Refuses inputs of transitions that never change, or are sums of others, while no ridge decides between them. */
function requireDistinctInputs({ transitions, numStates }: GlmHmmSpec, trials: Trials): void {
  if (transitions.kind !== 'inputDriven' || transitions.ridge > 0) return;
  const { inputs, numInputs: D, numMatrices } = driveOf(transitions, trials, numStates);
  const gram = Matrix.zeros(D + 1, D + 1);
  const at = (m: number, d: number): number => (d === D ? 1 : inputs[m * D + d]);
  for (let m = 0; m < numMatrices; m++)
    for (let d = 0; d <= D; d++) for (let e = 0; e <= d; e++) gram.set(d, e, gram.get(d, e) + at(m, d) * at(m, e));
  const dependent = dependentRows(gram).filter((d) => d < D);
  if (dependent.length === 0) return;
  const names = dependent.map((d) => `"${transitions.features[d]}"`).join(', ');
  throw new DataError(
    { column: transitions.features[dependent[0]] },
    dependent.length === 1
      ? `Feature ${names} is the same in every trial, so it cannot drive transitions. Leave it out of inputDriven.`
      : `Features ${names} are linearly dependent, so what they do to transitions cannot be told apart. Leave one of them out of inputDriven, or set ridge: 1 there.`,
  );
}

/** Names of features that take part in a linear dependence, in the first state where penalties do not resolve it. */
function dependentFeatures(spec: GlmHmmSpec, trials: Trials): string[] {
  const D = trials.featureNames.length;
  const frozen = frozenValues(spec, trials.featureNames);
  const { owners, gram } = gramMatrix(spec, trials);
  for (let k = 0; k < spec.numStates; k++) {
    const free = Array.from(owners.keys()).filter((i) => Number.isNaN(frozen[k * D + (owners[i] % D)]));
    const dependent = free.length === 0 ? [] : dependentRows(gram.selection(free, free));
    if (dependent.length > 0) return [...new Set(dependent.map((i) => trials.featureNames[owners[free[i]] % D]))];
  }
  return [];
}

/**
 * [owner, owner] sums over observed trials of products of what each parameter of a unit multiplies, and strengths of penalties;
 * lower triangle.
 */
function gramMatrix(spec: GlmHmmSpec, trials: Trials): { readonly owners: readonly number[]; readonly gram: Matrix } {
  const D = trials.featureNames.length;
  const shared = sharedWeights(spec.observation, trials.featureNames, familyOf(spec.observation).numPredictors);
  const owners = Array.from(shared.members.keys()).filter((c) => shared.members[c].length > 0);
  const penalties = holdingStrengths(spec, trials);
  const sums = sumsOfProducts(trials);
  const ofCoordinates = (a: number, b: number): number => {
    const [d, e] = [a % D, b % D];
    return Math.floor(a / D) === Math.floor(b / D) ? sums[d >= e ? d * D + e : e * D + d] : 0;
  };
  const gram = Matrix.zeros(owners.length, owners.length);
  for (const [i, a] of owners.entries())
    for (let j = 0; j <= i; j++)
      gram.set(i, j, summedOverMembers(shared, a, owners[j], ofCoordinates) + (i === j ? penalties[a % D] : 0));
  return { owners, gram };
}

/** Rows that depend on each other linearly; of the matrix, the lower triangle counts, and it is overwritten. */
function dependentRows(gram: Matrix): number[] {
  const D = gram.rows;
  const lengths = gram.diagonal().map(Math.sqrt);
  const empty = lengths.indexOf(0);
  if (empty >= 0) return [empty];
  for (let d = 0; d < D; d++)
    for (let e = 0; e <= d; e++) {
      const value = gram.get(d, e) / (lengths[d] * lengths[e]);
      gram.set(d, e, value).set(e, d, value);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const least = realEigenvalues.indexOf(Math.min(...realEigenvalues));
  // the Gram matrix squares the condition of the design: 1e-12 stands for a dependence to about 1e-6
  if (realEigenvalues[least] > 1e-12) return [];
  const part = eigenvectorMatrix.getColumn(least).map(Math.abs);
  return [...part.keys()].filter((d) => part[d] > 1e-3);
}

/** [feature, feature] sums over observed trials of products of two features, lower triangle. */
function sumsOfProducts({ numTrials, observed, features }: Trials): Float64Array {
  const { data, shape } = features;
  const D = shape[1];
  const sums = new Float64Array(D * D);
  for (let t = 0; t < numTrials; t++) {
    if (!observed[t]) continue;
    for (let d = 0; d < D; d++) for (let e = 0; e <= d; e++) sums[d * D + e] += data[t * D + d] * data[t * D + e];
  }
  return sums;
}
