import { type ChangeTriggeredOptions, changeTriggeredTable } from '../views/changeTriggeredTable.ts';
import { type DwellTimeDistributionOptions, dwellTimeDistributionTable } from '../views/dwellTimeDistributionTable.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import type { PathKind } from '../views/statePath.ts';
import { switchTable } from '../views/switchTable.ts';
import { trajectoryTable } from '../views/trajectoryTable.ts';
import type { FitView } from '../views/viewFit.ts';
import { type ChangeTriggeredChartOptions, changeTriggeredChart } from './changeTriggeredChart.ts';
import type { Chart } from './chart.ts';
import { type DwellTimesChartOptions, dwellTimesChart } from './dwellTimesChart.ts';
import { type SwitchesChartOptions, switchesChart } from './switchesChart.ts';
import { type TrajectoriesChartOptions, trajectoriesChart } from './trajectoriesChart.ts';

/**
 * How often the state switches: sessions by their number of switches.
 *
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function plotSwitches(view: FitView, options: SwitchesChartOptions & { readonly path?: PathKind } = {}): Chart {
  requireChartOptions({ width: true, path: true, title: true }, options, 'plotSwitches');
  const { path, ...chart } = options;
  return switchesChart(switchTable(view, path === undefined ? {} : { path }), chart);
}

/**
 * The probability of each state around the switches into and out of one state, mean and one standard error over switches.
 *
 * @throws {SpecError} when there is no such state, or an option of `changeTriggeredTable` is out of range
 * @throws {DataError} when there is no switch
 * @example show(plotChangeTriggered(view, { state: 'engaged', window: 20 }))
 */
export function plotChangeTriggered(
  view: FitView,
  options: Omit<ChangeTriggeredChartOptions, 'states' | 'state'> & ChangeTriggeredOptions = {},
): Chart {
  requireChartOptions(
    { state: true, window: true, threshold: true, path: true, title: true },
    options,
    'plotChangeTriggered',
  );
  const { title, ...of } = options;
  return changeTriggeredChart(changeTriggeredTable(view, of), {
    ...(title === undefined ? {} : { title }),
    state: of.state ?? view.states[0].name,
    states: view.states,
  });
}

/** The probability of each state against the trial in the session, mean and one standard error over sessions. */
export function plotTrajectories(view: FitView, options: Omit<TrajectoriesChartOptions, 'states'> = {}): Chart {
  requireChartOptions({ minSessions: true, title: true }, options, 'plotTrajectories');
  return trajectoriesChart(trajectoryTable(view), { ...options, states: view.states });
}

/**
 * How long the states of a view last, a panel a state: runs of the data, simulated ones, the geometric distribution.
 *
 * @throws {SpecError} when an option of `dwellTimeDistributionTable` is out of range
 * @throws {DataError} when no run of a state ends within its session
 * @example show(plotDwellTimes(view, { binWidth: 10 }))
 */
export function plotDwellTimes(
  view: FitView,
  options: Omit<DwellTimesChartOptions, 'states'> & DwellTimeDistributionOptions = {},
): Chart {
  requireChartOptions(
    { path: true, seed: true, draws: true, binWidth: true, outcome: true, openLoop: true, title: true },
    options,
    'plotDwellTimes',
  );
  const { title, ...of } = options;
  return dwellTimesChart(dwellTimeDistributionTable(view, of), {
    ...(title === undefined ? {} : { title }),
    states: view.states,
  });
}
