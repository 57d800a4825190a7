import { type Table, table } from '../../src/data/table.ts';
import { tableOf, wobble } from './experiments.ts';

/** The size of a cohort and what is odd about it. */
export interface Cohort {
  readonly parameters: readonly string[];
  readonly models: readonly string[];
  readonly groups: readonly string[];
  readonly numSubjects: number;
  /** Trials of a block, and iterations of a fit. */
  readonly numSteps: number;
  readonly scale: number;
  /** Whether every seventh value is missing. */
  readonly gaps: boolean;
}

const usual: Cohort = {
  parameters: ['learning rate', 'inverse temperature', 'stickiness'],
  models: ['one rate', 'two rates', 'two rates, sticky'],
  groups: [],
  numSubjects: 40,
  numSteps: 80,
  scale: 1,
  gaps: false,
};

/** The cohorts that every chart must show well. */
export const cohorts: Readonly<Record<string, Cohort>> = {
  usual,
  oneParameter: { ...usual, parameters: ['learning rate'], models: ['one rate'] },
  sevenParameters: {
    ...usual,
    parameters: ['α', 'β', 'κ', 'decay', 'lapse', 'bias', 'temperature of the second stage'],
    models: ['no learning', 'A', 'B', 'C', 'D', 'E', 'A and B and C'],
    numSubjects: 600,
  },
  fourParameters: { ...usual, parameters: ['a', 'b', 'c', 'd'], models: ['A', 'B', 'C', 'D'] },
  longNames: {
    ...usual,
    parameters: ['learning rate after an outcome that was better than expected', 'inverseTemperatureOfTheRiskyOption'],
    models: [
      'Rescorla-Wagner with one learning rate',
      'RescorlaWagnerTwoRates',
      'hybrid of model-based and model-free control',
      'random responding with a bias',
      'win-stay-lose-shift with a lapse rate',
    ],
    groups: ['patients before the intervention', 'healthy controls of the same age'],
  },
  fewSubjects: { ...usual, numSubjects: 4 },
  oneSubject: { ...usual, numSubjects: 1 },
  manySubjects: { ...usual, numSubjects: 3000 },
  groups: { ...usual, groups: ['controls', 'patients', 'relatives'] },
  gaps: { ...usual, gaps: true },
  extreme: { ...usual, scale: 3000 },
};

/** A number from 0 to 1 that looks random and is the same everywhere. */
const share = (...places: readonly number[]): number => {
  const spread = 43_758.5453 * wobble(...places);
  return spread - Math.floor(spread);
};
/** Like a standard normal number, and the same everywhere. */
const normal = (...places: readonly number[]): number =>
  2 * ([1, 2, 3].reduce((sum, part) => sum + share(...places, part), 0) - 1.5);
const indices = (count: number): number[] => Array.from({ length: count }, (_, place) => place);
const gapped = ({ gaps }: Cohort, place: number, value: number): number =>
  gaps && place % 7 === 3 ? Number.NaN : value;
const subjectName = (place: number): string => `S${place + 1}`;

/** A natural value: the first parameter is between 0 and 1, the second positive, others real. */
function natural({ scale }: Cohort, parameter: number, value: number): number {
  if (parameter === 0) return 1 / (1 + Math.exp(-value));
  return parameter === 1 ? 3 * scale * Math.exp(0.4 * value) : scale * value;
}

/** True and estimated parameters; with sizes, of a grid. */
export function recoveries(of: Cohort, sizes: readonly { numTrials?: number; numSubjects?: number }[] = [{}]): Table {
  return tableOf(
    sizes.flatMap((size) =>
      of.parameters.flatMap((parameter, p) =>
        indices(size.numSubjects ?? of.numSubjects).map((s) => {
          const truth = normal(s, p);
          const error = (0.4 + 0.15 * p) * Math.sqrt(100 / (size.numTrials ?? 100)) * normal(s, p, 2.2);
          return {
            ...size,
            parameter,
            subject: subjectName(s),
            truth: natural(of, p, truth),
            estimate: gapped(of, s, natural(of, p, 0.85 * truth + error)),
          };
        }),
      ),
    ),
  );
}

/** Shares of data sets that each model fits best, as rows that sum to 1 and as columns that do. */
export function confusions(
  { models, gaps }: Cohort,
  kinds: readonly string[] = ['confusion'],
  metrics: readonly string[] = ['integrated BIC'],
): Table {
  const scores = models.map((_, i) =>
    models.map((_, j) => (i === j ? 5 : 0.4 + 0.4 * wobble(i, j)) ** (i === 1 ? 1 : 2)),
  );
  const sums = (kind: string, i: number, j: number): number =>
    models.reduce((sum, _, k) => sum + (kind === 'confusion' ? scores[i]![k]! : scores[k]![j]!), 0);
  return tableOf(
    metrics.flatMap((metric) =>
      kinds.flatMap((kind) =>
        models.flatMap((simulated, i) =>
          models.map((fitted, j) => ({
            simulated,
            fitted,
            share: gaps && j === 1 ? Number.NaN : scores[i]![j]! / sums(kind, i, j),
            ...(metrics.length > 1 ? { metric } : {}),
            ...(kinds.length > 1 ? { kind } : {}),
          })),
        ),
      ),
    ),
  );
}

/** The subjects' parameters. */
export function estimates(of: Cohort): Table {
  return tableOf(
    of.parameters.flatMap((parameter, p) =>
      indices(of.numSubjects).map((s) => {
        const g = of.groups.length > 0 ? s % of.groups.length : 0;
        return {
          parameter,
          subject: subjectName(s),
          value: gapped(of, s, natural(of, p, 0.8 * normal(s, p) + 0.7 * g)),
          ...(of.groups.length > 0 ? { group: of.groups[g]! } : {}),
        };
      }),
    ),
  );
}

/** The distribution of the group that the parameters have, on a grid from end to end. */
export function densities(of: Cohort): Table {
  return tableOf(
    of.parameters.flatMap((parameter, p) =>
      (of.groups.length > 0 ? of.groups : [undefined]).flatMap((group, g) =>
        indices(5 * of.numSteps + 1).map((place) => {
          const z = -5 + (2 * place) / of.numSteps + 0.7 * g;
          const [value, above] = [natural(of, p, z), natural(of, p, z + 1e-4)];
          const density =
            (Math.exp(-0.5 * ((z - 0.7 * g) / 0.9) ** 2) / (0.9 * Math.sqrt(2 * Math.PI)) / (above - value)) * 1e-4;
          return { parameter, value, density, ...(group === undefined ? {} : { group }) };
        }),
      ),
    ),
  );
}

/** Models by several criteria. */
export function comparisons(
  { models, scale, gaps }: Cohort,
  criteria: readonly string[] = ['log evidence', 'integrated BIC', 'AIC'],
): Table {
  const rows = criteria.flatMap((criterion, c) =>
    models.map((model, m) => ({ model, criterion, m, sign: criterion === 'log evidence' ? -1 : 1, c })),
  );
  const amountOf = (m: number, c: number): number =>
    (c === 0 ? 1 : 2) * (1500 + scale * (c === 2 ? 600 : 30) * Math.abs(wobble(m, c)));
  return table(
    tableOf(
      rows.map(({ model, criterion, m, sign, c }) => {
        const least = Math.min(...models.flatMap((_, k) => (gaps && (k + 2) % 7 === 3 ? [] : amountOf(k, c))));
        return {
          model,
          criterion,
          value: gapped({ ...usual, gaps }, m + 2, sign * amountOf(m, c)),
          difference: gapped({ ...usual, gaps }, m + 2, amountOf(m, c) - least),
          better: sign < 0 ? 'higher' : 'lower',
        };
      }),
    ).columns.map((column) => (column.name === 'difference' ? { ...column, unit: 'nats' } : column)),
  );
}

/** Models over the subjects. */
export function exceedances({ models, gaps }: Cohort): Table {
  const scores = models.map((_, m) => Math.exp(2 * wobble(m)));
  const sum = scores.reduce((total, score) => total + score, 0);
  const sharp = scores.map((score) => score ** 3);
  const sumSharp = sharp.reduce((total, score) => total + score, 0);
  return tableOf(
    models.map((model, m) => ({
      model,
      frequency: scores[m]! / sum,
      exceedance: sharp[m]! / sumSharp,
      protectedExceedance: gaps ? null : 0.6 * (sharp[m]! / sumSharp) + 0.4 / models.length,
    })),
  );
}

/** Log evidence and group parameters over the iterations of a fit. */
export function groupTraces({ parameters, scale, gaps, numSteps }: Cohort): Table {
  const quantities = ['log evidence', ...parameters.flatMap((name) => [`${name} mean`, `${name} s.d.`])];
  return tableOf(
    quantities.flatMap((quantity, q) =>
      indices(numSteps).map((place) => {
        const left = Math.exp(-place / (4 + q));
        const value = q === 0 ? -4321.5 - 600 * left : q % 2 === 0 ? 0.4 + 0.6 * left : wobble(q) * (1 - left);
        return { iteration: place + 1, quantity, value: gaps && q === 1 && place % 9 < 2 ? Number.NaN : scale * value };
      }),
    ),
  );
}

/** Observed statistics and those that fitted models predict. */
export function predictions(of: Cohort): Table {
  const statistics = ['share of best choices', 'stay after a win', 'stay after a loss', 'mean response time (s)'];
  return tableOf(
    statistics.slice(0, of.parameters.length).flatMap((statistic, p) =>
      indices(of.numSubjects).map((s) => {
        const scale = p === 3 ? of.scale : 1;
        const predicted = scale * (0.6 + 0.12 * normal(s, p));
        const observed = predicted + scale * 0.06 * normal(s, p, 2.2);
        const width = scale * (0.09 + 0.04 * wobble(s));
        const missing = of.gaps && s % 7 === 3;
        return {
          statistic,
          subject: subjectName(s),
          observed: missing ? Number.NaN : observed,
          predicted,
          lower: predicted - width,
          upper: predicted + width,
          covered: missing ? null : Math.abs(observed - predicted) <= width,
        };
      }),
    ),
  );
}

/** What a model computes on each trial; each block counts its own trials. */
export function latents({ parameters, gaps, scale, numSteps }: Cohort, numBlocks = 3): Table {
  const names = ['expected value 1', 'expected value 2', 'prediction error', 'P(choice)'];
  return tableOf(
    [...names, ...parameters.slice(3)].flatMap((latent, l) =>
      indices(numBlocks).flatMap((block) =>
        indices(numSteps).map((place) => {
          const rise = 1 - Math.exp(-place / (12 + 5 * l));
          const value =
            l === 2
              ? wobble(place, block, 1.1) * (1.2 - rise)
              : rise * (0.6 + 0.2 * wobble(block, l)) + 0.08 * wobble(place, l);
          return {
            trial: place + 1,
            latent,
            value: gaps && place % 20 < 3 ? null : scale * value,
            ...(numBlocks > 1 ? { block: block + 1 } : {}),
          };
        }),
      ),
    ),
  );
}
