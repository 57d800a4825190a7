import { SpecError } from '../errors.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { simulateSubjects } from '../models/behavior/simulateSubjects.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { hashSubjects } from '../models/behavior/subjectsHash.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { type HierarchicalSpec, hierarchical } from '../models/hierarchical/hierarchical.ts';
import { type TrueParameters, type Truths, truthsOf } from '../models/hierarchical/truths/trueParameters.ts';
import { version } from '../models/version.ts';
import { splitSeed } from '../numerics/random.ts';
import { fitSubjects, type HierarchicalControl, hierarchicalControlNames } from './fitSubjects.ts';
import { plainSettings } from './plainSettings.ts';
import type { Recovery, RecoveryCell, RecoveryGrid } from './recovery.ts';
import { summarizeRecovery } from './summarizeRecovery.ts';

/** What `recover` takes besides the model: the simulated cohorts, and how they are fitted. */
export interface RecoverOptions extends HierarchicalControl {
  /** True values, or where they are drawn from; x of each parameter is standard normal by default. */
  readonly parameters?: TrueParameters;
  /** 50 by default; as many as true values are given for, or as `like` holds. */
  readonly numSubjects?: number;
  /** The task of the model, as its constructor documents; the model's own by default. */
  readonly task?: object;
  /** Cohorts of various sizes, every combination of them a cell; one cell by default. */
  readonly grid?: RecoveryGrid;
  /** Subjects whose tasks are taken over trial by trial, with their covariates, in place of `task`, `grid` and `numSubjects`. */
  readonly like?: Subjects;
}

/**
 * Simulates subjects with known parameters, fits them, and compares.
 *
 * True values and data of subject s are drawn from seeds of its own, whatever the other subjects and cells are: cells differ in nothing
 * but their size, and a cell is the same in any grid.
 *
 * @param options.seed decides true values, data and further starts; 1 by default
 * @throws {SpecError} when an option is unknown or impossible, true values lie outside the scales or are not enough, or the task does
 *   not take what the grid varies
 * @throws {DataError} when the model breaks down on what it simulated
 * @see Wilson & Collins 2019, eLife 8:e49547
 * @example
 * const recovery = await recover(hierarchical(rescorlaWagner()), {
 *   parameters: { inverseTemperature: truncatedNormalTruths({ mean: 4, standardDeviation: 2 }), learningRate: betaTruths(2, 3) },
 *   grid: { numTrials: [24, 96], numSubjects: [30, 100] },
 * });
 */
export async function recover(spec: HierarchicalSpec, options: RecoverOptions = {}): Promise<Recovery> {
  requireKnownOptions([...ownNames, ...hierarchicalControlNames], options, 'recover');
  const {
    parameters = {},
    numSubjects,
    task = {},
    seed = 1,
    grid = {},
    like,
    signal,
    onProgress,
    ...control
  } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  const { kind, model, ...rest } = spec;
  const checked = hierarchical(model, rest);
  const truths = truthsOf(behaviorOf(checked.model), parameters, like);
  const sizes = sizesOf(checked, { numSubjects, task: options.task, grid, like, truths });
  const cells: RecoveryCell[] = [];
  for (const [cell, { numSubjects, ...length }] of sizes.entries()) {
    signal?.throwIfAborted();
    const drawn = truths.draw(numSubjects, splitSeed(seed, 0));
    const simulated = simulateSubjects(checked.model, {
      parameters: drawn,
      seed: splitSeed(seed, 1),
      ...(like ? { like } : { task: { ...task, ...length } }),
    });
    const fit = await fitSubjects(simulated, checked, {
      ...control,
      seed: splitSeed(seed, 2),
      ...(signal && { signal }),
      ...(onProgress && {
        onProgress: (now) =>
          onProgress({
            ...now,
            fit: cell + 1,
            numFits: sizes.length,
            done: now.done && cell + 1 === sizes.length,
          }),
      }),
    });
    cells.push(summarizeRecovery(simulated, drawn, fit));
  }
  return {
    kind: 'recovery',
    version,
    seed,
    parameterNames: Object.keys(behaviorOf(checked.model).parameters),
    cells,
    settings: plainSettings({ spec: checked, truths: truths.source, task, grid, control }),
    dataHash: like ? await hashSubjects(like) : null,
  };
}

const ownNames = ['parameters', 'numSubjects', 'task', 'grid', 'like'];
const gridNames = ['numTrials', 'numBlocks', 'numSubjects'] as const;

interface Size {
  readonly numSubjects: number;
  readonly numTrials?: number;
  readonly numBlocks?: number;
}

/** The size of each cell. @throws {SpecError} */
function sizesOf(
  spec: HierarchicalSpec,
  given: {
    readonly numSubjects: number | undefined;
    readonly task: object | undefined;
    readonly grid: RecoveryGrid;
    readonly like: Subjects | undefined;
    readonly truths: Truths;
  },
): Size[] {
  const { numSubjects, task, grid, like, truths } = given;
  requireKnownOptions(gridNames, grid, 'grid');
  for (const name of gridNames) requireSizes(name, grid[name]);
  if (like) {
    for (const [option, value] of Object.entries({ task, numSubjects, ...grid }))
      if (value !== undefined)
        throw new SpecError(
          option,
          value,
          `${option} and like both say how large the cohort or its task is. Leave one of them out.`,
        );
    return [{ numSubjects: requireEnough(like.names.length, 'like', truths, true) }];
  }
  if (spec.group.kind === 'gaussian' && spec.group.covariates.length > 0)
    throw new SpecError(
      'like',
      like,
      `The group depends on ${spec.group.covariates.join(', ')}, which simulated subjects have of other subjects only. Give like: subjects with these covariates.`,
    );
  if (numSubjects !== undefined) requireWhole('numSubjects', numSubjects, { atLeast: 1 });
  const usual =
    numSubjects === undefined
      ? (truths.numSubjects ?? 50)
      : requireEnough(numSubjects, 'numSubjects', truths, grid.numSubjects === undefined);
  return (grid.numSubjects ?? [usual]).flatMap((subjects) =>
    (grid.numBlocks ?? [undefined]).flatMap((numBlocks) =>
      (grid.numTrials ?? [undefined]).map((numTrials) => ({
        numSubjects: requireEnough(subjects, 'grid.numSubjects', truths, false),
        ...(numBlocks !== undefined && { numBlocks }),
        ...(numTrials !== undefined && { numTrials }),
      })),
    ),
  );
}

/** Refuses a list of a grid that is none. @throws {SpecError} */
function requireSizes(name: string, sizes: readonly number[] | undefined): void {
  if (sizes === undefined) return;
  const option = `grid.${name}`;
  if (!Array.isArray(sizes) || sizes.length === 0 || new Set(sizes).size < sizes.length)
    throw new SpecError(option, sizes, `${option} must be a list of different whole numbers, at least one.`);
  for (const size of sizes) requireWhole(option, size, { atLeast: 1 });
}

/** Refuses more subjects than true values were given for, or another number. @throws {SpecError} */
function requireEnough(numSubjects: number, option: string, truths: Truths, exactly: boolean): number {
  const given = truths.numSubjects;
  if (given !== null && (numSubjects > given || (exactly && numSubjects < given)))
    throw new SpecError(
      'parameters',
      given,
      `parameters hold true values of ${given} subjects, but ${option} is ${numSubjects}. Give as many.`,
    );
  return numSubjects;
}
