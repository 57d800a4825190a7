import { quote, SpecError } from '../errors.ts';
import { drive, type FitProgress } from '../execution/drive.ts';
import type { SubjectTrials } from '../models/behavior/behaviorModel.ts';
import { requireReadable } from '../models/behavior/requireReadable.ts';
import { simulateAgain } from '../models/behavior/simulateAgain.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { hashSubjects } from '../models/behavior/subjectsHash.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { posteriorDraw } from '../models/hierarchical/integration/posteriorDraw.ts';
import { modelOf, naturalParameters } from '../models/hierarchical/naturalParameters.ts';
import { placeInFit } from '../models/hierarchical/placeInFit.ts';
import { version } from '../models/version.ts';
import { quantile } from '../numerics/quantile.ts';
import { random, splitSeed } from '../numerics/random.ts';

/** A number that says something about what a subject did, NaN where nothing does; from its columns [trial]. */
export type SubjectStatistic = (trials: SubjectTrials) => number;

/** What is checked, and how. */
export interface PosteriorPredictiveOptions {
  /** Statistics by their names. */
  readonly statistics: Readonly<Record<string, SubjectStatistic>>;
  /** Simulations of each subject; 200 by default. */
  readonly draws?: number;
  /** 1 by default. */
  readonly seed?: number;
  /** The task of the model, for what its simulator needs and the data do not have: reward probabilities, noise. Its length is that of the data. */
  readonly task?: object;
  /** Parameters of each simulation: drawn from the posterior of the subject ('posterior', default), or its mode ('mode'). */
  readonly from?: 'posterior' | 'mode';
  /** Aborting it rejects with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

/** A statistic of each subject, observed and predicted; `null` where there is none. */
export interface PredictedStatistic {
  readonly name: string;
  /** [subject] */
  readonly observed: readonly (number | null)[];
  /** [subject] median of the simulations. */
  readonly predicted: readonly (number | null)[];
  /** [subject] ends of the middle 95 % of the simulations. */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  /** [subject] whether the observed number is not outside them. */
  readonly covered: readonly (boolean | null)[];
}

/** Whether subjects do what their fitted models would: what `posteriorPredictive` returns. Plain data. */
export interface PosteriorPredictive {
  readonly kind: 'posteriorPredictive';
  readonly version: string;
  readonly model: string;
  readonly settings: { readonly draws: number; readonly from: 'posterior' | 'mode'; readonly task: object | null };
  readonly seed: number;
  /** SHA-256 of the subjects that were checked, and of what was fitted. */
  readonly dataHash: string;
  readonly fitHash: string;
  /** Columns that were taken from the task, as the data do not have them. */
  readonly designed: readonly string[];
  readonly subjects: readonly string[];
  readonly statistics: readonly PredictedStatistic[];
}

/**
 * Simulates each subject in its own task, with its own fitted parameters, and compares what it does with what the subject did.
 *
 * Blocks, `given` columns and missing trials are those of the data; responses and outcomes are drawn, so that learning runs its
 * own course. What a simulator needs besides is read from the data where they have such columns, and otherwise drawn by the model:
 * `rewardProbability0`, … of rescorlaWagner(), prosocialLearning() and twoStep(), `outcomeSelf0`, … of selfOtherLearning(), and `noiseSd` of
 * linearRegression({ noise: 'profile' }) come from `task`, or are those that the model has by default; `designed` says which. The other
 * models need nothing else.
 *
 * Subjects may be some of those of the fit, or other data of theirs. A fit is kind to the data it was fitted to, so that more
 * than 95 % may be covered.
 *
 * @throws {SpecError} when an option is unknown or impossible, or a statistic gives no number
 * @throws {DataError} when a subject is not in the fit, or lacks what the model reads
 * @example await posteriorPredictive(fit, subjects, { statistics: { 'mean reward': ({ columns }) => mean(columns.reward) } })
 */
export async function posteriorPredictive(
  fit: HierarchicalFit,
  subjects: Subjects,
  options: PosteriorPredictiveOptions,
): Promise<PosteriorPredictive> {
  requireKnownOptions(
    ['statistics', 'draws', 'seed', 'task', 'from', 'signal', 'onProgress'],
    options,
    'posteriorPredictive',
  );
  const { statistics, draws = 200, seed = 1, task, from = 'posterior', signal, onProgress } = options;
  requireWhole('draws', draws, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  requireStatistics(statistics);
  if (from !== 'posterior' && from !== 'mode')
    throw new SpecError('from', from, `from must be 'posterior' or 'mode', but is ${quote(from)}.`);
  const model = modelOf(fit);
  requireReadable(model, subjects);
  const places = subjects.names.map((name) => placeInFit(fit, name));
  const names = Object.keys(statistics);
  const numSubjects = places.length;
  const progress = (s: number, evaluation: number, done: boolean): FitProgress => ({
    restart: 1,
    numRestarts: 1,
    evaluation,
    logPosterior: fit.subjects.logLikelihood[places[s]],
    objective: 'log-likelihood',
    stage: `simulating ${subjects.names[s]}`,
    fit: s + 1,
    numFits: numSubjects,
    done,
  });

  const designed = new Set<string>();
  function* simulations(): Generator<FitProgress, CheckedNumbers[][], void> {
    const all: CheckedNumbers[][] = [];
    for (let s = 0; s < numSubjects; s++) {
      const again = simulateAgain(model, subjects.trials[s], task);
      for (const name of again.designed) designed.add(name);
      const drawX = from === 'posterior' ? posteriorDraw(fit, places[s], subjects) : null;
      const made: number[][] = names.map(() => []);
      const ownSeed = splitSeed(seed, places[s]);
      for (let draw = 0; draw < draws; draw++) {
        const x = drawX?.(random(splitSeed(ownSeed, 2 * draw))) ?? modeOf(fit, places[s]);
        const natural = naturalParameters(fit, Object.fromEntries(fit.parameterNames.map((name, k) => [name, x[k]])));
        const trials = again.draw(natural, splitSeed(ownSeed, 2 * draw + 1));
        names.forEach((name, i) => {
          const value = numberOf(name, statistics[name], trials);
          if (!Number.isNaN(value)) made[i].push(value);
        });
        yield progress(s, draw + 1, false);
      }
      all.push(names.map((name, i) => checked(numberOf(name, statistics[name], subjects.trials[s]), made[i])));
    }
    return all;
  }

  const numbers = await drive(simulations(), { signal, ...(onProgress && { onStep: onProgress }) });
  const dataHash = await hashSubjects(subjects);
  onProgress?.(progress(numSubjects - 1, draws, true));
  return {
    kind: 'posteriorPredictive',
    version,
    model: model.name,
    settings: { draws, from, task: task ?? null },
    seed,
    dataHash,
    fitHash: fit.requestHash,
    designed: [...designed],
    subjects: [...subjects.names],
    statistics: names.map((name, i) => ({
      name,
      observed: numbers.map((own) => own[i].observed),
      predicted: numbers.map((own) => own[i].predicted),
      lower: numbers.map((own) => own[i].lower),
      upper: numbers.map((own) => own[i].upper),
      covered: numbers.map((own) => own[i].covered),
    })),
  };
}

interface CheckedNumbers {
  readonly observed: number | null;
  readonly predicted: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly covered: boolean | null;
}

function checked(observed: number, made: readonly number[]): CheckedNumbers {
  const [lower, upper] = [quantile(made, 0.025), quantile(made, 0.975)];
  const known = !Number.isNaN(observed);
  return {
    observed: known ? observed : null,
    predicted: quantile(made, 0.5),
    lower,
    upper,
    covered: known && lower !== null && upper !== null ? lower <= observed && observed <= upper : null,
  };
}

function modeOf(fit: HierarchicalFit, subject: number): Float64Array {
  const size = fit.parameterNames.length;
  return fit.subjects.mode.data.subarray(subject * size, (subject + 1) * size);
}

function requireStatistics(statistics: unknown): void {
  const isRecord = typeof statistics === 'object' && statistics !== null && !Array.isArray(statistics);
  const functions = isRecord ? Object.values(statistics) : [];
  if (functions.length === 0 || functions.some((one) => typeof one !== 'function'))
    throw new SpecError(
      'statistics',
      statistics,
      `statistics must hold at least one function of a subject's trials by its name, as in { accuracy: ({ columns }) => … }, but is ${quote(statistics)}.`,
    );
}

function numberOf(name: string, statistic: SubjectStatistic, trials: SubjectTrials): number {
  const value: unknown = statistic(trials);
  if (typeof value === 'number' && Math.abs(value) !== Infinity) return value;
  throw new SpecError(
    `statistics.${name}`,
    value,
    `statistics.${name} gave ${quote(value)}, but a statistic is a finite number, or NaN where a subject has none.`,
  );
}
