import { describe, expect, it } from 'vitest';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { recover } from '../../src/workflows/recover.ts';
import { behaviorStudies } from './behaviorStudies.ts';
import { type Figures, keepFigures } from './figures.ts';

describe('a cohort that a model simulated gives its parameters back', () => {
  const insides: number[] = [];

  it.for(Object.keys(behaviorStudies))('%s', async (name, test) => {
    const { spec, parameters, numSubjects, task } = behaviorStudies[name];
    const { cells } = await recover(hierarchical(spec), {
      parameters: Object.fromEntries(Object.entries(parameters).map(([parameter, { truths }]) => [parameter, truths])),
      numSubjects,
      task,
    });
    const [{ summaries, values, converged, diagnostics }] = cells;
    const figures: Record<string, Figures[string]> = {
      converged: String(converged),
      diagnostics: diagnostics.map(({ code }) => code).join(', ') || 'none',
    };
    expect(converged).toBe(true);
    expect(summaries.map(({ parameter }) => parameter).sort()).toEqual(Object.keys(parameters).sort());
    for (const { parameter, correlation, coverage, truthMeanX, groupMeanX, groupMeanErrorX } of summaries) {
      const score = (Number(groupMeanX) - Number(truthMeanX)) / Number(groupMeanErrorX);
      figures[`${parameter}, correlation`] = correlation ?? 'none';
      figures[`${parameter}, coverage`] = coverage ?? 'none';
      figures[`${parameter}, standard errors of the group mean from the truth`] = score;
      expect.soft(correlation, `correlation of ${parameter}`).toBeGreaterThan(parameters[parameter].correlation);
      if (parameters[parameter].tooSure === undefined)
        expect.soft(coverage, `coverage of ${parameter}`).toBeGreaterThan(0.65);
      if (parameters[parameter].biased === undefined)
        expect.soft(Math.abs(score), `group mean of ${parameter}`).toBeLessThan(4);
    }
    insides.push(...values.map(({ truth, lower, upper }) => Number(Number(lower) <= truth && truth <= Number(upper))));
    await keepFigures(test, `recovery of behaviour, ${name}`, figures);
  });

  it('and intervals of 95 % hold most of the true values, over all models', async (test) => {
    const coverage = insides.reduce((sum, inside) => sum + inside, 0) / insides.length;
    await keepFigures(test, 'recovery of behaviour, coverage', { coverage, intervals: insides.length });
    expect(coverage).toBeGreaterThan(0.9);
    expect(coverage).toBeLessThan(0.97);
  });
});
