import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, valuesOf } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { driftDiffusion } from '../../src/models/behavior/driftDiffusion.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { bayesianModelSelection } from '../../src/models/hierarchical/comparison/bayesianModelSelection.ts';
import { maximumLikelihoodCriteria } from '../../src/models/hierarchical/comparison/maximumLikelihoodCriteria.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { normalPrior } from '../../src/models/hierarchical/priors.ts';
import { toNested } from '../../src/numerics/ndarray.ts';
import { comparisonChart } from '../../src/plots/comparisonChart.ts';
import { exceedanceChart } from '../../src/plots/exceedanceChart.ts';
import { comparisonSummaryTable, comparisonTable } from '../../src/views/comparisonTable.ts';
import { exceedanceTable } from '../../src/views/exceedanceTable.ts';
import { compareModels } from '../../src/workflows/compareModels.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import type { ModelComparison } from '../../src/workflows/modelComparison.ts';
import { golden } from '../support/golden.ts';
import { learners } from '../support/learners.ts';

const models = {
  RW2: hierarchical(rescorlaWagner({ learningRates: 2 })),
  RW1: hierarchical(rescorlaWagner()),
};

describe('models compared on the data of the reference', () => {
  const subjects = learners('compare_rw1_rw2');
  const exact = golden('pyem/em_exact_compare').models;
  let comparison: ModelComparison;
  beforeAll(async () => {
    comparison = await compareModels(subjects, models);
  }, 60_000);

  it('have the scores of the reference, which ranks them alike', () => {
    const { index, values } = golden('pyem/compare_rw1_rw2').compare;
    expect(index).toEqual(['RW1', 'RW2']);
    const [two, one] = comparison.models;
    for (const [model, { LME_pyem_formula, BICint_exact_2k_totaltrials_penalty, BICint_exact_pyem_penalty }] of [
      [one, exact.rw1a1b],
      [two, exact.rw2a1b],
    ] as const) {
      expect(model.pyemLogModelEvidence).toBeCloseTo(LME_pyem_formula, 4);
      expect(model.integratedBic).toBeCloseTo(BICint_exact_2k_totaltrials_penalty, 3);
      expect(model.integratedBicPyem).toBeCloseTo(BICint_exact_pyem_penalty, 3);
    }
    // the reference stops EM early
    [one, two].forEach((model, m) => {
      expect(Math.abs(Number(model.pyemLogModelEvidence) - values[m][0])).toBeLessThan(3);
      expect(Math.abs(Number(model.integratedBicPyem) - values[m][1])).toBeLessThan(5);
      expect(Math.abs(Number(model.pseudoR2Median) - values[m][2])).toBeLessThan(5e-3);
    });
    expect(valuesOf(comparisonSummaryTable(comparison), 'model')).toEqual(['RW1', 'RW2']);
  });

  it('are selected among by evidence without the subject', async () => {
    const [two, one] = comparison.models.map(({ bySubject }) => bySubject.leaveOneSubjectOut ?? []);
    const { posterior, ...expected } = bayesianModelSelection(two.map((value, s) => [value, one[s]]));
    expect(comparison.selection).toEqual({ ...expected, posterior: toNested(posterior) });
    expect(comparison.evidence).toBe('leaveOneSubjectOut');
    expect(comparison.warnings).toEqual([]);
    expect(comparison.selection.exceedance[1]).toBeGreaterThan(0.99);
    for (const model of comparison.models) {
      expect(model.leaveOneSubjectOut).toBeLessThan(Number(model.logEvidence));
      expect(model.converged).toBe(true);
    }
  });

  it('have AIC and BIC of maximum likelihood', async () => {
    const fit = await fitSubjects(subjects, hierarchical(rescorlaWagner(), { prior: 'none' }));
    const { aic, bic } = maximumLikelihoodCriteria(fit);
    expect(comparison.models[1].aic).toBeCloseTo(aic, 8);
    expect(comparison.models[1].bic).toBeCloseTo(bic, 8);
  });

  it('are plain data', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(comparison).toMatchObject({ kind: 'modelComparison', seed: 1, settings: { draws: 2000 } });
    expect(comparison.dataHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('make tables, as charts take them', () => {
    const rows = rowsOf(comparisonTable(comparison, { criteria: ['integratedBic', 'leaveOneSubjectOut'] }));
    const [two, one] = comparison.models;
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({
      criterion: 'Integrated BIC',
      model: 'RW2',
      value: two.integratedBic,
      difference: Number(two.integratedBic) - Number(one.integratedBic),
      better: 'lower',
    });
    expect(rows[3]).toMatchObject({ model: 'RW1', difference: 0, better: 'higher' });
    expect(comparisonTable(comparison).numRows).toBe(18);
    expect(() => comparisonChart(comparisonTable(comparison))).not.toThrow();
    expect(() => comparisonTable(comparison, { criteria: ['LME'] } as object)).toThrow('criteria lists "LME"');
    const frequent = exceedanceTable(comparison);
    expect(valuesOf(frequent, 'exceedance')).toEqual(comparison.selection.exceedance);
    expect(() => exceedanceChart(frequent)).not.toThrow();
  });
});

describe('compareModels', () => {
  const few = learners('compare_rw1_rw2', 8);
  const plain = hierarchical(rescorlaWagner());
  const given = hierarchical(rescorlaWagner(), {
    prior: { inverseTemperature: normalPrior(-2, 1), learningRate: normalPrior(0, 1) },
  });

  it('warns where the evidence does not pay for groups', async () => {
    const { warnings, models: compared, selection } = await compareModels(few, [plain, given], { evidence: 'laplace' });
    expect(warnings[0]).toMatch('does not pay for the parameters of the groups');
    expect(compared.map(({ name }) => name)).toEqual(['Rescorla-Wagner', 'Rescorla-Wagner (2)']);
    expect(compared[0].leaveOneSubjectOut).toBeNull();
    const byHand = compared[0].bySubject.logEvidence.map((value, s) => [value, compared[1].bySubject.logEvidence[s]]);
    expect(selection.alpha).toEqual(bayesianModelSelection(byHand).alpha);
    // no group was fitted
    expect(compared[1]).toMatchObject({ integratedBic: null, pyemLogModelEvidence: null });
    expect(comparisonTable({ ...(await compareModels(few, [plain, given], { evidence: 'laplace' })) }).numRows).toBe(
      16,
    );
  });

  it('warns of fits that do not converge', async () => {
    const { warnings } = await compareModels(few, [plain, given], { maxIterations: 2 });
    expect(warnings[0]).toBe('The fit of "Rescorla-Wagner" did not converge. Raise maxIterations.');
  });

  it('refuses models that cannot be compared', async () => {
    await expect(compareModels(few, [plain])).rejects.toThrow('at least two models, but holds 1');
    await expect(compareModels(few, plain as object as [])).rejects.toThrow('must be specs by name');
    await expect(compareModels(few, { a: plain, b: rescorlaWagner() as object as typeof plain })).rejects.toThrow(
      'models.b must be made by hierarchical()',
    );
    const alone = hierarchical(rescorlaWagner(), { prior: 'none' });
    await expect(compareModels(few, [plain, alone])).rejects.toThrow("models.1 has prior: 'none'");
    await expect(compareModels(few, [plain, hierarchical(driftDiffusion())])).rejects.toThrow(
      'predict the same columns',
    );
    const wider = hierarchical(rescorlaWagner({ initialValue: 0 }));
    const [first] = few.trials;
    const without = {
      ...few,
      trials: few.trials.map((one) => ({ ...one, columns: { choice: first.columns.choice } })),
    };
    await expect(compareModels(without, [plain, wider])).rejects.toThrow(DataError);
    await expect(compareModels(few, models, { start: {} } as object)).rejects.toThrow('"start" is not an option');
    await expect(compareModels(few, models, { evidence: 'bic' } as object)).rejects.toThrow("'leaveOneSubjectOut' or");
  });

  it('tells of its progress and can be aborted', async () => {
    const seen: string[] = [];
    await compareModels(
      few,
      { a: plain, b: given },
      {
        onProgress: ({ stage, fit, numFits, done }) => seen.push(`${stage} ${fit}/${numFits} ${done}`),
      },
    );
    expect(seen[0]).toBe('a: group 1/2 false');
    expect(seen.at(-1)).toBe('undefined 2/2 true');
    expect(seen.filter((one) => one.endsWith('true'))).toHaveLength(1);
    await expect(compareModels(few, models, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});
