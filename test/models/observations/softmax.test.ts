import { describe, expect, it } from 'vitest';
import { bernoulliFamily } from '../../../src/models/observations/bernoulli.ts';
import { emptyTables } from '../../../src/models/observations/rowTables.ts';
import { softmaxFamily } from '../../../src/models/observations/softmax.ts';
import { random } from '../../../src/numerics/random.ts';

const cases = [
  { numClasses: 2, reference: 0 },
  { numClasses: 2, reference: 1 },
  { numClasses: 3, reference: 1 },
  { numClasses: 5, reference: 4 },
];

function tablesAt(numClasses: number, reference: number, y: number, predictors: readonly number[]) {
  const family = softmaxFamily(numClasses, reference);
  const tables = emptyTables(family, 1, 1, 1);
  tables.slope.set(predictors);
  family.fillRows(Float64Array.of(y), 1, 0, 1, new Float64Array(0), 1, tables);
  return tables;
}

function logProbabilityAt(numClasses: number, reference: number, y: number, predictors: readonly number[]): number {
  return softmaxFamily(numClasses, reference).logProbability(y, Float64Array.from(predictors), 0, 1);
}

describe.each(cases)('softmax over $numClasses classes, reference $reference', ({ numClasses: C, reference }) => {
  const draw = random(C);
  const points = Array.from({ length: 12 }, () => Array.from({ length: C - 1 }, () => 3 * draw.normal()));
  const classes = Array.from({ length: C }, (_, c) => c);

  it('is the exponential of each predictor over their sum, with 0 for the reference', () => {
    const family = softmaxFamily(C, reference);
    for (const point of points) {
      const etas = [...point.slice(0, reference), 0, ...point.slice(reference)];
      const sum = etas.reduce((total, eta) => total + Math.exp(eta), 0);
      const means = new Float64Array(C);
      family.fillMeans(Float64Array.from(point), 0, means, 0);
      for (const c of classes) {
        expect(means[c]).toBeCloseTo(Math.exp(etas[c]) / sum, 13);
        expect(logProbabilityAt(C, reference, c, point)).toBeCloseTo(etas[c] - Math.log(sum), 12);
        expect(tablesAt(C, reference, c, point).probability[0]).toBeCloseTo(Math.exp(etas[c]) / sum, 13);
      }
    }
  });

  it('has the slopes and curvatures of its log-probability', () => {
    const h = 1e-5;
    const moved = (point: readonly number[], g: number, by: number) =>
      point.map((eta, i) => (i === g ? eta + by : eta));
    for (const point of points)
      for (const y of classes) {
        const { slope, curvature } = tablesAt(C, reference, y, point);
        let pair = 0;
        for (let g = 0; g < C - 1; g++) {
          const value = (by: number) => logProbabilityAt(C, reference, y, moved(point, g, by));
          expect(slope[g]).toBeCloseTo((value(h) - value(-h)) / (2 * h), 8);
          for (let k = 0; k <= g; k++) {
            const slopeAt = (by: number) => tablesAt(C, reference, y, moved(point, k, by)).slope[g];
            expect(curvature[pair++]).toBeCloseTo(-(slopeAt(h) - slopeAt(-h)) / (2 * h), 8);
          }
        }
      }
  });

  it('draws classes as often as they are probable', () => {
    const family = softmaxFamily(C, reference);
    const point = Float64Array.from(points[0]);
    const means = new Float64Array(C);
    family.fillMeans(point, 0, means, 0);
    const counts = new Float64Array(C);
    const n = 20_000;
    for (let i = 0; i < n; i++) counts[family.sample(point, 0, 1, draw)]++;
    for (const c of classes)
      expect(Math.abs(counts[c] / n - means[c])).toBeLessThan(5 * Math.sqrt((means[c] * (1 - means[c])) / n) + 1e-9);
  });

  it('keeps finite, exact numbers however large the predictors are', () => {
    for (const size of [800, 1e6])
      for (const sign of [-1, 1]) {
        const point = Array.from({ length: C - 1 }, (_, g) => (g === 0 ? sign * size : 0));
        for (const y of classes) {
          const { slope, curvature, probability } = tablesAt(C, reference, y, point);
          for (const number of [...slope, ...curvature, ...probability]) expect(number).toSatisfy(Number.isFinite);
          expect(probability[0]).toBeGreaterThan(0);
        }
        const favoured = reference === 0 ? 1 : 0;
        expect(logProbabilityAt(C, reference, favoured, point)).toBeCloseTo(sign > 0 ? 0 : -size - Math.log(C - 1), 6);
      }
  });

  it('may observe its classes only', () => {
    const { refusal } = softmaxFamily(C, reference);
    for (const c of classes) expect(refusal(c)).toBe(null);
    for (const y of [-1, 0.5, C, Number.NaN]) expect(refusal(y)).toBe(`must be a class from 0 to ${C - 1}`);
  });
});

it('softmax over two classes is the binary choice', () => {
  for (const eta of [-800, -40, -3, -1e-3, 0, 0.7, 5, 40, 800])
    for (const y of [0, 1]) {
      const { slope, curvature, probability } = tablesAt(2, 0, y, [eta]);
      const terms = { logProbability: 0, slope: 0, curvature: 0, scaleSlope: 0, scaleCurvature: 0 };
      bernoulliFamily.evaluate(y, eta, bernoulliFamily.constantsOf(1), terms);
      const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-13 * Math.abs(b) + 1e-300);
      close(logProbabilityAt(2, 0, y, [eta]), terms.logProbability);
      close(slope[0], terms.slope);
      close(curvature[0], terms.curvature);
      close(probability[0], Math.exp(Math.max(-700, terms.logProbability)));
      // the same with the other class as reference
      close(logProbabilityAt(2, 1, y, [-eta]), terms.logProbability);
    }
});
