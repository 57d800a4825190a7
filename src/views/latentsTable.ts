import { type Cell, type Column, type Table, table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import type { BehaviorModel, SubjectTrials } from '../models/behavior/behaviorModel.ts';
import { requireReadable } from '../models/behavior/requireReadable.ts';
import { subjectIndex } from '../models/behavior/subjectIndex.ts';
import { type Subjects, selectSubjects } from '../models/behavior/subjects.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { modelOf, naturalParameters } from '../models/hierarchical/naturalParameters.ts';
import { placeInFit } from '../models/hierarchical/placeInFit.ts';
import { nearNames } from '../models/nearNames.ts';
import { plainArithmetic } from '../numerics/differentiation/plainArithmetic.ts';
import { finiteOrNull } from './intervals.ts';

/** Which latents, at which parameters. */
export interface LatentsOptions {
  /** Most probable x of each subject ('mode', default), or its posterior mean ('mean'). */
  readonly at?: 'mode' | 'mean';
  /** Only this subject, by its name or its place counted from 0. */
  readonly subject?: string | number;
}

/** Which latents of which subject. */
export interface LatentTraceOptions extends LatentsOptions {
  /** By name; all by default. */
  readonly latents?: readonly string[];
}

/**
 * What the model of a fit computes on each trial of each subject, with the subject's own parameters: subject, block, trial (from 1 in
 * its block), the columns that the model reads (classes by their labels), and its latents by their names, among them
 * logLikelihood (nats). A latent is empty where the model has none, such as a prediction error where there was no response.
 *
 * @param subjects some of those of the fit, or other data of theirs
 * @throws {DataError} when a subject is not in the fit, or lacks what the model reads
 * @throws {SpecError} when an option is unknown, or there is no such subject
 * @example latentsTable(fit, subjects, { at: 'mode' })
 */
export function latentsTable(fit: HierarchicalFit, subjects: Subjects, options: LatentsOptions = {}): Table {
  requireKnownOptions(['at', 'subject'], options, 'latentsTable');
  const { model, chosen, each } = latentsOf(fit, subjects, options);
  const latents = [...new Set(each.flatMap((own) => [...own.keys()]))];
  const read = Object.keys(model.columns);
  const stacked = (name: string, type: Column['type'], values: (s: number) => readonly Cell[]): Column => ({
    name,
    type,
    values: chosen.trials.flatMap((_, s) => values(s)),
  });
  return table([
    stacked('subject', 'string', (s) => new Array<Cell>(chosen.trials[s].numTrials).fill(chosen.names[s])),
    stacked('block', 'number', (s) => placesOf(chosen.trials[s]).map(({ block }) => block)),
    stacked('trial', 'number', (s) => placesOf(chosen.trials[s]).map(({ trial }) => trial)),
    ...read.map((name) => columnOfModel(chosen, name)),
    ...latents.map((name) => ({
      ...stacked(read.includes(name) || isTaken(name) ? `latent: ${name}` : name, 'number', (s) =>
        cellsOf(each[s].get(name), chosen.trials[s].numTrials),
      ),
      ...(name.startsWith('logLikelihood') && { unit: 'nats' }),
    })),
  ]);
}

/**
 * Latents of one subject in long form, a row each trial and latent: block, trial (from 1 in its block), latent, value (empty
 * where there is none).
 *
 * @throws {DataError} when a subject is not in the fit, or lacks what the model reads
 * @throws {SpecError} when an option is unknown, or there is no such subject or latent
 * @example latentTraceTable(fit, subjects, { subject: 'S7', latents: ['value0', 'value1'] })
 */
export function latentTraceTable(fit: HierarchicalFit, subjects: Subjects, options: LatentTraceOptions = {}): Table {
  requireKnownOptions(['at', 'subject', 'latents'], options, 'latentTraceTable');
  const { subject = 0, at = 'mode' } = options;
  const { chosen, each } = latentsOf(fit, subjects, { at, subject });
  const [own] = each;
  const { latents = [...own.keys()] } = options;
  for (const name of latents)
    if (!own.has(name))
      throw new SpecError(
        'latents',
        name,
        `latents names ${quote(name)}. ${nearNames(String(name), [...own.keys()], 'latent')}`,
      );
  const places = placesOf(chosen.trials[0]);
  const repeated = <Value>(values: readonly Value[]): Value[] => latents.flatMap(() => values);
  return table([
    { name: 'block', type: 'number', values: repeated(places.map(({ block }) => block)) },
    { name: 'trial', type: 'number', values: repeated(places.map(({ trial }) => trial)) },
    { name: 'latent', type: 'string', values: latents.flatMap((name) => places.map(() => name)) },
    { name: 'value', type: 'number', values: latents.flatMap((name) => cellsOf(own.get(name), places.length)) },
  ]);
}

/** [trial] of a latent by its name, in the order in which the model notes them. */
type Latents = ReadonlyMap<string, Float64Array>;

function latentsOf(
  fit: HierarchicalFit,
  subjects: Subjects,
  { at = 'mode', subject }: LatentsOptions,
): { readonly model: BehaviorModel; readonly chosen: Subjects; readonly each: readonly Latents[] } {
  if (at !== 'mode' && at !== 'mean')
    throw new SpecError('at', at, `at must be 'mode' or 'mean', but is ${quote(at)}.`);
  const model = modelOf(fit);
  requireReadable(model, subjects);
  const chosen = subject === undefined ? subjects : selectSubjects(subjects, [subjectIndex(subjects.names, subject)]);
  const natural = naturalParameters(fit, fit.subjects[at]).data;
  const size = fit.parameterNames.length;
  const each = chosen.names.map((name, s) => {
    const place = placeInFit(fit, name);
    const values = Object.fromEntries(fit.parameterNames.map((name, k) => [name, natural[place * size + k]]));
    return noted(model, values, chosen.trials[s]);
  });
  return { model, chosen, each };
}

function noted(model: BehaviorModel, parameters: Readonly<Record<string, number>>, trials: SubjectTrials): Latents {
  const latents = new Map<string, Float64Array>();
  model.logLikelihood<number>(parameters, trials, plainArithmetic, (latent, trial, value) => {
    let values = latents.get(latent);
    if (values === undefined) {
      values = new Float64Array(trials.numTrials).fill(Number.NaN);
      latents.set(latent, values);
    }
    values[trial] = value;
  });
  return latents;
}

function columnOfModel({ trials, classes }: Subjects, name: string): Column {
  const labels = Object.hasOwn(classes, name) ? classes[name] : undefined;
  const values = trials.flatMap(({ columns }): Cell[] =>
    Array.from(columns[name], (value) => (Number.isNaN(value) ? null : (labels?.[value] ?? value))),
  );
  const known = values.filter((cell) => cell !== null);
  const kinds = new Set(known.map((cell) => typeof cell));
  if (kinds.size > 1)
    return { name, type: 'string', values: values.map((cell) => (cell === null ? null : String(cell))) };
  const [kind = 'number'] = kinds;
  return { name, type: kind as Column['type'], values };
}

function cellsOf(values: Float64Array | undefined, length: number): Cell[] {
  return values ? Array.from(values, finiteOrNull) : new Array<Cell>(length).fill(null);
}

function isTaken(name: string): boolean {
  return ['subject', 'block', 'trial'].includes(name);
}

function placesOf({ numTrials, blockStarts }: SubjectTrials): { readonly block: number; readonly trial: number }[] {
  let block = 0;
  return Array.from({ length: numTrials }, (_, t) => {
    while (block < blockStarts.length && blockStarts[block] <= t) block++;
    return { block, trial: t - (blockStarts[block - 1] ?? 0) + 1 };
  });
}
