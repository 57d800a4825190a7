import type { Table } from '../../src/data/table.ts';
import { type Experiment, gapped, sessionsOf, tableOf, wobble } from './experiments.ts';

/** Number of switches of each session. */
export function switches(of: Experiment): Table {
  return tableOf(
    sessionsOf(of).map((session) => ({
      session,
      trials: of.numTrials,
      switches: gapped(of, session, Math.round(of.scale * (7 + 6 * wobble(session)))),
    })),
  );
}

/** A mean probability, one standard error around it, and the number of cases; one case has no error. */
function around(mean: number, cases: number) {
  const error = cases > 1 ? 0.3 / Math.sqrt(cases) : null;
  return {
    probability: cases > 0 ? mean : null,
    lower: cases > 0 && error !== null ? mean - error : null,
    upper: cases > 0 && error !== null ? mean + error : null,
  };
}

/** Probabilities of states around switches into and out of the first; with gaps there is none out of it. */
export function triggered({ states, gaps }: Experiment, window = 15): Table {
  const others = Math.max(1, states.length - 1);
  return tableOf(
    ['into', 'out of'].flatMap((direction, d) =>
      Array.from({ length: 2 * window }, (_, i) => i - window + 0.5).flatMap((trial) => {
        const own = 0.1 + 0.8 / (1 + Math.exp((d === 0 ? -1 : 1) * 0.8 * trial));
        const numSwitches = d === 1 && gaps.length > 0 ? 0 : Math.floor(41 - Math.abs(trial));
        return states.map(({ name: state }, k) => ({
          direction,
          trial,
          state,
          ...around(k === 0 ? own : ((1 - own) / others) * (1 + (others > 1 ? 0.3 * wobble(k) : 0)), numSwitches),
          numSwitches,
        }));
      }),
    ),
  );
}

/** Probabilities of states by trial in the session: half of the sessions end before the longest does. */
export function trajectories({ states, numSessions, numTrials }: Experiment): Table {
  return tableOf(
    Array.from({ length: numTrials }, (_, t) => t + 1).flatMap((trial) => {
      const scores = states.map((_, k) => Math.exp(Math.sin(trial / (60 + 20 * k) + 2 * k) + 0.03 * wobble(trial, k)));
      const sum = scores.reduce((a, b) => a + b, 0);
      const there = Math.ceil(numSessions * Math.min(1, 1.4 - trial / numTrials));
      return states.map(({ name: state }, k) => ({
        trial,
        state,
        ...around((scores[k] ?? 0) / sum, there),
        numSessions: there,
      }));
    }),
  );
}

/** Values of the features in session 1. */
export function traces({ features, numTrials, gaps, scale }: Experiment): Table {
  return tableOf(
    features.slice(0, 3).flatMap((feature, d) =>
      Array.from({ length: numTrials }, (_, t) => t + 1).map((trial) => ({
        session: 1,
        trial,
        feature,
        value: gaps.length > 0 && trial % 40 < 4 ? null : scale * Math.sign(wobble(trial, d)) * (d + 1) * 0.25,
      })),
    ),
  );
}
