import { type Cell, type Table, table, valuesOf } from '../../src/data/table.ts';
import { accuracyChart } from '../../src/plots/accuracyChart.ts';
import { changeTriggeredChart } from '../../src/plots/changeTriggeredChart.ts';
import { type Chart, hconcat, vconcat } from '../../src/plots/chart.ts';
import { dwellTimesChart } from '../../src/plots/dwellTimesChart.ts';
import { lapsesChart } from '../../src/plots/lapsesChart.ts';
import { likelihoodRatiosChart } from '../../src/plots/likelihoodRatiosChart.ts';
import { modelsChart } from '../../src/plots/modelsChart.ts';
import { objectiveChart } from '../../src/plots/objectiveChart.ts';
import { occupancyChart } from '../../src/plots/occupancyChart.ts';
import { posteriorChart } from '../../src/plots/posteriorChart.ts';
import { psychometricChart } from '../../src/plots/psychometricChart.ts';
import { sessionChart } from '../../src/plots/sessionChart.ts';
import { subjectsChart } from '../../src/plots/subjectsChart.ts';
import { switchesChart } from '../../src/plots/switchesChart.ts';
import { trajectoriesChart } from '../../src/plots/trajectoriesChart.ts';
import { transitionsChart } from '../../src/plots/transitionsChart.ts';
import { transitionWeightsChart } from '../../src/plots/transitionWeightsChart.ts';
import { weightsChart } from '../../src/plots/weightsChart.ts';
import { type Experiment, experiments, gapped, sessionsOf, tableOf, wobble } from './experiments.ts';
import { hierarchicalCharts } from './hierarchical.ts';
import { lapses, models, ratios } from './models.ts';
import { switches, traces, trajectories, triggered } from './paths.ts';
import { accuracyOfSubjects, weightsOfSubjects } from './subjects.ts';

const usual = experiments.usual!;

/** Weights over sessions. */
export function sessionWeights(of: Experiment): Table {
  return tableOf(
    of.states.flatMap(({ name: state }, k) =>
      of.features.flatMap((feature, d) =>
        sessionsOf(of).map((session) => {
          const truth = of.scale * (Math.cos(1.3 * k + 2.1 * d) + 0.03 * (session - 1) * (d - k));
          const weight = truth + 0.12 * of.scale * wobble(session, k, d);
          const error = 0.1 * of.scale * (1.3 + wobble(d, session));
          return {
            session,
            state,
            feature,
            weight: gapped(of, session, weight),
            lower: gapped(of, session, weight - error),
            upper: gapped(of, session, weight + error),
            ...(of.truth ? { truth } : {}),
          };
        }),
      ),
    ),
  );
}

/** One weight a state and feature. */
export function staticWeights(of: Experiment): Table {
  return tableOf(
    of.states.flatMap(({ name: state }, k) =>
      of.features.map((feature, d) => {
        const weight = 2 * of.scale * Math.cos(1.3 * k + 2.1 * d);
        const error = 0.15 * of.scale * (1.2 + wobble(k, d));
        return {
          state,
          feature,
          weight,
          lower: weight - error,
          upper: weight + error,
          ...(of.truth ? { truth: weight + 0.2 * of.scale * wobble(d, k) } : {}),
        };
      }),
    ),
  );
}

/** Weights of which those of the second state run to infinity, as their bands say. */
export function runningAway(weights: Table): Table {
  const runs = valuesOf(weights, 'state').map((state) => state === valuesOf(weights, 'state').at(-1));
  const away: Readonly<Record<string, Cell>> = { weight: 3000, lower: -280_000, upper: 286_000 };
  return table(
    weights.columns.map((column) =>
      Object.hasOwn(away, column.name)
        ? { ...column, values: column.values.map((value, row) => (runs[row] ? away[column.name] : value)) }
        : column,
    ),
  );
}

/** Weights of inputs on each transition. */
export function transitionWeights({ states, features, scale, truth }: Experiment): Table {
  const pairs = states.flatMap(({ name: from }, i) => states.map(({ name: to }, j) => ({ from, to, i, j })));
  return tableOf(
    pairs
      .filter(({ i, j }) => i !== j)
      .flatMap(({ from, to, i, j }) =>
        features.map((input, d) => {
          const weight = scale * Math.cos(1.1 * i + 2.3 * j + 0.7 * d);
          const error = 0.2 * scale * (1.3 + wobble(i, j, d));
          return {
            from,
            to,
            input,
            weight,
            lower: weight - error,
            upper: weight + error,
            ...(truth ? { truth: weight + error * wobble(d, i, j) } : {}),
          };
        }),
      ),
  );
}

/** A table of weights with one for each of some classes. */
export function ofClasses(weights: Table, classes: readonly string[]): Table {
  const shift: Readonly<Record<string, number>> = { weight: 1, lower: 1, upper: 1, truth: 1 };
  return table([
    {
      name: 'class',
      type: 'string',
      values: classes.flatMap((name) => Array.from({ length: weights.numRows }, () => name)),
    },
    ...weights.columns.map((column) => ({
      ...column,
      values: classes.flatMap((_, c) =>
        Array.from(column.values, (value) =>
          typeof value === 'number' && shift[column.name] ? value * (1 - 0.7 * c) + 0.2 * c : value,
        ),
      ),
    })),
  ]);
}

/** Transition probabilities, of the whole experiment or session by session. */
export function transitions(of: Experiment, by: 'experiment' | 'session'): Table {
  const leave = (k: number, session: number): number =>
    of.states.length === 1 ? 0 : 0.05 + 0.03 * wobble(session, k) + 0.02 * k * (of.scale > 1 ? 5 : 1);
  const pairs = of.states.flatMap(({ name: from }, i) => of.states.map(({ name: to }, j) => ({ from, to, i, j })));
  return tableOf(
    (by === 'session' ? sessionsOf(of) : [0]).flatMap((session) =>
      pairs.map(({ from, to, i, j }) => {
        const away = leave(i, session);
        const shares = (size: number): number => (i === j ? 1 - size : size / (of.states.length - 1));
        const probability = shares(away);
        const error = i === j ? 0.2 * away : 0.1 * away;
        return {
          ...(by === 'session' ? { session } : {}),
          from,
          to,
          probability: gapped(of, session, probability),
          lower: gapped(of, session, probability - error),
          upper: gapped(of, session, probability + error),
          ...(of.truth ? { truth: shares(leave(i, session / 2)) } : {}),
        };
      }),
    ),
  );
}

/** Probability of each state at each trial of session 1. */
export function posteriors({ states, numTrials }: Experiment): Table {
  return tableOf(
    Array.from({ length: numTrials }, (_, t) => t + 1).flatMap((trial) => {
      const scores = states.map((_, k) => Math.exp(5 * Math.sin(trial / (23 + 7 * k) + 2 * k)));
      const sum = scores.reduce((a, b) => a + b, 0);
      return states.map(({ name: state }, k) => ({ session: 1, trial, state, probability: (scores[k] ?? 0) / sum }));
    }),
  );
}

/** A table of trials with a time for each, in seconds: evenly but for a pause. */
export function timed(from: Table): Table {
  const times = valuesOf(from, 'trial').map((trial) => 0.5 * Number(trial) + (Number(trial) > 30 ? 20 : 0));
  return table([...from.columns, { name: 'time', type: 'number', values: times, unit: 's' }]);
}

/** Choices in session 1. */
export function choices({ numTrials, gaps }: Experiment): Table {
  return tableOf(
    Array.from({ length: numTrials }, (_, t) => t + 1).map((trial) => {
      const observed = gaps.length === 0 || trial % 40 > 4;
      return {
        session: 1,
        trial,
        choice: observed ? (wobble(trial) > 0 ? 'right' : 'left') : null,
        correct: observed ? wobble(trial, trial) > -0.5 : null,
        observed,
      };
    }),
  );
}

/** Accuracy of each state and of all trials, session by session. */
export function accuracies(of: Experiment): Table {
  const names = [...of.states.map((state) => state.name), 'all trials'];
  return tableOf(
    names.flatMap((state, k) =>
      sessionsOf(of).map((session) => {
        const rise = k === 0 ? 0.2 * (1 - Math.exp(-session / 8)) : 0;
        const value = 0.55 + 0.05 * (k % 4) + rise + 0.04 * wobble(session, k);
        return { session, state, accuracy: gapped(of, session, of.scale > 1 ? 0.5 + (value - 0.6) * 1.6 : value) };
      }),
    ),
  );
}

/** Share of trials in each state, session by session. */
export function occupancies(of: Experiment): Table {
  return tableOf(
    sessionsOf(of).flatMap((session) => {
      const scores = of.states.map((_, k) => 1.4 + wobble(session, k + 1));
      const sum = scores.reduce((a, b) => a + b, 0);
      return of.states.map(({ name: state }, k) => ({
        session,
        state,
        occupancy: gapped(of, session, (scores[k] ?? 0) / sum),
      }));
    }),
  );
}

/** Shares of dwell times of each state, the last bin open; with `truth` also the geometric distribution. */
export function dwellTimes({ states, scale, truth }: Experiment): Table {
  const width = 5 * scale;
  return tableOf(
    states.flatMap(({ name: state }, k) => {
      const stay = 1 - 0.06 / (k + 1) / scale;
      return Array.from({ length: 13 }, (_, b) => {
        const [from, to] = [b * width + 1, (b + 1) * width];
        const geometric = stay ** (from - 1) - (b < 12 ? stay ** to : 0);
        const simulated = geometric * (1 + 0.3 * wobble(b, k));
        return {
          state,
          from,
          to: b < 12 ? to : null,
          empirical: geometric * (1 + 0.6 * wobble(k, b)),
          simulated,
          simulatedLower: 0.7 * simulated,
          simulatedUpper: 1.3 * simulated,
          ...(truth ? { geometric } : {}),
          numRuns: 80 + k,
        };
      });
    }),
  );
}

/** Choices against a contrast in each state and in all trials. */
export function psychometrics({ states, scale }: Experiment, choices: readonly number[] = [1]): Table {
  const contrasts = [-1, -0.25, -0.125, -0.0625, 0, 0.0625, 0.125, 0.25, 1].map((contrast) => contrast * scale);
  const curves = [...states.map(({ name }) => name), 'all trials'];
  return tableOf(
    curves.flatMap((state, k) =>
      contrasts.flatMap((value, b) =>
        choices.map((choice) => {
          const eta = ((4 * value) / scale / (k + 1) + wobble(k)) * (choice === 1 ? 1 : -1);
          const predicted = 1 / (1 + Math.exp(-eta));
          const chosen = Math.min(0.99, Math.max(0.01, predicted + 0.04 * wobble(b, k)));
          const numTrials = 40 + 30 * Math.abs(wobble(b)) + (state === 'all trials' ? 200 : 0);
          const error = Math.sqrt((chosen * (1 - chosen)) / numTrials);
          return {
            state,
            value,
            choice: String(choice),
            chosen,
            lower: chosen - error,
            upper: chosen + error,
            predicted,
            numTrials,
          };
        }),
      ),
    ),
  );
}

/** Log posterior of each restart at each evaluation. */
export function objectives({ numRestarts = 10, best = -6399.26, spread = 12 } = {}): Table {
  return tableOf(
    Array.from({ length: numRestarts }, (_, i) => i + 1).flatMap((restart) => {
      const end = best - (restart % 3 === 0 ? spread * Math.abs(wobble(restart)) : 0);
      return Array.from({ length: 14 + ((restart * 5) % 17) }, (_, evaluation) => ({
        restart,
        evaluation: evaluation + 1,
        logPosterior: end - 520 * Math.exp(-evaluation / (1.6 + 0.2 * (restart % 5))),
      }));
    }),
  );
}

/** Every chart of an experiment. */
export function chartsOf(of: Experiment): Record<string, Chart> {
  const { states } = of;
  return {
    sessionWeights: weightsChart(sessionWeights(of), { states, title: 'GLM weights over sessions' }),
    staticWeights: weightsChart(staticWeights(of), { states }),
    ...(states.length > 1 && { transitionWeights: transitionWeightsChart(transitionWeights(of), { states }) }),
    transitionMatrix: transitionsChart(transitions(of, 'experiment'), { states }),
    stayProbabilities: transitionsChart(transitions(of, 'session'), { states }),
    allTransitions: transitionsChart(transitions(of, 'session'), { states, pairs: 'all' }),
    posterior: posteriorChart(posteriors(of), { states, trials: choices(of) }),
    session: sessionChart(posteriors(of), { states, trials: choices(of), traces: traces(of) }),
    accuracy: accuracyChart(accuracies(of), { states }),
    occupancy: occupancyChart(occupancies(of), { states }),
    dwellTimes: dwellTimesChart(dwellTimes(of), { states }),
    switches: switchesChart(switches(of)),
    weightsOfSubjects: subjectsChart(weightsOfSubjects(of), {
      column: 'weight',
      axis: 'Weight (log-odds per unit)',
      title: 'GLM weights of the subjects',
      states,
      panels: ['feature'],
      rule: 0,
    }),
    accuracyOfSubjects: subjectsChart(accuracyOfSubjects(of), {
      column: 'accuracy',
      axis: 'Correct choices',
      title: 'Accuracy by state',
      states,
      format: '.0%',
      rule: 0.5,
    }),
    boxesOfSubjects: subjectsChart(accuracyOfSubjects(of), {
      column: 'accuracy',
      axis: 'Correct choices',
      title: 'Accuracy by state',
      states,
      format: '.0%',
      rule: 0.5,
      as: 'box',
    }),
    lapses: lapsesChart(lapses(of), { states }),
    models: modelsChart(models(of)),
    likelihoodRatios: likelihoodRatiosChart(ratios(of)),
    changeTriggered: changeTriggeredChart(triggered(of), { states, state: states[0]!.name }),
    trajectories: trajectoriesChart(trajectories(of), { states }),
    psychometric: psychometricChart(psychometrics(of), { states, feature: 'Signed contrast', scale: 'symlog' }),
  };
}

/** Every chart under a name of its own. */
export const charts: Readonly<Record<string, Chart>> = {
  ...Object.fromEntries(
    Object.entries(experiments).flatMap(([experiment, of]) =>
      Object.entries(chartsOf(of)).map(([name, chart]) => [`${experiment}.${name}`, chart]),
    ),
  ),
  'usual.posteriorAlone': posteriorChart(posteriors(usual), { states: usual.states }),
  'usual.posteriorLines': posteriorChart(posteriors(usual), {
    states: usual.states,
    trials: choices(usual),
    as: 'lines',
  }),
  'runningAway.sessionWeights': weightsChart(runningAway(sessionWeights(usual)), { states: usual.states }),
  'runningAway.staticWeights': weightsChart(runningAway(staticWeights(usual)), { states: usual.states }),
  ...Object.fromEntries(
    ['usual', 'longNames', 'sixStates'].flatMap((name) => {
      const of = experiments[name]!;
      const { states } = of;
      return [
        [`${name}.classStaticWeights`, weightsChart(ofClasses(staticWeights(of), ['left', 'right']), { states })],
        [`${name}.classSessionWeights`, weightsChart(ofClasses(sessionWeights(of), ['left', 'right']), { states })],
      ];
    }),
  ),
  'threeClasses.sessionWeights': weightsChart(ofClasses(sessionWeights(usual), ['left', 'right', 'no choice']), {
    states: usual.states,
  }),
  'threeClasses.staticWeights': weightsChart(ofClasses(staticWeights(usual), ['left', 'right', 'no choice'])),
  'oneClass.staticWeights': weightsChart(ofClasses(staticWeights(usual), ['right'])),
  'usual.posteriorByTime': posteriorChart(timed(posteriors(usual)), {
    states: usual.states,
    trials: timed(choices(usual)),
  }),
  'oneTrial.posteriorByTime': posteriorChart(timed(posteriors({ ...usual, numTrials: 1 }))),
  'oneTrial.posterior': posteriorChart(posteriors({ ...usual, numTrials: 1 }), {
    trials: choices({ ...usual, numTrials: 1 }),
  }),
  'usual.sessionByTime': sessionChart(timed(posteriors(usual)), {
    states: usual.states,
    trials: timed(choices(usual)),
    traces: timed(traces(usual)),
  }),
  'usual.sessionAlone': sessionChart(posteriors(usual)),
  'walking.models': modelsChart(
    table(
      models(usual).columns.map((one) => (['aic', 'bic'].includes(one.name) ? { ...one, values: [null, null] } : one)),
    ),
  ),
  'withoutBits.models': modelsChart(table(models(usual).columns.filter(({ name }) => name !== 'bitsPerTrial'))),
  'usual.choices': psychometricChart(psychometrics(usual, [0, 1]), { states: usual.states }),
  'usual.wide': psychometricChart(psychometrics(usual), { width: 'full' }),
  'usual.objective': objectiveChart(objectives()),
  'oneRestart.objective': objectiveChart(objectives({ numRestarts: 1 })),
  'extreme.objective': objectiveChart(objectives({ best: -163410.3071, spread: 900 }), { width: 'full' }),
  'usual.twoUp': hconcat(
    accuracyChart(accuracies(usual), { states: usual.states }),
    occupancyChart(occupancies(usual), { states: usual.states }),
  ),
  'usual.stack': vconcat(
    transitionsChart(transitions(usual, 'session'), { states: usual.states }),
    accuracyChart(accuracies(usual), { states: usual.states, width: 'full' }),
    hconcat(
      transitionsChart(transitions(usual, 'experiment'), { states: usual.states }),
      weightsChart(staticWeights(usual), { states: usual.states }),
    ),
  ),
  ...hierarchicalCharts,
};
