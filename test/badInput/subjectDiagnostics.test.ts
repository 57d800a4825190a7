import { describe, expect, it } from 'vitest';
import { weakHyperprior } from '../../src/models/hierarchical/group/groups.ts';
import { withOptions } from '../../src/models/withOptions.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { warnedSubjects } from './subjectDiagnostics.ts';

describe('a fit of subjects that says what they do not determine', () => {
  it.each(Object.entries(warnedSubjects))('%s', async (_, { subjects, spec, control, code }) => {
    const fit = await fitSubjects(subjects, spec, control);
    expect(fit.diagnostics.map((one) => one.code)).toContain(code);
    expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    expect(fit.subjects.mode.data.every(Number.isFinite)).toBe(true);
    expect(fit.group?.scale.data.every((scale) => scale > 0) ?? true).toBe(true);
  });

  it('says it in words that are kept, to be read aloud', async () => {
    const lines: string[] = [];
    for (const [name, { subjects, spec, control, code }] of Object.entries(warnedSubjects)) {
      const { diagnostics } = await fitSubjects(subjects, spec, control);
      const said = diagnostics.filter((one) => one.code === code);
      lines.push(name, ...said.map(({ message }) => `    ${message}`), '');
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('subjectDiagnostics.txt');
  });

  it('says nothing where its advice was followed', async () => {
    const { subjects, spec } = warnedSubjects['subjects who are all the same'];
    const fit = await fitSubjects(subjects, withOptions(spec, { hyperprior: weakHyperprior() }));
    expect(fit.diagnostics).toEqual([]);
  });
});
