import type { Trials } from './trials.ts';

/**
 * SHA-256 of all that a fit depends on, as 64 hexadecimal digits: choices or responses with their names, which of them
 * count, features with their names, recipes and groups, sessions with their names, and the subject. Names of classes, the
 * correct side, outcomes, times and the subjects of pooled sessions are left out: they change no number of a fit.
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
    trials.choices,
    trials.observed,
    trials.sessionStarts,
    features.data,
    ...(responses === null ? [] : [responses.data]),
  ];
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    writeLittleEndian(part, new DataView(bytes.buffer, offset, part.byteLength));
    offset += part.byteLength;
  }
  return sha256(bytes);
}

/** SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits. */
export async function sha256(content: Uint8Array<ArrayBuffer> | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function writeLittleEndian(values: Uint8Array | Int32Array | Float64Array, to: DataView): void {
  const length = values.length;
  if (values instanceof Uint8Array) for (let i = 0; i < length; i++) to.setUint8(i, values[i]);
  else if (values instanceof Int32Array) for (let i = 0; i < length; i++) to.setInt32(4 * i, values[i], true);
  else for (let i = 0; i < length; i++) to.setFloat64(8 * i, values[i], true);
}
