import { beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, valuesOf } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import { logisticRegression } from '../../src/models/behavior/logisticRegression.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import type { Subjects } from '../../src/models/behavior/subjects.ts';
import { groupContrast } from '../../src/models/hierarchical/group/groupContrast.ts';
import {
  cauchyGroup,
  type GroupFamily,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
} from '../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { GroupEstimate, HierarchicalFit } from '../../src/models/hierarchical/hierarchicalFit.ts';
import { naturalParameters } from '../../src/models/hierarchical/naturalParameters.ts';
import type { NdArray } from '../../src/numerics/ndarray.ts';
import { groupDensityTable } from '../../src/views/groupDensityTable.ts';
import { groupTable } from '../../src/views/groupTable.ts';
import { groupTraceTable } from '../../src/views/groupTraceTable.ts';
import { latentsTable, latentTraceTable } from '../../src/views/latentsTable.ts';
import { subjectEvidenceTable } from '../../src/views/subjectEvidenceTable.ts';
import { subjectParameterTable } from '../../src/views/subjectParameterTable.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { golden } from '../support/golden.ts';
import { level, levelSubjects } from '../support/levelSubjects.ts';

const model = rescorlaWagner();
const names = ['inverseTemperature', 'learningRate'];
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const { data } = golden('pyem/quickstart_rw1a1b') as { data: Record<string, number[][][]> };
const numSubjects = 16;

/** The first subjects of the quick start, every second of them a patient. */
const subjects: Subjects = {
  kind: 'subjects',
  names: Array.from({ length: numSubjects }, (_, s) => `S${s}`),
  trials: Array.from({ length: numSubjects }, (_, s) => ({
    numTrials: 96,
    blockStarts: Int32Array.of(0, 24, 48, 72),
    columns: {
      choice: Float64Array.from(data.choices_B1[s].flat()),
      reward: Float64Array.from(data.rewards[s].flat()),
    },
  })),
  classes: {},
  covariates: {
    group: Array.from({ length: numSubjects }, (_, s) => (s % 2 === 0 ? 'control' : 'patient')),
    age: Array.from({ length: numSubjects }, (_, s) => 20 + s),
  },
};

let fit: HierarchicalFit;
let byGroup: HierarchicalFit;
beforeAll(async () => {
  fit = await fitSubjects(subjects, hierarchical(model));
  byGroup = await fitSubjects(
    subjects,
    hierarchical(model, { group: gaussianGroup({ covariates: ['group', 'age'] }) }),
  );
});

describe('subjectParameterTable', () => {
  it('has natural values and the intervals of x, in natural values, by hand', () => {
    const rows = rowsOf(subjectParameterTable(fit));
    expect(rows).toHaveLength(2 * numSubjects);
    const { mode, covariance } = fit.subjects;
    for (const [s, k] of [
      [0, 0],
      [3, 1],
      [15, 0],
    ] as const) {
      const x = mode.data[2 * s + k];
      const sd = Math.sqrt(covariance.data[4 * s + 3 * k]);
      const range = [20, 1][k];
      const row = rows[2 * s + k];
      expect(row).toMatchObject({ subject: `S${s}`, parameter: names[k], x, status: 'converged' });
      expect(row.value).toBeCloseTo(range * logistic(x), 10);
      expect(row.lower).toBeCloseTo(range * logistic(x - 1.959963984540054 * sd), 10);
      expect(row.upper).toBeCloseTo(range * logistic(x + 1.959963984540054 * sd), 10);
      expect(row.standardDeviation).toBeCloseTo(sd, 14);
    }
  });

  it('has no interval at a bound, and says so', async () => {
    const bounds = { learningRate: [0.2, 0.3] } as const;
    const table = subjectParameterTable(await fitSubjects(subjects, hierarchical(model, { prior: 'none', bounds })));
    const bounded = rowsOf(table).filter(({ status, value }) => status === 'atBound' && Number(value) > 0.2999999);
    expect(bounded.length).toBeGreaterThan(0);
    for (const { value, lower, upper, standardDeviation } of bounded.filter(({ value }) => Number(value) < 1)) {
      expect(value).toBeCloseTo(0.3, 9);
      expect([lower, upper, standardDeviation]).toEqual([null, null, null]);
    }
  });

  it('names the groups of subjects', () => {
    expect(valuesOf(subjectParameterTable(byGroup, subjects), 'group').slice(0, 4)).toEqual([
      'control',
      'control',
      'patient',
      'patient',
    ]);
    expect(subjectParameterTable(fit, subjects).columns.map(({ name }) => name)).not.toContain('group');
  });
});

describe('groupTable', () => {
  it('has the coefficients with their tests, those of contrasts, and natural values of the mean', () => {
    const rows = rowsOf(groupTable(byGroup));
    expect(rows.map(({ covariate, parameter }) => [covariate, parameter])).toEqual(
      ['mean', 'group: patient', 'age'].flatMap((covariate) => names.map((parameter) => [covariate, parameter])),
    );
    rows.forEach((row, i) => {
      const parameter = names[i % 2];
      const contrast = groupContrast(byGroup, { parameter, weights: { [String(row.covariate)]: 1 } });
      expect(row.coefficient).toBe(byGroup.group?.coefficients.data[i]);
      expect(row.standardError).toBeCloseTo(Math.sqrt(16 / 13) * Number(byGroup.group?.coefficientErrors.data[i]), 10);
      expect(row).toMatchObject({
        statistic: i < 2 ? null : contrast.statistic,
        degreesOfFreedom: i < 2 ? null : 13,
        p: i < 2 ? null : contrast.p,
        lower: contrast.lower,
        upper: contrast.upper,
      });
      if (i >= 2)
        expect([row.natural, row.naturalLower, row.naturalUpper, row.scale, row.scaleLower, row.scaleUpper]).toEqual(
          new Array(6).fill(null),
        );
    });
    const [, rate] = rows;
    expect(rate.natural).toBeCloseTo(logistic(Number(rate.coefficient)), 12);
    expect(rate.naturalLower).toBeCloseTo(logistic(Number(rate.lower)), 12);
    expect(rate.naturalUpper).toBeCloseTo(logistic(Number(rate.upper)), 12);
    const logError = Number(byGroup.group?.logScaleErrors.data[1]);
    expect(Math.log(Number(rate.scaleUpper) / Number(rate.scale))).toBeCloseTo(1.959963984540054 * logError, 10);
    expect(Number(rate.scaleUpper) * Number(rate.scaleLower)).toBeCloseTo(Number(rate.scale) ** 2, 10);
  });

  it('tests means where 0 means something, and has no column of tests otherwise', async () => {
    const regression = logisticRegression({ predictors: ['gain'] });
    const choosers = simulateSubjects(regression, {
      parameters: Array.from({ length: 12 }, (_, s) => [0.1 * s - 0.5, 1 + 0.1 * (s % 5)]),
    });
    const weights = rowsOf(groupTable(await fitSubjects(choosers, hierarchical(regression))));
    expect(weights.map(({ degreesOfFreedom }) => degreesOfFreedom)).toEqual([11, 11]);
    expect(Number(weights[1].p)).toBeLessThan(1e-3);
    expect(groupTable(fit).columns.map(({ name }) => name)).not.toContain('p');
  });

  it('leaves empty what a collapsed scale leaves open, and needs a group', async () => {
    const group = fit.group as GroupEstimate;
    const nothing = <A extends NdArray>(array: A): A => ({ ...array, data: array.data.map(() => Number.NaN) });
    const collapsed = {
      ...group,
      logScaleErrors: nothing(group.logScaleErrors),
      coefficientCovariance: nothing(group.coefficientCovariance),
    };
    const [row] = rowsOf(groupTable({ ...fit, group: collapsed }));
    for (const name of ['standardError', 'lower', 'naturalUpper', 'scaleLower', 'scaleUpper'])
      expect(row[name], name).toBeNull();
    expect(row).toMatchObject({ coefficient: group.coefficients.data[0], scale: group.scale.data[0] });
    const alone = await fitSubjects(subjects, hierarchical(model, { prior: 'none' }));
    for (const make of [groupTable, groupTraceTable, groupDensityTable]) expect(() => make(alone)).toThrow(SpecError);
  });
});

describe('groupTraceTable', () => {
  it('follows the log evidence and each quantity of the group', () => {
    const rows = rowsOf(groupTraceTable(fit));
    expect(rows).toHaveLength(5 * fit.trace.length);
    const last = rows.slice(-5);
    expect(last.map(({ quantity }) => quantity)).toEqual([
      'log evidence',
      'inverseTemperature mean',
      'learningRate mean',
      'inverseTemperature standard deviation',
      'learningRate standard deviation',
    ]);
    expect(last[0]).toMatchObject({ iteration: fit.trace.length, value: fit.trace[fit.trace.length - 1] });
    expect(last[2].value).toBeCloseTo(Number(fit.group?.coefficients.data[1]), 6);
    expect(last[4].value).toBeCloseTo(Number(fit.group?.scale.data[1]), 6);
    expect(rowsOf(groupTraceTable(byGroup)).map(({ quantity }) => quantity)).toContain('learningRate group: patient');
  });
});

describe('subjectEvidenceTable', () => {
  it('adds up to the evidence of the fit', async () => {
    const rows = rowsOf(subjectEvidenceTable(fit));
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(sum('logEvidence')).toBeCloseTo(fit.logEvidence, 9);
    expect(sum('logLikelihood')).toBeCloseTo(fit.logLikelihood, 9);
    expect(rows[4]).toMatchObject({ subject: 'S4', numObserved: 96, status: 'converged' });
    expect(Number(rows[4].gradient)).toBeLessThan(1e-4);
    const alone = subjectEvidenceTable(await fitSubjects(subjects, hierarchical(model, { prior: 'none' })));
    expect(new Set(valuesOf(alone, 'logEvidence'))).toEqual(new Set([null]));
  });
});

describe('groupDensityTable', () => {
  /** By the trapezoid rule, of one curve. */
  const areaOf = (rows: Record<string, unknown>[]): number =>
    rows.reduce((sum, row, i) => {
      if (i === 0) return 0;
      const before = rows[i - 1];
      return sum + ((Number(row.density) + Number(before.density)) / 2) * (Number(row.value) - Number(before.value));
    }, 0);

  it.each<[string, GroupFamily, number]>([
    ['normal', gaussianGroup(), 1],
    ['correlated normal', gaussianGroup({ covariance: 'full' }), 1],
    ['Laplace', laplaceGroup(), 1],
    ['t', studentTGroup(), 0.99],
    ['Cauchy', cauchyGroup(), 0.99],
  ])('of a %s group integrates to 1, but for the tails left out', async (_, group, area) => {
    const own = levelSubjects(30, {}, () => 1, 2);
    const rows = rowsOf(groupDensityTable(await fitSubjects(own, hierarchical(level, { group }))));
    expect(areaOf(rows)).toBeCloseTo(area, 3);
    expect(rows.every(({ density }) => Number(density) >= 0)).toBe(true);
  });

  it('integrates to 1 in natural units, with half of it below the natural value of the middle subject', () => {
    const rows = rowsOf(groupDensityTable(fit));
    const [, rate] = rowsOf(groupTable(fit));
    const own = rows.filter(({ parameter }) => parameter === 'learningRate');
    expect(areaOf(own)).toBeCloseTo(1, 3);
    expect(areaOf(own.filter(({ value }) => Number(value) <= Number(rate.natural) + 1e-12))).toBeCloseTo(0.5, 3);
    expect(areaOf(rows.filter(({ parameter }) => parameter === 'inverseTemperature'))).toBeCloseTo(1, 3);
    expect(own.every(({ value }) => Number(value) > 0 && Number(value) < 1)).toBe(true);
  });

  it('has a curve for each value of a text, at its own place', async () => {
    const group = Array.from({ length: 40 }, (_, s) => (s % 2 === 0 ? 'control' : 'patient'));
    const own = levelSubjects(40, { group }, (s) => (s % 2 === 0 ? -3 : 5), 6);
    const split = await fitSubjects(own, hierarchical(level, { group: gaussianGroup({ covariates: ['group'] }) }));
    const rows = rowsOf(groupDensityTable(split, own));
    const [mean, difference] = split.group?.coefficients.data ?? [];
    for (const [name, middle] of [
      ['control', mean],
      ['patient', mean + difference],
    ] as const) {
      const curve = rows.filter((row) => row.group === name);
      expect(areaOf(curve)).toBeCloseTo(1, 3);
      const top = curve.reduce((best, row) => (Number(row.density) > Number(best.density) ? row : best));
      expect(top.value).toBeCloseTo(middle, 6);
    }
    expect(() => groupDensityTable(split)).toThrow('groupDensityTable(fit, subjects)');
    expect(() => groupDensityTable(split, { ...own, covariates: {} })).toThrow(DataError);
    expect(() => groupDensityTable(split, { ...own, covariates: { group: [...group].reverse() } })).toThrow(SpecError);
  });

  it('averages over the subjects where a number moves the group', async () => {
    const age = Array.from({ length: 40 }, (_, s) => s);
    const own = levelSubjects(40, { age }, (s) => 0.4 * s, 6);
    const slope = await fitSubjects(own, hierarchical(level, { group: gaussianGroup({ covariates: ['age'] }) }));
    const table = groupDensityTable(slope, own);
    expect(table.columns.map(({ name }) => name)).toEqual(['parameter', 'value', 'density']);
    const rows = rowsOf(table);
    expect(areaOf(rows)).toBeCloseTo(1, 3);
    const mean = rows.reduce((sum, { value, density }, i) => {
      if (i === 0) return 0;
      const before = rows[i - 1];
      const product = (Number(value) * Number(density) + Number(before.value) * Number(before.density)) / 2;
      return sum + product * (Number(value) - Number(before.value));
    }, 0);
    const [intercept, perYear] = slope.group?.coefficients.data ?? [];
    expect(mean).toBeCloseTo(intercept + 19.5 * perYear, 2);
  });
});

describe('latentsTable', () => {
  it('has what the model computes with the parameters of each subject, by hand', () => {
    const rows = rowsOf(latentsTable(fit, subjects)).filter(({ subject }) => subject === 'S5');
    expect(rows).toHaveLength(96);
    const [beta, alpha] = naturalParameters(fit).data.subarray(10, 12);
    let total = 0;
    let q = [0.5, 0.5];
    rows.forEach((row, t) => {
      if (t % 24 === 0) q = [0.5, 0.5];
      const c = subjects.trials[5].columns.choice[t];
      const r = subjects.trials[5].columns.reward[t];
      expect(row).toMatchObject({ block: Math.floor(t / 24) + 1, trial: (t % 24) + 1, choice: c, reward: r });
      expect(row.value0).toBeCloseTo(q[0], 12);
      expect(row.value1).toBeCloseTo(q[1], 12);
      expect(row.predictionError).toBeCloseTo(r - q[c], 12);
      expect(row.logLikelihood).toBeCloseTo(Math.log(logistic(beta * (q[c] - q[1 - c]))), 12);
      q[c] += alpha * (r - q[c]);
      total += Number(row.logLikelihood);
    });
    expect(total).toBeCloseTo(fit.subjects.logLikelihood[5], 9);
  });

  it('has labels for classes, and empty cells without a response', () => {
    const missing: Subjects = {
      ...subjects,
      classes: { choice: ['left', 'right'] },
      trials: subjects.trials.map((trials) => ({
        ...trials,
        columns: { ...trials.columns, choice: trials.columns.choice.map((c, t) => (t === 3 ? Number.NaN : c)) },
      })),
    };
    const rows = rowsOf(latentsTable(fit, missing, { subject: 0 }));
    expect(rows).toHaveLength(96);
    expect(rows[2].choice).toBe(['left', 'right'][subjects.trials[0].columns.choice[2]]);
    expect(rows[3]).toMatchObject({ choice: null, predictionError: null, logLikelihood: null });
    expect(rows[3].value0).not.toBeNull();
    expect(rows[4].value0).toBe(rows[3].value0);
  });

  it('has a long form of one subject, the same numbers', () => {
    const wide = latentsTable(fit, subjects, { subject: 'S2', at: 'mean' });
    const long = latentTraceTable(fit, subjects, { subject: 'S2', at: 'mean', latents: ['value1', 'predictionError'] });
    expect(long.numRows).toBe(2 * 96);
    expect(valuesOf(long, 'value')).toEqual([...valuesOf(wide, 'value1'), ...valuesOf(wide, 'predictionError')]);
    expect(valuesOf(long, 'trial').slice(22, 26)).toEqual([23, 24, 1, 2]);
  });

  it('refuses subjects and latents that there are not', () => {
    expect(() => latentsTable(fit, { ...subjects, names: subjects.names.map((name) => `${name}!`) })).toThrow(
      DataError,
    );
    expect(() => latentsTable(fit, subjects, { subject: 'S99' })).toThrow(SpecError);
    expect(() => latentsTable(fit, subjects, { at: 'median' as never })).toThrow(SpecError);
    expect(() => latentTraceTable(fit, subjects, { latents: ['value2'] })).toThrow('"value0"');
  });
});

describe('two groups of learners', () => {
  it('differ by what they were simulated with', async () => {
    const parameters = Array.from({ length: 80 }, (_, s) => [
      5,
      logistic((s % 2 === 0 ? -1 : 0.5) + 0.3 * Math.sin(17 * s)),
    ]);
    const simulated = simulateSubjects(model, { parameters, seed: 12 });
    const group = parameters.map((_, s) => (s % 2 === 0 ? 'control' : 'patient'));
    const split = await fitSubjects(
      { ...simulated, covariates: { group } },
      hierarchical(model, { group: gaussianGroup({ covariates: ['group'] }) }),
    );
    const found = groupContrast(split, { parameter: 'learningRate', weights: { 'group: patient': 1 } });
    expect(found.lower).toBeLessThan(1.5);
    expect(found.upper).toBeGreaterThan(1.5);
    expect(found.p).toBeLessThan(1e-3);
    const other = groupContrast(split, { parameter: 'inverseTemperature', weights: { 'group: patient': 1 } });
    expect(Math.abs(other.statistic)).toBeLessThan(3);
  });
});
