import type { Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { bandLines } from './parts/bandLines.ts';
import { chartRows, hasValues, unique } from './parts/chartRows.ts';
import { ruleAt, tooltip, uncertaintyFields } from './parts/marks.ts';
import { panels } from './parts/panels.ts';
import { isolateByLegend, type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of what happens around switches is drawn. */
export interface ChangeTriggeredChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** The state that is entered and left. */
  readonly state?: string;
  readonly title?: string;
}

/**
 * Probabilities of the states around switches into and out of one, a panel each; a direction without switches is left out.
 *
 * @param table columns direction ('into', 'out of'), trial (from the switch, which is at 0), state, probability (0 to 1);
 *   optional lower, upper (one standard error around), numSwitches
 * @throws {DataError} when the table is empty, a column is missing, or there is no switch
 */
export function changeTriggeredChart(
  table: Table,
  {
    states: given,
    state = 'a state',
    title = `Around switches into and out of ${state}`,
  }: ChangeTriggeredChartOptions = {},
): Chart {
  const read = chartRows('changeTriggeredChart', table, {
    names: ['direction', 'state'],
    indices: ['trial'],
    values: ['probability'],
    optional: ['lower', 'upper', 'numSwitches'],
  });
  const ofDirection = (direction: string) => read.filter((row) => row.direction === direction);
  const [found, missing] = [true, false].map((has) =>
    unique(read.map((row) => row.direction)).filter((one) => hasValues(ofDirection(one), 'probability') === has),
  );
  const nameOf = (direction: string): string => {
    const count = Math.max(0, ...ofDirection(direction).map((row) => row.numSwitches ?? 0));
    return `${direction} ${state}${count > 0 ? `, ${count} switch${count === 1 ? '' : 'es'}` : ''}`;
  };
  const rows = found.flatMap((direction) =>
    ofDirection(direction).map((row) => ({ ...row, panel: nameOf(direction) })),
  );
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  const trials = rows.map((row) => row.trial);
  const y = (field: string): JsonObject =>
    quantitative(field, 'P(state | session)', { domain: [0, 1], values: [0, 0.5, 1], format: '.1f' });
  const x = quantitative('trial', 'Trials from the switch', { domain: [Math.min(...trials), Math.max(...trials)] });
  const banded = hasValues(rows, 'lower');
  return {
    ...titled(
      title,
      [
        'Line: mean over switches.',
        ...(banded ? ['Band: ±1 s.e.'] : []),
        'Dotted: the switch.',
        ...missing.map((direction) => `No switch ${direction} ${state}.`),
      ],
      sizes.full,
    ),
    data: { values: rows },
    ...panels({
      field: 'panel',
      names: found.map(nameOf),
      layer: [
        ruleAt('x', 0, 'reference', x.scale),
        ...bandLines({
          x,
          y,
          color: stateColor(states, { legend: { symbol: 'stroke', width: sizes.full } }),
          value: 'probability',
          banded,
          params: isolateByLegend,
          tooltip: tooltip(
            ['state', 'State'],
            ['trial', 'Trials from the switch', '+.1f'],
            ['probability', 'Probability', '.3f'],
            ...uncertaintyFields(rows, '', '.3f'),
            ...(hasValues(rows, 'numSwitches') ? [['numSwitches', 'Switches', 'd'] as const] : []),
          ),
        }),
      ],
    }),
  };
}
