import { requireKnownOptions } from '../../models/checks.ts';
import type { ClassLabel } from '../classes.ts';
import { type FeatureBuilders, group } from '../featureSets.ts';
import { bias, column, product, standardized } from '../features.ts';
import { ewma } from '../histories.ts';
import { oneHot } from '../indicators.ts';
import type { ReadTrialsOptions } from '../readTrials.ts';
import type { TableSource } from '../tableSource.ts';
import { columnNames, rolesIn, type SessionColumns, sessionColumns } from './rolesIn.ts';

/** Columns of a task with three choices and a delay. */
export interface ThreeChoiceColumns extends SessionColumns {
  readonly choice: string;
  /** Where the stimulus was, by the labels of the choices. */
  readonly side: string;
  /** Of the stimulus. */
  readonly duration: string;
  /** From the stimulus to the response. */
  readonly delay: string;
  /** 0 or 1. */
  readonly rewarded: string;
}

/**
 * The design of a task with three choices after a delay: bias, the side of the stimulus (not of the second label, which bias
 * stands for), for each side the standardized duration (duration=L, …) and the delay (delay=L, …) of its stimuli and 0 in other
 * trials, and averages over earlier trials of choices (recent=L, …, not of the second label) and of rewards (recentRewards).
 *
 * @param columns those that the table calls otherwise
 * @param options.labels   of the choices and sides; default L, C, R
 * @param options.halfLife of the averages, in trials; default 5
 * @example readTrials(df, threeChoiceDelay(df, { side: 'stimulusSide' }, { labels: [0, 1, 2] }))
 */
export function threeChoiceDelay(
  data: TableSource,
  columns: Partial<ThreeChoiceColumns> = {},
  options: { readonly labels?: readonly [ClassLabel, ClassLabel, ClassLabel]; readonly halfLife?: number } = {},
): ReadTrialsOptions {
  requireKnownOptions(['labels', 'halfLife'], options, 'threeChoiceDelay');
  const names = columnNames<ThreeChoiceColumns>(
    {
      ...sessionColumns,
      choice: 'choice',
      side: 'side',
      duration: 'duration',
      delay: 'delay',
      rewarded: 'rewarded',
    },
    columns,
    'threeChoiceDelay',
  );
  const { choice, side, duration, delay, rewarded } = names;
  const { labels = ['L', 'C', 'R'], halfLife = 5 } = options;
  const sides = oneHot(side, { values: labels });
  const ofEach = (name: string, build: (label: ClassLabel) => FeatureBuilders[string], among: readonly ClassLabel[]) =>
    group(name, Object.fromEntries(among.map((label) => [`${name}=${label}`, build(label)])));
  return {
    ...rolesIn(data, names),
    choice,
    classes: labels,
    correct: side,
    outcomes: [rewarded],
    features: {
      bias: bias(),
      ...oneHot(side, { values: labels, reference: labels[1] }),
      ...ofEach(
        'duration',
        (label) => product(sides[`${side}=${label}`], standardized(duration, { deviation: 'sample' })),
        labels,
      ),
      ...ofEach('delay', (label) => product(sides[`${side}=${label}`], column(delay)), labels),
      ...ofEach('recent', (label) => ewma({ column: choice, of: label }, { halfLife }), [labels[0], labels[2]]),
      recentRewards: ewma(rewarded, { halfLife }),
    },
  };
}
