import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { trajectoryTable } from '../../src/views/trajectoryTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials } from '../support/models.ts';

describe('trajectoryTable', () => {
  it('is what plain loops over trials, states and sessions give', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const rows = rowsOf(trajectoryTable(viewFit(fit, trials)));
        const K = fit.spec.numStates;
        const { data } = posterior(fit, trials).smoothed;
        const starts = [...trials.sessionStarts];
        const lengths = starts.slice(1).map((end, s) => end - starts[s]);
        expect(rows).toHaveLength(Math.max(...lengths) * K);
        rows.forEach((row, i) => {
          const [trial, k] = [Math.floor(i / K), i % K];
          const values = lengths.flatMap((length, s) => (trial < length ? [data[(starts[s] + trial) * K + k]] : []));
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          expect(row).toMatchObject({ trial: trial + 1, state: `state ${k + 1}`, numSessions: values.length });
          expect(row.probability).toBeCloseTo(mean, 12);
          if (values.length === 1) expect([row.standardError, row.lower, row.upper]).toEqual([null, null, null]);
          else {
            const variance = values.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (values.length - 1);
            expect(row.standardError).toBeCloseTo(Math.sqrt(variance / values.length), 12);
            expect(Number(row.upper) - Number(row.lower)).toBeCloseTo(2 * Number(row.standardError), 12);
          }
        });
      }),
      { numRuns: 30 },
    );
  });
});
