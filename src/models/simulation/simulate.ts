import { DataError } from '../../errors.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import { type Random, random } from '../../numerics/random.ts';
import { requireWhole } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { requireMatch, sessionOffset } from '../inference/sessionChains.ts';
import { familyOf } from '../observations/families.ts';
import { formatStates } from '../states/stateFormat.ts';
import { numSessions, type Outcome, type Trials } from '../trials.ts';
import { type Echo, echoesOf } from './echoes.ts';
import { givenRule, type OutcomeRule, recordedRule } from './outcomeRules.ts';

/** Simulated trials, and the states that made them. */
export interface Simulation<States = Int32Array> {
  readonly trials: Trials;
  /** [trial] counted from 0; with `states: 'oneHot'` zeros with a one at the state, [trial, state]. */
  readonly states: States;
  /** [trial] mean of what is observed, given the state that was drawn. */
  readonly rates: Float64Array;
}

/** How to simulate. */
export interface SimulateOptions {
  /** The trials whose sessions, features and missing choices are copied; without any choice, a design: every trial gets one. */
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
 * Draws states and choices from a fit. Features that depend on earlier choices or outcomes are made again from the
 * simulated ones. An outcome that no feature needs and no rule gives is NaN in the simulated trials.
 *
 * @throws {SpecError} when the seed is no whole number, or `states` no format
 * @throws {DataError} when the trials do not match the fit, or a feature depends on an outcome that cannot be told
 * @example simulate(fit, { like: trials, seed: 7 }).states
 */
export function simulate(fit: Fit, options: SimulateOptions): Simulation;
export function simulate(fit: Fit, options: OneHotOptions): Simulation<OneHotStates>;
export function simulate(fit: Fit, options: SimulateOptions | OneHotOptions): Simulation<Int32Array | OneHotStates> {
  const { like, seed = 1, outcome, openLoop = false, states: format = 'index' } = options;
  requireMatch(fit, like);
  requireWhole('seed', seed, { atLeast: 0 });
  const isDesign = like.choices.every((choice) => choice < 0);
  const drawn = Uint8Array.from(like.choices, (choice) => Number(isDesign || choice >= 0));
  const echoes = openLoop ? [] : echoesOf(like);
  const draft: Draft = {
    like,
    drawn,
    echoes,
    rules: outcomeRules(like, drawn, echoes, outcome),
    states: new Int32Array(like.numTrials),
    rates: new Float64Array(like.numTrials),
    choices: new Int32Array(like.numTrials).fill(-1),
    responses: null,
    features: like.features.data.slice(),
    outcomes: like.outcomes.map(({ name, values }) => ({ name, values: values.slice() })),
  };
  const source = random(seed);
  for (let session = 0; session < numSessions(like); session++) drawSession(fit, session, draft, source);
  const { choices, features, outcomes, states, rates } = draft;
  return {
    trials: {
      ...like,
      choices,
      observed: isDesign ? drawn : like.observed.slice(),
      features: ndarray(['trial', 'feature'], like.features.shape, features),
      outcomes,
    },
    states: formatStates(states, fit.spec.numStates, format, 'states'),
    rates,
  };
}

/** A simulation under way. */
interface Draft {
  readonly like: Trials;
  /** [trial] 1 where a choice is drawn, 0 where it stays missing. */
  readonly drawn: Uint8Array;
  readonly echoes: readonly Echo[];
  /** [outcome] */
  readonly rules: readonly (OutcomeRule | null)[];
  readonly states: Int32Array;
  readonly rates: Float64Array;
  readonly choices: Int32Array;
  readonly responses: Trials['responses'];
  readonly features: Float64Array;
  readonly outcomes: readonly Outcome[];
}

function drawSession(fit: Fit, session: number, draft: Draft, source: Random): void {
  const { like, drawn, echoes, rules, states, rates, choices, features, outcomes } = draft;
  const { weights, transitionMatrix, initialProbs } = fit.params;
  const { mean } = familyOf(fit.spec.observation);
  const [K, D] = [fit.spec.numStates, like.featureNames.length];
  const [start, end] = [like.sessionStarts[session], like.sessionStarts[session + 1]];
  const weightsAt = sessionOffset(weights, session);
  const transitionsAt = sessionOffset(transitionMatrix, session);
  for (let t = start; t < end; t++) {
    states[t] =
      t === start
        ? source.categorical(initialProbs.data)
        : source.categorical(transitionMatrix.data, transitionsAt + states[t - 1] * K, K);
    for (const echo of echoes)
      features[t * D + echo.feature] = t - echo.by >= start ? repeated(echo, t - echo.by, draft) : 0;
    let eta = 0;
    for (let d = 0; d < D; d++) eta += weights.data[weightsAt + states[t] * D + d] * features[t * D + d];
    rates[t] = mean(eta);
    const choice = Number(source.uniform() < rates[t]);
    if (!drawn[t]) continue;
    choices[t] = choice;
    const correct = like.correct?.[t] ?? -1;
    outcomes.forEach(({ name, values }, i) => {
      values[t] = rules[i]?.({ outcome: name, trial: t, session, choice, correct, random: source }) ?? Number.NaN;
    });
  }
}

/** What an echo repeats of an earlier trial: -1 or 1 for its choice, the value of its outcome or response, 0 where it has none. */
function repeated(echo: Echo, trial: number, { choices, outcomes, responses }: Draft): number {
  if (echo.of === 'choice') return choices[trial] < 0 ? 0 : 2 * choices[trial] - 1;
  const value =
    echo.of === 'outcome'
      ? outcomes.find(({ name }) => name === echo.name)?.values[trial]
      : responses?.data[trial * responses.shape[1] + echo.output];
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

/** A rule for each outcome of the trials; `null` for one that cannot be told and is not needed. */
function outcomeRules(
  like: Trials,
  drawn: Uint8Array,
  echoes: readonly Echo[],
  given: OutcomeRule | undefined,
): (OutcomeRule | null)[] {
  return like.outcomes.map((one) => {
    if (given !== undefined) return givenRule(given);
    const rule = recordedRule(like, one, drawn);
    if (typeof rule !== 'string') return rule;
    const echo = echoes.find((each) => each.of === 'outcome' && each.name === one.name);
    if (echo === undefined) return null;
    throw new DataError(
      { column: one.name },
      `Feature "${like.featureNames[echo.feature]}" depends on outcome "${one.name}" of earlier trials, which cannot be made for simulated choices: ${rule}. Give outcome: ({ choice, correct, random }) => …, or keep all features as recorded with openLoop: true.`,
    );
  });
}
