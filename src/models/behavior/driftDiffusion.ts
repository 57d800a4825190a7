import { quote, SpecError } from '../../errors.ts';
import { drawFirstPassage } from '../../numerics/drawFirstPassage.ts';
import { logLowerPassageDensity, logUpperPassageDensity } from '../../numerics/firstPassageDensity.ts';
import type { Random } from '../../numerics/random.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { bounded, real, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { equalBlocks, type TaskLength } from './blocks.ts';

/** A subject that gathers evidence up to a boundary: what `driftDiffusion` returns. */
export interface DriftDiffusionSpec {
  readonly kind: 'driftDiffusion';
  readonly task: 'values' | 'lottery';
  readonly upper: string;
  readonly lower: string;
  readonly maxBoundary: number;
  readonly maxNonDecisionTime: number;
}

/**
 * A drift-diffusion model of choices and response times. Evidence of unit noise drifts at driftScale · (upper value − lower value) a second,
 * from `startPoint` · `boundary` to 0 (choice 0) or `boundary` (choice 1), whichever comes first; the response follows `nonDecisionTime`
 * seconds after the start of the trial plus the time that this takes.
 *
 * A response time at or below `nonDecisionTime` is impossible: the likelihood is 0 then, without a slope that leads back, so a search must
 * start below the subject's shortest response time. At x = 0 `nonDecisionTime` is a tenth of its upper bound.
 *
 * Columns: a value column for each boundary, `choice` (0 lower, 1 upper) and `responseTime` (seconds). Latents: `drift`.
 *
 * @param options.task               'values' (default): two values, the higher at the upper boundary; 'lottery': a gamble at the upper
 *                                   boundary or a safe amount. It sets the names of the value columns and what simulated trials are like.
 * @param options.upper              column of the upper boundary's value; valueHigh by default, or expectedValueRisky for 'lottery'
 * @param options.lower              column of the lower boundary's value; valueLow by default, or safe for 'lottery'
 * @param options.maxBoundary        upper bound of `boundary`; 4 by default
 * @param options.maxNonDecisionTime upper bound of `nonDecisionTime`, seconds; 0.5 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Ratcliff & McKoon 2008, Neural Comput 20:873; Navarro & Fuss 2009, J Math Psychol 53:222
 * @example hierarchical(driftDiffusion({ task: 'lottery' }))
 */
export function driftDiffusion(options: Partial<Omit<DriftDiffusionSpec, 'kind'>> = {}): DriftDiffusionSpec {
  requireKnownOptions(['task', 'upper', 'lower', 'maxBoundary', 'maxNonDecisionTime'], options, 'driftDiffusion');
  const { task = 'values' } = options;
  if (task !== 'values' && task !== 'lottery')
    throw new SpecError('task', task, `task of driftDiffusion() must be 'values' or 'lottery', but is ${quote(task)}.`);
  const names = task === 'values' ? ['valueHigh', 'valueLow'] : ['expectedValueRisky', 'safe'];
  const { upper = names[0], lower = names[1], maxBoundary = 4, maxNonDecisionTime = 0.5 } = options;
  requireColumnName('upper', upper, ['choice', 'responseTime']);
  requireColumnName('lower', lower, ['choice', 'responseTime', upper]);
  requireAboveZero('maxBoundary', maxBoundary);
  requireAboveZero('maxNonDecisionTime', maxNonDecisionTime);
  return { kind: 'driftDiffusion', task, upper, lower, maxBoundary, maxNonDecisionTime };
}

/** The model of a spec. */
export function driftDiffusionModel(spec: DriftDiffusionSpec): BehaviorModel {
  const { task: kindOfTask, upper, lower, maxBoundary, maxNonDecisionTime } = spec;
  return {
    name: 'drift diffusion',
    parameters: {
      driftScale: real(),
      boundary: bounded(0, maxBoundary),
      nonDecisionTime: bounded(0, maxNonDecisionTime, { middle: maxNonDecisionTime / (1 + Math.exp(2.2)) }),
      startPoint: unit(),
    },
    columns: {
      [upper]: { role: 'given' },
      [lower]: { role: 'given' },
      choice: { role: 'response', numClasses: 2 },
      responseTime: { role: 'response', above: 0 },
    },
    logLikelihood({ driftScale, boundary, nonDecisionTime, startPoint: start }, { numTrials, columns }, math, note) {
      const { choice, responseTime } = columns;
      let total = math.constant(0);
      for (let t = 0; t < numTrials; t++) {
        const drift = math.multiply(driftScale, columns[upper][t] - columns[lower][t]);
        note?.('drift', t, drift);
        if (Number.isNaN(choice[t]) || Number.isNaN(responseTime[t])) continue;
        const time = math.subtract(responseTime[t], nonDecisionTime);
        const logDensity = choice[t] === 1 ? logUpperPassageDensity : logLowerPassageDensity;
        const ofTrial = logDensity(time, { drift, boundary, start }, math);
        note?.('logLikelihood', t, ofTrial);
        if (math.valueOf(ofTrial) === -Infinity && !note) return -Infinity;
        total = math.add(total, ofTrial);
      }
      return total;
    },
    design(task: TaskLength, random) {
      requireKnownOptions(['numBlocks', 'numTrials'], task, 'the task of driftDiffusion()');
      const { numBlocks = 1, numTrials = 100 } = task;
      const blocks = equalBlocks(numBlocks, numTrials);
      const [ofUpper, ofLower] = [new Float64Array(blocks.numTrials), new Float64Array(blocks.numTrials)];
      for (let t = 0; t < blocks.numTrials; t++)
        [ofUpper[t], ofLower[t]] = kindOfTask === 'values' ? drawValues(random) : drawLottery(random);
      return { ...blocks, columns: { [upper]: ofUpper, [lower]: ofLower } };
    },
    simulate({ driftScale, boundary, nonDecisionTime, startPoint: start }, { numTrials, columns }, random) {
      const [choice, responseTime] = [new Float64Array(numTrials), new Float64Array(numTrials)];
      for (let t = 0; t < numTrials; t++) {
        const drift = driftScale * (columns[upper][t] - columns[lower][t]);
        const passage = drawFirstPassage({ drift, boundary, start }, random);
        choice[t] = passage.upper ? 1 : 0;
        responseTime[t] = nonDecisionTime + passage.time;
      }
      return { choice, responseTime };
    },
  };
}

function requireColumnName(option: string, name: unknown, taken: readonly string[]): void {
  if (typeof name !== 'string' || name === '' || taken.includes(name))
    throw new SpecError(
      option,
      name,
      `${option} of driftDiffusion() must name a column other than ${taken.join(', ')}, but is ${quote(name)}.`,
    );
}

/** The lower value is between 1 and 3, the higher one 0.1 to 1.5 above it. */
function drawValues(random: Random): [upper: number, lower: number] {
  const low = 1 + 2 * random.uniform();
  return [low + 0.1 + 1.4 * random.uniform(), low];
}

/** A payoff between 1 and 4 with probability 0.1 to 0.9; the safe amount is within 1.2 of their product. */
function drawLottery(random: Random): [upper: number, lower: number] {
  const expected = (0.1 + 0.8 * random.uniform()) * (1 + 3 * random.uniform());
  return [expected, expected - 1.2 + 2.4 * random.uniform()];
}
