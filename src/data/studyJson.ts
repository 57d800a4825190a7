import type { Identification } from '../workflows/identification.ts';
import type { ModelComparison } from '../workflows/modelComparison.ts';
import type { PosteriorPredictive } from '../workflows/posteriorPredictive.ts';
import type { Recovery } from '../workflows/recovery.ts';
import { isRecord, JsonShapeError, textCodec, wordCodec } from './jsonCodec.ts';
import { plainCodec } from './plainJson.ts';
import { savedFields, savedText, soundly } from './savedJson.ts';

const format = 'latentlab-study';

/** What a study found, as data: a result of `recover`, `compareModels`, `identify` or `posteriorPredictive`. */
export type Study = Recovery | ModelComparison | Identification | PosteriorPredictive;

const kinds: readonly Study['kind'][] = ['recovery', 'modelComparison', 'identification', 'posteriorPredictive'];

/** Whether it is the result of a study. */
export function isStudy(value: unknown): value is Study {
  return isRecord(value) && kinds.includes(value.kind as Study['kind']);
}

/**
 * A study as JSON text, every number exact to the bit, one field a line.
 *
 * @throws {SpecError} when it holds something that a file cannot, such as a function
 */
export function studyToJson(study: Study): string {
  return savedText(format, plainCodec.write(study) as object);
}

/**
 * The study in a text made by `studyToJson`.
 *
 * @param file names the text in messages
 * @throws {DataError} when the text is damaged, foreign or from another version
 */
export function studyFromJson(text: string, file = 'The text'): Study {
  const { kind, version, settings, ...found } = savedFields(format, text, file);
  return soundly(format, file, () => {
    if (!isRecord(settings)) throw new JsonShapeError('settings', 'an object', settings);
    const study = {
      kind: wordCodec(...kinds).read(kind, 'kind'),
      version: textCodec.read(version, 'version'),
      settings: plainCodec.read(settings, 'settings') as object,
      ...(plainCodec.read(found, '') as object),
    };
    return study as Study;
  });
}
