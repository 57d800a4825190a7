import { DataError } from '../../errors.ts';
import { lengthOf, type NdArray, ndarray } from '../../numerics/ndarray.ts';
import { type Random, random } from '../../numerics/random.ts';
import { requireKnownOptions, requireWhole } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { type MatrixWriter, matrixWriter } from '../inference/drivenMatrices.ts';
import { requireMatch, sessionOffset } from '../inference/sessionChains.ts';
import { withoutReference } from '../observations/classWeights.ts';
import { familyOf } from '../observations/families.ts';
import { addLapses, type LapseMixture, lapseMixtureOf } from '../observations/lapseMixture.ts';
import { predictOne } from '../observations/linearPredictors.ts';
import { numClassesOf } from '../observations/numClasses.ts';
import type { ObservationFamily } from '../observations/observation.ts';
import { isChoice } from '../observations/observationSpecs.ts';
import { formatStates } from '../states/stateFormat.ts';
import { numSessions, type Outcome, type Trials } from '../trials.ts';
import { givenRule, type OutcomeRule, recordedRule } from './outcomeRules.ts';
import { type RebuiltFeature, rebuiltFeatures } from './rebuiltFeatures.ts';

/** Simulated trials, and the states that made them. */
export interface Simulation<States = Int32Array> {
  readonly trials: Trials;
  /** [trial] counted from 0; with `states: 'oneHot'` zeros with a one at the state, [trial, state]. */
  readonly states: States;
  /** Mean of what is observed, given the state that was drawn: [trial, output], or [trial, class] probabilities. */
  readonly rates: NdArray;
}

/** How to simulate. */
export interface SimulateOptions {
  /** The trials whose sessions, features and missing observations are copied; with nothing observed, a design: every trial gets some, observed where its features are known. */
  readonly like: Trials;
  readonly seed?: number;
  /** What comes of a choice. Left out, the trials' two recorded values and the correct side decide. */
  readonly outcome?: OutcomeRule;
  /** Keep features as recorded, also those that repeat the choices of the recording. */
  readonly openLoop?: boolean;
  /** How states are written. */
  readonly states?: 'index';
}

/** Options of a simulation whose states are written as zeros with a one. */
type OneHotOptions = Omit<SimulateOptions, 'states'> & { readonly states: 'oneHot' };
type OneHotStates = NdArray<readonly ['trial', 'state']>;

/**
 * Draws states and what is observed in them, choices or responses, from a fit. Features that depend on earlier choices or outcomes are made again from the
 * simulated ones. An outcome that no feature needs and no rule gives is NaN in the simulated trials.
 *
 * @throws {SpecError} when the seed is no whole number, or `states` no format
 * @throws {DataError} when the trials do not match the fit, or a feature depends on an outcome that cannot be told
 * @example simulate(fit, { like: trials, seed: 7 }).states
 */
export function simulate(fit: Fit, options: SimulateOptions): Simulation;
export function simulate(fit: Fit, options: OneHotOptions): Simulation<OneHotStates>;
export function simulate(fit: Fit, options: SimulateOptions | OneHotOptions): Simulation<Int32Array | OneHotStates> {
  requireKnownOptions(['like', 'seed', 'outcome', 'openLoop', 'states'], options, 'simulate');
  const { like, seed = 1, outcome, openLoop = false, states: format = 'index' } = options;
  requireMatch(fit, like);
  requireWhole('seed', seed, { atLeast: 0 });
  const drawn = drawnTrials(like);
  const outputs = lengthOf(fit.params.weights, 'output');
  const family = familyOf(fit.spec.observation);
  const features = like.features.data.slice();
  const answers = {
    choices: new Int32Array(like.numTrials).fill(-1),
    responses:
      like.responses === null && isChoice(fit.spec.observation) ? null : missingResponses(like.numTrials, outputs),
    outcomes: like.outcomes.map(({ name, values }) => ({ name, values: values.slice() })),
  };
  const rebuilt = openLoop ? [] : rebuiltFeatures(like, answers);
  const draft: Draft = {
    like,
    drawn,
    rebuilt,
    ...answers,
    rules: outcomeRules(like, drawn, rebuilt, outcome),
    states: new Int32Array(like.numTrials),
    rates: ndarray(['trial', family.numMeans > 1 ? 'class' : 'output'], [like.numTrials, outputs * family.numMeans]),
    family,
    lapses: lapseMixtureOf(fit.spec.lapses, fit.spec.observation),
    weights: withoutReference(fit.params.weights, fit.spec.observation),
    writeMatrix: matrixWriter(fit, { ...like, features: { ...like.features, data: features } }),
    features,
  };
  const source = random(seed);
  for (let session = 0; session < numSessions(like); session++) drawSession(fit, session, draft, source);
  const { choices, responses, outcomes, states, rates } = draft;
  return {
    trials: {
      ...like,
      choices,
      classNames: responses ? [] : namesOfClasses(fit, like),
      responses,
      responseNames: responses ? namesOf(like, outputs) : [],
      observed: like.observed.includes(1) ? like.observed.slice() : drawn.map((one, t) => one & like.featuresKnown[t]),
      features: ndarray(['trial', 'feature'], like.features.shape, features),
      outcomes,
    },
    states: formatStates(states, fit.spec.numStates, format, 'states'),
    rates,
  };
}

/** [class] names of the classes that are drawn: those of the trials, or numbers where these name none. */
function namesOfClasses({ spec }: Fit, { classNames }: Trials): readonly string[] {
  const numClasses = numClassesOf(spec.observation) ?? 0;
  return classNames.length === numClasses ? classNames : Array.from({ length: numClasses }, (_, c) => String(c));
}

/** [trial] 1 where something is drawn: where something was recorded, or everywhere when nothing was. */
function drawnTrials({ choices, responses, numTrials }: Trials): Uint8Array {
  const recorded = Uint8Array.from({ length: numTrials }, (_, t) => {
    if (responses === null) return Number(choices[t] >= 0);
    const O = responses.shape[1];
    return Number(!responses.data.subarray(t * O, t * O + O).some(Number.isNaN));
  });
  return recorded.includes(1) ? recorded : recorded.fill(1);
}

function missingResponses(numTrials: number, outputs: number): NdArray<readonly ['trial', 'output']> {
  return ndarray(['trial', 'output'], [numTrials, outputs], new Float64Array(numTrials * outputs).fill(Number.NaN));
}

function namesOf({ responseNames }: Trials, outputs: number): readonly string[] {
  if (responseNames.length === outputs) return responseNames;
  return outputs === 1 ? ['y'] : Array.from({ length: outputs }, (_, o) => `y${o + 1}`);
}

/** A simulation under way. */
interface Draft {
  readonly like: Trials;
  /** [trial] 1 where a choice is drawn, 0 where it stays missing. */
  readonly drawn: Uint8Array;
  readonly rebuilt: readonly RebuiltFeature[];
  /** [outcome] */
  readonly rules: readonly (OutcomeRule | null)[];
  readonly states: Int32Array;
  readonly rates: NdArray;
  readonly family: ObservationFamily;
  readonly lapses: LapseMixture | null;
  /** As `params.weights`, without the reference class. */
  readonly weights: NdArray;
  /** Writes the matrix that leads into a trial, where inputs drive transitions. */
  readonly writeMatrix: MatrixWriter | null;
  readonly choices: Int32Array;
  readonly responses: Trials['responses'];
  readonly features: Float64Array;
  readonly outcomes: readonly Outcome[];
}

function drawSession(fit: Fit, session: number, draft: Draft, source: Random): void {
  const { like, drawn, rebuilt, states, features, writeMatrix } = draft;
  const { transitionMatrix, initialProbs } = fit.params;
  const [K, D] = [fit.spec.numStates, like.featureNames.length];
  const [start, end] = [like.sessionStarts[session], like.sessionStarts[session + 1]];
  const transitionsAt = sessionOffset(transitionMatrix, session);
  const matrix = new Float64Array(K * K);
  for (const each of rebuilt) each.start();
  for (let t = start; t < end; t++) {
    for (const { feature, value } of rebuilt) features[t * D + feature] = value(t);
    if (t === start) states[t] = source.categorical(initialProbs.data);
    else {
      writeMatrix?.(t, matrix, 0);
      const row = states[t - 1] * K;
      states[t] = writeMatrix
        ? source.categorical(matrix, row, K)
        : source.categorical(transitionMatrix.data, transitionsAt + row, K);
    }
    const observed = drawObservations(fit, session, t, draft, source);
    if (drawn[t]) record(observed, session, t, draft, source);
    for (const { add } of rebuilt) add(t);
  }
}

/** What is observed in a trial, one value an output; also notes its means. */
function drawObservations(fit: Fit, session: number, t: number, draft: Draft, source: Random): number[] {
  const { states, rates, features, family, lapses, weights, choices, like } = draft;
  const { scale, lapses: lapseRates } = fit.params;
  const { numPredictors: P, numMeans: M } = family;
  const D = fit.featureNames.length;
  const weightsAt = sessionOffset(weights, session);
  const O = lengthOf(weights, 'output');
  const predictors = new Float64Array(P);
  return Array.from({ length: O }, (_, o) => {
    const unit = states[t] * O + o;
    predictOne(weights.data, weightsAt + unit * P * D, features, t * D, D, predictors);
    family.fillMeans(predictors, 0, rates.data, (t * O + o) * M);
    if (lapses && lapseRates) {
      const previous = t > like.sessionStarts[session] ? choices[t - 1] : -1;
      addLapses(lapses, rates.data, t * M, M, previous, lapseRates.data, states[t] * lapses.size);
      const chances = rates.data.subarray(t * M, (t + 1) * M);
      return M === 1 ? Number(source.uniform() < chances[0]) : source.categorical(chances);
    }
    return family.sample(predictors, 0, scale?.data[unit] ?? 1, source);
  });
}

/** Writes down what was observed in a trial, and what came of a choice. */
function record(observed: readonly number[], session: number, t: number, draft: Draft, source: Random): void {
  const { like, rules, choices, responses, outcomes } = draft;
  if (responses !== null) responses.data.set(observed, t * observed.length);
  else choices[t] = observed[0];
  const correct = like.correct?.[t] ?? -1;
  outcomes.forEach(({ name, values }, i) => {
    values[t] =
      rules[i]?.({ outcome: name, trial: t, session, choice: observed[0], correct, random: source }) ?? Number.NaN;
  });
}

/** A rule for each outcome of the trials; `null` for one that cannot be told and is not needed. */
function outcomeRules(
  like: Trials,
  drawn: Uint8Array,
  rebuilt: readonly RebuiltFeature[],
  given: OutcomeRule | undefined,
): (OutcomeRule | null)[] {
  return like.outcomes.map((one) => {
    if (given !== undefined) return givenRule(given);
    const rule = recordedRule(like, one, drawn);
    if (typeof rule !== 'string') return rule;
    const needed = rebuilt.find(({ outcomes }) => outcomes.includes(one.name));
    if (needed === undefined) return null;
    throw new DataError(
      { column: one.name },
      `Feature "${like.featureNames[needed.feature]}" depends on outcome "${one.name}" of earlier trials, which cannot be made for simulated choices: ${rule}. Give outcome: ({ choice, correct, random }) => …, or keep all features as recorded with openLoop: true.`,
    );
  });
}
