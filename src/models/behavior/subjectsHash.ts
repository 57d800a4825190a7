import { sha256 } from '../trialsHash.ts';
import type { Subjects } from './subjects.ts';

/**
 * SHA-256 of all that a fit depends on, as 64 hexadecimal digits: names, blocks, columns and covariates of the subjects, in
 * their order. In which order columns and covariates stand does not matter, nor what classes are called.
 */
export async function hashSubjects({ names, trials, covariates }: Subjects): Promise<string> {
  const columns = trials.map((one) => Object.keys(one.columns).sort());
  const header = new TextEncoder().encode(
    JSON.stringify([
      'latentlab-subjects-1',
      names,
      trials.map(({ numTrials, blockStarts }) => [numTrials, blockStarts.length]),
      columns,
      Object.keys(covariates)
        .sort()
        .map((name) => [name, covariates[name]]),
    ]),
  );
  const parts = trials.flatMap((one, s) => [one.blockStarts, ...columns[s].map((name) => one.columns[name])]);
  const bytes = new Uint8Array(header.length + 8 * parts.reduce((count, { length }) => count + length, 0));
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  let offset = header.length;
  for (const part of parts)
    for (const value of part) {
      view.setFloat64(offset, value, true);
      offset += 8;
    }
  return sha256(bytes);
}
