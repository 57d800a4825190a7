import { SpecError } from '../errors.ts';
import { type BehaviorSpec, checkedBehavior } from '../models/behavior/behaviors.ts';
import type { OwnBehavior } from '../models/behavior/ownBehavior.ts';
import type { ModuleExport } from '../models/observations/observationSpecs.ts';
import { type Codec, isRecord } from './jsonCodec.ts';
import { moduleExportCodec } from './ownFunctions.ts';
import { plainCodec } from './plainJson.ts';

/** What is one's own and made of functions, as a file holds it: by where it is found. */
export type OwnByPlace = { readonly kind: 'own' } & Partial<ModuleExport>;

/** A model of behaviour as a file holds it: a built-in one with all its options, one of one's own by where it is found. */
export type SavedBehavior = Exclude<BehaviorSpec, OwnBehavior> | OwnByPlace;

/** A model of behaviour as JSON. What is read goes through the model's constructor, which refuses what is impossible. */
export const behaviorCodec: Codec<SavedBehavior> = {
  write: (model) => (model.kind === 'own' ? writtenOwn('model', 'ownBehavior', model) : plainCodec.write(model)),
  read: (json, place) =>
    isOwn(json) ? readOwn(json, place) : checkedBehavior(plainCodec.read(json, place) as BehaviorSpec),
};

/** Whether JSON stands for something of one's own. */
export function isOwn(json: unknown): json is Record<string, unknown> {
  return isRecord(json) && json.kind === 'own';
}

/** What is one's own, read from JSON: its place. */
export function readOwn({ kind, ...place }: Record<string, unknown>, at: string): OwnByPlace {
  return { kind: 'own', ...moduleExportCodec.read(place, at) };
}

/** What is one's own, as JSON: its place. @throws {SpecError} when it does not say where it is found */
export function writtenOwn(option: string, maker: string, { module, export: name }: OwnByPlace): object {
  if (module === undefined || name === undefined)
    throw new SpecError(
      option,
      name,
      `${option} is made by ${maker}() of functions, which a file cannot hold. Say also where it is found: ${maker}({ module: './${option}s.js', export: 'own${option[0].toUpperCase()}${option.slice(1)}', ... }).`,
    );
  return { kind: 'own', module, export: name };
}
