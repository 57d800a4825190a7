import { shuffled } from '../../numerics/shuffled.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { bounded, real } from '../hierarchical/scales.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { equalBlocks, type TaskLength } from './blocks.ts';

/** An observer of signals in noise: what `signalDetection` returns. */
export interface SignalDetectionSpec {
  readonly kind: 'signalDetection';
  readonly maxSensitivity: number;
}

/**
 * Signal detection of equal variance, as in telling old items from new ones. Evidence is normal with variance 1 and mean
 * +sensitivity / 2 for a signal (old), -sensitivity / 2 otherwise (new); the answer is "signal" above `criterion`, which is 0 for an
 * unbiased observer: P(choice = 1) = Φ(±sensitivity / 2 − criterion). `sensitivity` is d′.
 *
 * Columns: `signal` (0 new, 1 old) and `choice` (0 "new", 1 "old").
 *
 * @param options.maxSensitivity upper bound of `sensitivity`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Green & Swets 1966, Signal Detection Theory and Psychophysics
 * @example hierarchical(signalDetection())
 */
export function signalDetection(options: Partial<Omit<SignalDetectionSpec, 'kind'>> = {}): SignalDetectionSpec {
  const { maxSensitivity = 20 } = options;
  requireKnownOptions(['maxSensitivity'], options, 'signalDetection');
  requireAboveZero('maxSensitivity', maxSensitivity);
  return { kind: 'signalDetection', maxSensitivity };
}

/** The model of a spec. */
export function signalDetectionModel({ maxSensitivity }: SignalDetectionSpec): BehaviorModel {
  return {
    name: 'signal detection',
    parameters: { sensitivity: bounded(0, maxSensitivity), criterion: real() },
    columns: { signal: { role: 'given', numClasses: 2 }, choice: { role: 'response', numClasses: 2 } },
    logLikelihood({ sensitivity, criterion }, { numTrials, columns: { signal, choice } }, math, note) {
      // [2 · signal + choice]
      const logP = [0, 1, 2, 3].map((cell) => {
        const beyond = math.subtract(math.multiply(cell < 2 ? -0.5 : 0.5, sensitivity), criterion);
        return math.logNormalCdf(math.multiply(cell % 2 === 1 ? 1 : -1, beyond));
      });
      let total = math.constant(0);
      for (let t = 0; t < numTrials; t++) {
        if (Number.isNaN(choice[t])) continue;
        const ofTrial = logP[2 * signal[t] + choice[t]];
        total = math.add(total, ofTrial);
        note?.('logLikelihood', t, ofTrial);
      }
      return total;
    },
    design(task: TaskLength, random) {
      requireKnownOptions(['numBlocks', 'numTrials'], task, 'the task of signalDetection()');
      const { numBlocks = 1, numTrials = 200 } = task;
      const blocks = equalBlocks(numBlocks, numTrials);
      const first = random.uniform() < 0.5 ? 0 : 1;
      const halves = Array.from({ length: blocks.numTrials }, (_, t) => (t + first) % 2);
      return { ...blocks, columns: { signal: Float64Array.from(shuffled(halves, random)) } };
    },
    simulate({ sensitivity, criterion }, { columns: { signal } }, random) {
      return { choice: signal.map((is) => ((is - 0.5) * sensitivity + random.normal() > criterion ? 1 : 0)) };
    },
  };
}
