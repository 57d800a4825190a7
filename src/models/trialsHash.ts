import type { Trials } from './trials.ts';

/**
 * SHA-256 of all that a fit depends on, as 64 hexadecimal digits: choices or responses with their names, which of them
 * count, features with their names, recipes and groups, sessions with their names, and the subject. The correct side,
 * outcomes and times are left out.
 */
export async function hashTrials(trials: Trials): Promise<string> {
  const { numTrials, featureNames, recipes, sessionNames, subject, features, responses, responseNames } = trials;
  const header = new TextEncoder().encode(
    JSON.stringify([
      'latentlab-trials-1',
      numTrials,
      features.shape,
      featureNames,
      recipes,
      sessionNames,
      subject,
      // only where there are any: trials of choices without groups keep the hash that they always had
      ...(responses === null ? [] : [{ responseNames }]),
      ...(Object.keys(trials.featureGroups).length === 0 ? [] : [{ featureGroups: trials.featureGroups }]),
    ]),
  );
  const parts = [
    header,
    littleEndian(trials.choices, 4, (view, offset, value) => view.setInt32(offset, value, true)),
    trials.observed,
    littleEndian(trials.sessionStarts, 4, (view, offset, value) => view.setInt32(offset, value, true)),
    ...[features, ...(responses === null ? [] : [responses])].map(({ data }) =>
      littleEndian(data, 8, (view, offset, value) => view.setFloat64(offset, value, true)),
    ),
  ];
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return sha256(bytes);
}

/** SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits. */
export async function sha256(content: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function littleEndian(
  values: Int32Array | Float64Array,
  bytesEach: number,
  put: (view: DataView, offset: number, value: number) => void,
): Uint8Array {
  const bytes = new Uint8Array(values.length * bytesEach);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    put(view, i * bytesEach, value);
  });
  return bytes;
}
