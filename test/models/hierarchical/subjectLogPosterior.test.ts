import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../../src/models/behavior/simulateSubjects.ts';
import { gaussianGroup, laplaceGroup, studentTGroup } from '../../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../../src/models/hierarchical/hierarchical.ts';
import { naturalParameters } from '../../../src/models/hierarchical/naturalParameters.ts';
import {
  cauchyPrior,
  laplacePrior,
  normalPrior,
  ownPrior,
  uniformPrior,
} from '../../../src/models/hierarchical/priors.ts';
import {
  type SubjectLogPosteriorOptions,
  subjectLogPosterior,
} from '../../../src/models/hierarchical/subjectLogPosterior.ts';
import { toNested } from '../../../src/numerics/ndarray.ts';
import { fitSubjects } from '../../../src/workflows/fitSubjects.ts';

const model = rescorlaWagner();
const subjects = simulateSubjects(model, {
  parameters: [
    [3, 0.2],
    [5, 0.5],
    [2, 0.3],
    [6, 0.6],
    [4, 0.4],
    [3.5, 0.15],
    [2.5, 0.7],
    [8, 0.35],
  ],
  seed: 4,
});
const at = { inverseTemperature: 4, learningRate: 0.3 };

/** Holds gradient and Hessian of each part to central differences. */
function expectDerivatives(of: Parameters<typeof subjectLogPosterior>[0], options: SubjectLogPosteriorOptions): void {
  const here = subjectLogPosterior(of, subjects, options);
  const step = 1e-5;
  const names = Object.keys(here.x);
  names.forEach((name, k) => {
    const [below, above] = [-step, step].map((by) =>
      subjectLogPosterior(of, subjects, {
        ...options,
        parameters: naturalParameters(model, { ...here.x, [name]: here.x[name] + by }),
      }),
    );
    for (const part of ['logLikelihood', 'logPrior', 'logPosterior'] as const) {
      expect(here[part].gradient[k]).toBeCloseTo((above[part].value - below[part].value) / (2 * step), 5);
      names.forEach((_, j) => {
        expect(here[part].hessian[k][j]).toBeCloseTo(
          (above[part].gradient[j] - below[part].gradient[j]) / (2 * step),
          5,
        );
      });
    }
  });
  expect(here.logPosterior.value).toBeCloseTo(here.logLikelihood.value + here.logPrior.value, 12);
}

describe('subjectLogPosterior', () => {
  it.each(['diagonal', 'full'] as const)(
    'at the mode of a fit with a %s group is what the fit says',
    async (covariance) => {
      const fit = await fitSubjects(subjects, hierarchical(model, { group: gaussianGroup({ covariance }) }));
      const natural = toNested(naturalParameters(fit)) as number[][];
      subjects.names.forEach((subject, s) => {
        const [inverseTemperature, learningRate] = natural[s];
        const found = subjectLogPosterior(fit, subjects, { subject, parameters: { inverseTemperature, learningRate } });
        expect(found.logLikelihood.value).toBeCloseTo(fit.subjects.logLikelihood[s], 9);
        expect(found.logPrior.value).toBeCloseTo(fit.subjects.logPrior[s], 9);
        for (const slope of found.logPosterior.gradient) expect(Math.abs(slope)).toBeLessThan(1e-5);
        const [[a, b], [, d]] = found.logPosterior.hessian;
        const determinant = a * d - b * b;
        const expected = [-d / determinant, b / determinant, b / determinant, -a / determinant];
        expected.forEach((value, i) => {
          expect(fit.subjects.covariance.data[4 * s + i]).toBeCloseTo(value, 6);
        });
      });
      expectDerivatives(fit, { subject: 2, parameters: at });
    },
  );

  const moments = {
    mean: { inverseTemperature: -1, learningRate: -0.5 },
    standardDeviation: { inverseTemperature: 0.7, learningRate: 0.9 },
  };
  it.each([
    ['a normal group by its moments', hierarchical(model), moments],
    ['a Laplace group', hierarchical(model, { group: laplaceGroup() }), moments],
    ['a t group', hierarchical(model, { group: studentTGroup() }), moments],
    ['no prior', hierarchical(model, { prior: 'none' }), undefined],
    [
      'given densities',
      hierarchical(model, { prior: { learningRate: cauchyPrior(0, 1), inverseTemperature: laplacePrior(-1, 0.4) } }),
      undefined,
    ],
    [
      'normal and uniform densities',
      hierarchical(model, { prior: { learningRate: normalPrior(0, 1), inverseTemperature: uniformPrior(-4, 4) } }),
      undefined,
    ],
    [
      'a density of one’s own',
      hierarchical(model, {
        prior: ownPrior({
          logDensity: ([a, b], out) => {
            out.value = -a * a * (1 + b * b);
            out.gradient.set([-2 * a * (1 + b * b), -2 * a * a * b]);
            out.hessian.set([-2 * (1 + b * b), -4 * a * b, -4 * a * b, -2 * a * a]);
          },
        }),
      }),
      undefined,
    ],
  ])('has the derivatives of its values with %s', (_, spec, group) => {
    expectDerivatives(spec, { subject: 'subject 3', parameters: at, ...(group && { group }) });
  });

  it('has prior densities with their constants, by hand', () => {
    const spec = hierarchical(model, { group: laplaceGroup() });
    const { x, logPrior } = subjectLogPosterior(spec, subjects, { parameters: at, group: moments });
    const byHand =
      -Math.abs(x.inverseTemperature + 1) / 0.7 - Math.log(1.4) - Math.abs(x.learningRate + 0.5) / 0.9 - Math.log(1.8);
    expect(logPrior.value).toBeCloseTo(byHand, 12);
    const none = subjectLogPosterior(hierarchical(model, { prior: 'none' }), subjects, { parameters: at });
    expect(none.logPrior).toEqual({ value: 0, gradient: [0, 0], hessian: [[0, 0], [0, 0]] }); // biome-ignore format: rows
    expect(none.logPosterior).toEqual(none.logLikelihood);
  });

  it('refuses what is missing or impossible', () => {
    const spec = hierarchical(model);
    const refused: readonly [SubjectLogPosteriorOptions, string][] = [
      [{ parameters: at }, 'group is missing'],
      [{ parameters: { learningRate: 0.2 }, group: moments }, 'lacks inverseTemperature'],
      [{ parameters: { ...at, learningRate: 2 }, group: moments }, 'between 0 and 1'],
      [{ parameters: at, group: moments, subject: 'subject 99' }, 'no subject "subject 99"'],
      [{ parameters: at, group: moments, subject: 8 }, 'from 0 to 7'],
      [
        { parameters: at, group: { ...moments, standardDeviation: { ...moments.mean } } },
        'standardDeviation.inverseTemperature',
      ],
    ];
    for (const [options, words] of refused) {
      expect(() => subjectLogPosterior(spec, subjects, options)).toThrow(SpecError);
      expect(() => subjectLogPosterior(spec, subjects, options)).toThrow(words);
    }
  });
});
