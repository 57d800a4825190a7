import { DataError, quote, SpecError } from '../errors.ts';
import { isRecord, JsonShapeError } from './jsonCodec.ts';

/** What is saved as JSON, by the tag that says so in the file. */
const formats = {
  'latentlab-fit': {
    version: 2,
    what: 'a fit',
    holds: 'the fit of a GLM-HMM',
    load: 'loadFit',
    again: 'fit again',
  },
  'latentlab-hierarchical-fit': {
    version: 1,
    what: 'a hierarchical fit',
    holds: 'a hierarchical fit',
    load: 'loadHierarchicalFit',
    again: 'fit again',
  },
  'latentlab-study': {
    version: 1,
    what: 'a study',
    holds: 'a study',
    load: 'loadStudy',
    again: 'run the study again',
  },
} as const;

/** The tag of a kind of file. */
export type SavedFormat = keyof typeof formats;

/** The JSON text of what a codec has written, one field a line, with what says later which kind of file it is. */
export function savedText(format: SavedFormat, written: object): string {
  const lines = Object.entries({ format, formatVersion: formats[format].version, ...written }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/**
 * The fields in a text that `savedText` made.
 *
 * @param file names the text in messages
 * @throws {DataError} when it is damaged, foreign, from another version, or another kind of file
 */
export function savedFields(format: SavedFormat, text: string, file: string): Record<string, unknown> {
  const { version, what, again } = formats[format];
  const { format: ownFormat, formatVersion, ...fields } = parsed(format, text, file);
  if (ownFormat !== format) {
    const other = Object.entries(formats).find(([tag]) => tag === ownFormat)?.[1];
    throw new DataError(
      { file },
      other
        ? `${file} holds ${other.holds}: load it with ${other.load}(path), or choose another file.`
        : `${file} is not ${what} saved by latentlab: its format is ${quote(ownFormat)}, not "${format}". Check the path.`,
    );
  }
  if (formatVersion !== version)
    throw new DataError(
      { file },
      `${file} has format version ${quote(formatVersion)}, but this latentlab reads version ${version}. ${again[0].toUpperCase()}${again.slice(1)}, or read it with the latentlab that wrote it.`,
    );
  return fields;
}

/** What `read` gives; that it cannot read its file is an error of the file. @throws {DataError} */
export function soundly<T>(format: SavedFormat, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonShapeError || error instanceof SpecError)
      throw new DataError(
        { file },
        `${file} is damaged: ${error.message} Restore the file, or ${formats[format].again}.`,
        { cause: error },
      );
    throw error;
  }
}

function parsed(format: SavedFormat, text: string, file: string): Record<string, unknown> {
  const { what, again } = formats[format];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError({ file }, `${file} is damaged or not ${what}: it is not JSON. Restore the file, or ${again}.`, {
      cause,
    });
  }
  return isRecord(json) ? json : {};
}
