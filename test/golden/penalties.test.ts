import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { emptyPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { elasticNet, groupLasso, lasso, type Penalty, ridge } from '../../src/models/penalties.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { minimizePenalized } from '../../src/numerics/penalizedQuadratic.ts';
import { golden } from '../support/golden.ts';
import { trialsOf } from '../support/models.ts';

const stored = golden('nemos/penalties');
const { strength, ratio, step } = stored;
/** [feature, state] */
const stateLast: readonly (readonly number[])[] = stored.W;
const byState = (rows: readonly (readonly number[])[]): number[] =>
  rows[0].flatMap((_, k) => rows.map((row) => row[k]));

const trials = trialsOf({ choices: [0, 1], features: { x: [1, 2], y: [0, 1], z: [1, 1] } });
const cases: Readonly<Record<string, Penalty>> = {
  ridge: ridge(strength),
  lasso: lasso(strength),
  elasticnet: elasticNet(strength, { mixing: ratio }),
  grouplasso_columns: groupLasso(strength, { groups: [['x', 'y', 'z']] }),
};

describe.each(Object.entries(cases))('%s as nemos has it', (name, penalty) => {
  const problem = glmHmmProblem(staticGlmHmm({ numStates: 2, penalty }), trials);

  it('has its value, as minus the log prior', () => {
    const point = emptyPoint(problem);
    point.theta.set(byState(stateLast));
    evaluate(problem, point);
    expect(point.logPrior).toBeCloseTo(-stored[name], 12);
    expect(point.value).toBeCloseTo(point.logLikelihood - stored[name], 12);
  });

  it('has its proximal map', () => {
    const at = byState(stateLast);
    const n = at.length;
    const own = at.map((_, i) => 1 / step + problem.ridge[i % 3]);
    const quadratic = {
      curvature: Float64Array.from({ length: n * n }, (_, c) => (c % (n + 1) === 0 ? own[c % n] : 0)),
      peak: Float64Array.from(at, (w, i) => w / step / own[i]),
      penalties: problem.penalties,
    };
    const found = problem.penalties.length > 0 ? new Float64Array(n) : quadratic.peak;
    if (problem.penalties.length > 0) minimizePenalized(quadratic, found, 1e-14);
    const expected = byState(stored[`prox_${name}`]);
    for (let i = 0; i < n; i++) expect(found[i]).toBeCloseTo(expected[i], 12);
    expect(found.map((w) => Number(w === 0))).toEqual(Float64Array.from(expected, (w) => Number(w === 0)));
  });
});
