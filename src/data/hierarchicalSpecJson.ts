import { quote, SpecError } from '../errors.ts';
import { type BehaviorSpec, checkedBehavior } from '../models/behavior/behaviors.ts';
import type { OwnBehavior } from '../models/behavior/ownBehavior.ts';
import type { GroupFamily, Hyperprior } from '../models/hierarchical/group/groups.ts';
import type { HierarchicalSpec, PriorDensities, SubjectPrior } from '../models/hierarchical/hierarchical.ts';
import type { Integration } from '../models/hierarchical/integration/integration.ts';
import { type OwnPrior, ownPrior, type PriorDensity } from '../models/hierarchical/priors.ts';
import type { ModuleExport } from '../models/observations/observationSpecs.ts';
import { behaviorCodec, isOwn, type OwnByPlace, readOwn, type SavedBehavior, writtenOwn } from './behaviorJson.ts';
import {
  type Codec,
  JsonShapeError,
  kindCodec,
  listCodec,
  nullOr,
  numberCodec,
  objectCodec,
  recordCodec,
  textCodec,
  wordCodec,
} from './jsonCodec.ts';
import { type NeededFunctions, requireFunctions } from './ownFunctions.ts';

/** A hierarchical spec as a file holds it, of which functions are named only. */
export interface SavedHierarchicalSpec extends Omit<HierarchicalSpec, 'model' | 'prior'> {
  readonly model: SavedBehavior;
  readonly prior: SavedPrior;
}

type SavedPrior = 'group' | 'none' | PriorDensities | OwnByPlace;

const nothing = objectCodec<object>({});
const located = objectCodec({ location: numberCodec, scale: numberCodec });
const densities = recordCodec(
  kindCodec<PriorDensity>({
    normal: located,
    laplace: located,
    studentT: objectCodec({ location: numberCodec, scale: numberCodec, degreesOfFreedom: numberCodec }),
    uniform: objectCodec({ min: numberCodec, max: numberCodec }),
  }),
);
const chosenPrior = wordCodec('group', 'none');

const priorCodec: Codec<SavedPrior> = {
  write: (prior) => {
    if (typeof prior === 'string') return prior;
    return isOwn(prior)
      ? writtenOwn('prior', 'ownPrior', prior as OwnByPlace)
      : densities.write(prior as PriorDensities);
  },
  read: (json, place) => {
    if (typeof json === 'string') return chosenPrior.read(json, place);
    return isOwn(json) ? readOwn(json, place) : densities.read(json, place);
  },
};

const numbers = listCodec(numberCodec);
const range: Codec<readonly [number, number]> = {
  write: numbers.write,
  read: (json, place) => {
    const ends = numbers.read(json, place);
    if (ends.length !== 2) throw new JsonShapeError(place, 'two numbers', json);
    return [ends[0], ends[1]];
  },
};

const fields = objectCodec<SavedHierarchicalSpec>({
  kind: wordCodec('hierarchical'),
  model: behaviorCodec,
  group: kindCodec<GroupFamily>({
    gaussian: objectCodec({ covariance: wordCodec('diagonal', 'full'), covariates: listCodec(textCodec) }),
    laplace: nothing,
    studentT: objectCodec({ degreesOfFreedom: numberCodec }),
    cauchy: nothing,
  }),
  prior: priorCodec,
  hyperprior: nullOr(
    objectCodec<Hyperprior>({ kind: wordCodec('weak'), standardDeviation: numberCodec, strength: numberCodec }),
  ),
  integration: kindCodec<Integration>({
    laplace: nothing,
    quadrature: objectCodec({ nodes: numberCodec }),
    importanceSampling: objectCodec({ draws: numberCodec, seed: numberCodec }),
  }),
  bounds: recordCodec(range),
});

/** A hierarchical spec as JSON, its functions by where they are found. @throws {SpecError} when they do not say where */
export const hierarchicalSpecCodec: Codec<SavedHierarchicalSpec> = {
  write: (spec) => {
    const written = fields.write(spec);
    const [first, second] = neededIn(spec);
    if (second !== undefined && first.export === second.export)
      throw new SpecError(
        'prior',
        second.export,
        `model and prior are both exported as "${first.export}", but a saved fit is loaded with each under its own name. Export one of them under another.`,
      );
    return written;
  },
  read: fields.read,
};

/** Models and priors of one's own, as `ownBehavior` and `ownPrior` return them, by the names under which a module exports them. */
export type OwnModels = Readonly<Record<string, OwnBehavior | OwnPrior>>;

/** The models and priors of one's own that a spec has, by the names under which a module exports them. */
export function ownModelsOf({ model, prior }: HierarchicalSpec): OwnModels {
  const own = [model, prior].filter((part) => isOwn(part)) as unknown as (OwnBehavior | OwnPrior)[];
  return Object.fromEntries(own.map((part) => [part.export, part]));
}

/**
 * Model and prior of a spec with the functions that a file names.
 *
 * @throws {SpecError} when one is given that the spec does not name, or that is of another kind
 * @throws {DataError} when one is missing
 */
export function withOwnModels(
  saved: SavedHierarchicalSpec,
  functions: OwnModels,
  file: string,
): Pick<HierarchicalSpec, 'model' | 'prior'> {
  requireFunctions(functions, neededIn(saved), { load: 'loadHierarchicalFit', file });
  const { model, prior } = saved;
  return {
    model: isPlaced(model) ? ownModel(model, functions) : (model as BehaviorSpec),
    prior: isPlaced(prior) ? ownDensity(prior, functions) : (prior as SubjectPrior),
  };
}

type Placed = { readonly kind: 'own' } & ModuleExport;

function isPlaced(part: unknown): part is Placed {
  return isOwn(part);
}

function neededIn({ model, prior }: SavedHierarchicalSpec): NeededFunctions[] {
  const needed = (what: NeededFunctions['what'], part: unknown): NeededFunctions[] =>
    isPlaced(part) ? [{ what, module: part.module, export: part.export }] : [];
  return [...needed('model', model), ...needed('prior', prior)];
}

function ownModel({ module, export: name }: Placed, functions: OwnModels): BehaviorSpec {
  const given = functions[name];
  if (given?.kind !== 'own' || !('logLikelihood' in given)) return refuseFunction(name, given, 'model', 'ownBehavior');
  return checkedBehavior({ ...given, module, export: name });
}

function ownDensity({ module, export: name }: Placed, functions: OwnModels): OwnPrior {
  const given = functions[name];
  if (given?.kind !== 'own' || !('logDensity' in given)) return refuseFunction(name, given, 'prior', 'ownPrior');
  return ownPrior({ logDensity: given.logDensity, module, export: name });
}

function refuseFunction(name: string, given: unknown, what: string, maker: string): never {
  throw new SpecError(
    `functions.${name}`,
    given,
    `functions.${name} must be the ${what} that ${maker}() returned, but is ${quote(given)}.`,
  );
}
