import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { bandLines } from './parts/bandLines.ts';
import { chartRows, hasValues, unique } from './parts/chartRows.ts';
import { endLabels, spreadLabels, widthBesideLabels } from './parts/endLabels.ts';
import { tooltip, uncertaintyFields } from './parts/marks.ts';
import { isolateByClick, type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of states within sessions is drawn. */
export interface TrajectoriesChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** How many sessions must have a trial for it to be drawn; half of them by default, so that a mean is of the same sessions. */
  readonly minSessions?: number;
  readonly title?: string;
}

/** Corners of lines and bands that the chart draws at most. */
const mostCorners = 5000;

/**
 * How states come and go within a session: mean probability of each against the trial. Of more trials than can be seen, every
 * second or third, … is drawn.
 *
 * @param table columns trial (from 1 in the session), state, probability (0 to 1); optional lower, upper (one standard error
 *   around), numSessions
 * @throws {DataError} when the table is empty or a column is missing
 * @throws {SpecError} when no trial has `minSessions` sessions
 */
export function trajectoriesChart(
  table: Table,
  { states: given, minSessions, title = 'States within a session' }: TrajectoriesChartOptions = {},
): Chart {
  const read = chartRows('trajectoriesChart', table, {
    names: ['state'],
    indices: ['trial'],
    values: ['probability'],
    optional: ['lower', 'upper', 'numSessions'],
  });
  const most = Math.max(1, ...read.map((row) => row.numSessions ?? 1));
  const least = minSessions ?? Math.ceil(most / 2);
  const kept = read.filter((row) => (row.numSessions ?? most) >= least);
  if (kept.length === 0)
    throw new SpecError(
      'minSessions',
      minSessions,
      `minSessions is ${least}, but no trial has more than ${most} sessions. Give a number up to ${most}.`,
    );
  const states = statesOf(
    kept.map((row) => row.state),
    given,
  );
  const step = Math.ceil((3 * kept.length) / mostCorners);
  const rows = kept.filter((row) => (row.trial - 1) % step === 0);
  const trials = rows.map((row) => row.trial);
  const [first, last] = [Math.min(...trials), Math.max(...trials)];
  const domain = [0, 1] as const;
  const y = (field: string): JsonObject =>
    quantitative(field, 'P(state | session)', { domain, values: [0, 0.5, 1], format: '.1f' });
  const x: JsonObject = {
    ...quantitative('trial', 'Trial in the session', {
      domain: first === last ? [first - 0.5, last + 0.5] : [first, last],
    }),
    axis: { tickCount: 10, tickMinStep: 1, format: 'd' },
  };
  const color = stateColor(states);
  const banded = hasValues(rows, 'lower');
  const labels = rows.flatMap(({ trial, state, probability }) =>
    trial === last && probability !== null ? [{ state, at: probability }] : [],
  );
  return {
    ...titled(
      title,
      [
        `Line: mean over ${most} session${most === 1 ? '' : 's'}.`,
        ...(banded ? ['Band: ±1 s.e.'] : []),
        ...(kept.length < read.length ? [`Trials that at least ${least} sessions have.`] : []),
        ...(step > 1 ? [`One trial in ${step} is drawn.`] : []),
      ],
      sizes.full,
    ),
    width: widthBesideLabels(sizes.full, unique(labels.map(({ state }) => state))),
    height: sizes.height,
    data: { values: rows },
    layer: [
      ...bandLines({
        x,
        y,
        color,
        value: 'probability',
        banded,
        tooltip: tooltip(
          ['state', 'State'],
          ['trial', 'Trial', 'd'],
          ['probability', 'Probability', '.3f'],
          ...uncertaintyFields(rows, '', '.3f'),
          ...(hasValues(rows, 'numSessions') ? [['numSessions', 'Sessions', 'd'] as const] : []),
        ),
      }),
      { params: isolateByClick, ...endLabels(spreadLabels(labels, domain), domain, color) },
    ],
  };
}
