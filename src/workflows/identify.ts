import { LatentlabError, quote, SpecError } from '../errors.ts';
import { pauses } from '../execution/pauses.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { requireReadable } from '../models/behavior/requireReadable.ts';
import { simulateSubjects } from '../models/behavior/simulateSubjects.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { hashSubjects } from '../models/behavior/subjectsHash.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { type TrueParameters, type Truths, truthsOf } from '../models/hierarchical/truths/trueParameters.ts';
import { nearNames } from '../models/nearNames.ts';
import { version } from '../models/version.ts';
import { splitSeed } from '../numerics/random.ts';
import type { Identification } from './identification.ts';
import {
  type ModelCriterion,
  type ModelScores,
  measureModel,
  modelCriteria,
  type StudyControl,
  studyControlNames,
} from './modelCriteria.ts';
import { type NamedModel, type NamedModels, namedModels } from './namedModels.ts';
import { plainSettings } from './plainSettings.ts';
import { summarizeIdentification } from './summarizeIdentification.ts';

/** What `identify` takes besides the models: the simulated cohorts, and how they are fitted. */
export interface IdentifyOptions extends StudyControl {
  /** Cohorts that each model simulates; 10 by default. */
  readonly rounds?: number;
  /** Subjects of a cohort; 50 by default, as many as `like` holds, or as true values are given for. */
  readonly numSubjects?: number;
  /** The task of the models, as their constructors document; each model's own by default. */
  readonly task?: object;
  /** Subjects whose tasks are taken over trial by trial, with their covariates, in place of `task` and `numSubjects`. */
  readonly like?: Subjects;
  /** By model, true values, distributions of them or a fit to draw from; x of each parameter is standard normal by default. */
  readonly parameters?: Readonly<Record<string, TrueParameters>>;
  /** What decides which model fits best; 'leaveOneSubjectOut', 'pyemLogModelEvidence' and 'integratedBic' by default. */
  readonly criteria?: readonly ModelCriterion[];
  /** Draws a subject of integrals by importance sampling, for models of more than 3 parameters; 2,000 by default. */
  readonly draws?: number;
}

/**
 * Whether models can be told apart in a task: in each round each model simulates a cohort, and all models are fitted to it. A fit
 * that breaks down on a cohort has no value there and is among the `problems`.
 *
 * @param options.seed decides true values, data, further starts and integrals; 1 by default
 * @throws {SpecError} when an option is unknown or impossible, or models do not predict the same responses
 * @throws {DataError} when a model cannot read what another one simulates
 * @see Wilson & Collins 2019, eLife 8:e49547
 * @example
 * const found = await identify({ RW1: hierarchical(rescorlaWagner()), RW2: hierarchical(rescorlaWagner({ learningRates: 2 })) });
 * confusionChart(confusionTable(found));
 */
export async function identify(models: NamedModels, options: IdentifyOptions = {}): Promise<Identification> {
  requireKnownOptions([...ownNames, ...studyControlNames], options, 'identify');
  const {
    rounds = 10,
    numSubjects: wantedSubjects,
    task = {},
    like,
    parameters = {},
    criteria = usualCriteria,
    draws = 2000,
    seed = 1,
    signal,
    onProgress,
    ...control
  } = options;
  requireWhole('rounds', rounds, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('draws', draws, { atLeast: 20 });
  requireCriteria(criteria);
  const named = namedModels(models);
  const truths = truthsOfModels(named, parameters, like);
  const numSubjects = sizeOf(named, truths, { numSubjects: wantedSubjects, task: options.task, like });
  const names = named.map(({ name }) => name);
  const values = criteria.map(() => Array.from({ length: rounds }, () => names.map((): (number | null)[] => [])));
  const problems: Identification['problems'][number][] = [];
  const pause = pauses(signal);
  const numFits = rounds * named.length ** 2;
  let count = 0;
  for (let round = 0; round < rounds; round++)
    for (const [m, simulating] of named.entries()) {
      const seeds = splitSeed(splitSeed(seed, round), m);
      const cohort = simulateSubjects(simulating.spec.model, {
        parameters: truths[m].draw(numSubjects, splitSeed(seeds, 0)),
        seed: splitSeed(seeds, 1),
        ...(like ? { like } : { task }),
      });
      for (const { name, spec } of named) {
        await pause();
        count++;
        requireReadable(behaviorOf(spec.model), cohort);
        const place = { round, simulated: simulating.name, fitted: name };
        let scores: ModelScores | null = null;
        try {
          const measured = await measureModel(cohort, spec, criteria, {
            ...control,
            draws,
            seed,
            ...(signal && { signal }),
            ...(onProgress && {
              onProgress: (now) =>
                onProgress({
                  ...now,
                  stage: `round ${round + 1}, ${simulating.name} simulated, ${name}: ${now.stage}`,
                  fit: count,
                  numFits,
                  done: false,
                }),
            }),
          });
          scores = measured.scores;
          if (!measured.fit.converged) problems.push({ ...place, message: 'The fit did not converge.' });
        } catch (error) {
          if (!(error instanceof LatentlabError) || error instanceof SpecError) throw error;
          problems.push({ ...place, message: error.message });
        }
        criteria.forEach((metric, i) => {
          values[i][round][m].push(scores?.[metric] ?? null);
        });
      }
    }
  onProgress?.({ restart: 1, numRestarts: 1, evaluation: 0, logPosterior: 0, fit: numFits, numFits, done: true });
  return {
    kind: 'identification',
    version,
    seed,
    modelNames: names,
    metrics: [...criteria],
    rounds,
    numSubjects,
    ...summarizeIdentification(names, criteria, values),
    values,
    problems,
    settings: plainSettings({
      models: Object.fromEntries(named.map(({ name, spec }) => [name, spec])),
      truths: truths.map(({ source }) => source),
      task,
      draws,
      control,
    }),
    dataHash: like ? await hashSubjects(like) : null,
  };
}

const ownNames = ['rounds', 'numSubjects', 'task', 'like', 'parameters', 'criteria', 'draws'];
const usualCriteria: readonly ModelCriterion[] = ['leaveOneSubjectOut', 'pyemLogModelEvidence', 'integratedBic'];

function requireCriteria(criteria: readonly ModelCriterion[]): void {
  const known = Object.keys(modelCriteria);
  if (!Array.isArray(criteria) || criteria.length === 0 || new Set(criteria).size < criteria.length)
    throw new SpecError(
      'criteria',
      criteria,
      `criteria must list different criteria, at least one of ${known.join(', ')}, but is ${quote(criteria)}.`,
    );
  for (const name of criteria)
    if (!known.includes(name))
      throw new SpecError('criteria', name, `criteria lists ${quote(name)}. ${nearNames(name, known, 'criterion')}`);
}

function truthsOfModels(
  named: readonly NamedModel[],
  parameters: Readonly<Record<string, TrueParameters>>,
  like: Subjects | undefined,
): Truths[] {
  const names = named.map(({ name }) => name);
  if (typeof parameters !== 'object' || parameters === null)
    throw new SpecError(
      'parameters',
      parameters,
      `parameters must hold true values by model, but is ${quote(parameters)}.`,
    );
  for (const name of Object.keys(parameters))
    if (!names.includes(name))
      throw new SpecError(
        'parameters',
        name,
        `parameters hold true values of ${quote(name)}, but go by the names of models. ${nearNames(name, names, 'model')}`,
      );
  return named.map(({ name, spec }) => truthsOf(behaviorOf(spec.model), parameters[name] ?? {}, like));
}

/** How many subjects a cohort has. @throws {SpecError} */
function sizeOf(
  named: readonly NamedModel[],
  truths: readonly Truths[],
  given: {
    readonly numSubjects: number | undefined;
    readonly task: object | undefined;
    readonly like: Subjects | undefined;
  },
): number {
  const { numSubjects, task, like } = given;
  const fewest = Math.min(...truths.map((one) => one.numSubjects ?? Infinity));
  if (like !== undefined)
    for (const [option, value] of Object.entries({ numSubjects, task }))
      if (value !== undefined)
        throw new SpecError(option, value, `${option} and like both say what the cohorts are. Leave one of them out.`);
  const withCovariates = named.find(({ spec }) => spec.group.kind === 'gaussian' && spec.group.covariates.length > 0);
  if (like === undefined && withCovariates !== undefined)
    throw new SpecError(
      'like',
      like,
      `The group of "${withCovariates.name}" depends on covariates, which simulated subjects have of other subjects only. Give like: subjects with these covariates.`,
    );
  if (numSubjects !== undefined) requireWhole('numSubjects', numSubjects, { atLeast: 2 });
  const size = like?.names.length ?? numSubjects ?? (fewest < Infinity ? fewest : 50);
  if (size > fewest)
    throw new SpecError(
      'parameters',
      fewest,
      `parameters hold true values of ${fewest} subjects, but a cohort has ${size}. Give as many.`,
    );
  return size;
}
