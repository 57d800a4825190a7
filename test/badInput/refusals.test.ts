import { describe, expect, it } from 'vitest';
import { DataError, LatentlabError, SpecError } from '../../src/errors.ts';
import { cohorts } from './cohorts.ts';
import { fits } from './fits.ts';
import { hierarchicalModels } from './hierarchical.ts';
import { ownModels } from './ownModels.ts';
import { penalties } from './penalties.ts';
import { readingFits } from './readingFits.ts';
import { readingResponses } from './readingResponses.ts';
import { readingSubjects } from './readingSubjects.ts';
import { readingTrials } from './readingTrials.ts';
import type { Refusal } from './refusal.ts';
import { regressors } from './regressors.ts';
import { severalSubjects } from './severalSubjects.ts';
import { specs } from './specs.ts';
import { starts } from './starts.ts';
import { tables } from './tables.ts';
import { unknownOptions } from './unknownOptions.ts';
import { verbs } from './verbs.ts';

const groups = {
  'reading trials': readingTrials,
  'reading several subjects': severalSubjects,
  'reading responses': readingResponses,
  'reading subjects of behaviour': readingSubjects,
  regressors,
  specs,
  'unknown options': unknownOptions,
  penalties,
  fits,
  'hierarchical models': hierarchicalModels,
  "models of one's own": ownModels,
  starts,
  'reading fits': readingFits,
  verbs,
  tables,
  cohorts,
};

async function errorOf({ call }: Refusal): Promise<LatentlabError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof LatentlabError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe.each(Object.entries(groups))('%s: refused with its place and a sentence', (_, refusals) => {
  it.each(Object.entries(refusals))('%s', async (_, refusal) => {
    const error = await errorOf(refusal);
    if (refusal.option !== undefined) {
      expect(error).toBeInstanceOf(SpecError);
      expect(error).toMatchObject({ code: 'spec', name: 'SpecError', option: refusal.option });
    } else {
      expect(error).toBeInstanceOf(DataError);
      expect(error).toMatchObject({ code: 'data', name: 'DataError' });
      expect((error as DataError).place).toEqual(refusal.place);
    }
    expect(error.message).toMatch(/^\S.*[.?)]$/);
    for (const word of [refusal.place?.column, refusal.place?.session, refusal.place?.subject, refusal.place?.file])
      if (word !== undefined) expect(error.message).toContain(word);
  });
});

it('is refused in words that are kept, to be read aloud', async () => {
  const lines: string[] = [];
  for (const [title, refusals] of Object.entries(groups)) {
    lines.push(`# ${title}`, '');
    for (const [name, refusal] of Object.entries(refusals))
      lines.push(name, `    ${(await errorOf(refusal)).message}`, '');
  }
  await expect(lines.join('\n')).toMatchFileSnapshot('messages.txt');
});
