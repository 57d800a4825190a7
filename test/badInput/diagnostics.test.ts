import { describe, expect, it } from 'vitest';
import { ridge } from '../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { warned } from './diagnostics.ts';

describe('a fit that says what its trials do not determine', () => {
  it.each(Object.entries(warned))('%s', async (_, { trials, spec, control, codes }) => {
    const { diagnostics, params, logPosterior } = await fitTrials(trials, spec, control);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(Number.isFinite(logPosterior)).toBe(true);
    for (const array of Object.values(params)) expect(array?.data.every(Number.isFinite) ?? true).toBe(true);
  });

  it('says it in words that are kept, to be read aloud', async () => {
    const lines: string[] = [];
    for (const [name, { trials, spec, control }] of Object.entries(warned)) {
      const { diagnostics } = await fitTrials(trials, spec, control);
      lines.push(name, ...diagnostics.map(({ message }) => `    ${message}`), '');
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('diagnostics.txt');
  });
});

describe('the advice of a diagnostic', () => {
  const { trials } = warned['all choices equal'];
  const separated = warned['choices that the stimulus separates'].trials;

  it.each([
    ['all choices equal', trials, ridge(1, { includeBias: true })],
    ['separated choices', separated, ridge(1)],
  ])('helps: %s', async (_, data, penalty) => {
    const { message } = (await fitTrials(data, glm())).diagnostics[0];
    expect(message).toContain(penalty.kind === 'ridge' && penalty.includeBias ? 'includeBias: true' : 'ridge(1).');
    const fit = await fitTrials(data, glm({ penalty }));
    expect(fit.diagnostics).toEqual([]);
    expect(fit.params.weights.data.every((w) => Math.abs(w) < 3)).toBe(true);
  });

  it('is to take fewer states only where there are several', async () => {
    const one = await fitTrials(trials, glm());
    const two = await fitTrials(trials, staticGlmHmm({ numStates: 2 }), { restarts: 1 });
    expect(one.diagnostics[0].message).not.toContain('fewer states');
    expect(two.diagnostics[0].message).toContain('fewer states');
  });
});
