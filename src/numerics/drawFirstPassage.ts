import { plainArithmetic } from './differentiation/plainArithmetic.ts';
import { type Diffusion, logLowerPassageDensity } from './firstPassageDensity.ts';
import type { Random } from './random.ts';

/** Where and when a diffusion left. */
export interface FirstPassage {
  /** Whether it reached the upper boundary. */
  readonly upper: boolean;
  /** Seconds. */
  readonly time: number;
}

/** Probability that a diffusion reaches its upper boundary before the lower one. */
export function upperPassageProbability({ drift, boundary, start }: Diffusion<never>): number {
  const rate = 2 * Math.abs(drift) * boundary;
  if (drift >= 0) return towards(rate, start);
  return Math.exp(-rate * (1 - start)) * towards(rate, start);
}

/**
 * Draws where and when a diffusion leaves, exactly and without steps in time: first the boundary, by its probability, then the time at
 * which a diffusion without the other boundary would reach it (inverse Gaussian), kept with the probability that it has not reached
 * the other one before. At most two draws are needed on average, whatever drift, boundary and start.
 */
export function drawFirstPassage(diffusion: Diffusion<never>, random: Random): FirstPassage {
  const { drift, boundary, start } = diffusion;
  const upper = random.uniform() < upperPassageProbability(diffusion);
  const distance = upper ? 1 - start : start;
  // given the boundary, the time has the same distribution under the opposite drift
  const speed = Math.abs(drift) * boundary;
  for (;;) {
    const time = drawInverseGaussian(distance, speed, random);
    const withOther = logLowerPassageDensity(time, { drift: 0, boundary: 1, start: distance }, plainArithmetic);
    const withoutOther =
      Math.log(distance) - 0.5 * Math.log(2 * Math.PI) - 1.5 * Math.log(time) - (distance * distance) / (2 * time);
    if (Math.log(1 - random.uniform()) <= withOther - withoutOther) return { upper, time: time * boundary * boundary };
  }
}

/**
 * The time at which a diffusion of the given speed, at least 0, first has come the given distance.
 *
 * @see Michael, Schucany & Haas 1976, Am Stat 30:88; the smaller root is written such that speed 0 (Lévy's distribution) is no exception
 */
function drawInverseGaussian(distance: number, speed: number, random: Random): number {
  const y = random.normal() ** 2;
  const square = distance * distance;
  const time = square / (distance * speed + (y + Math.sqrt(y * (4 * distance * speed + y))) / 2);
  const shorter = random.uniform() * (1 + (time * speed) / distance) < 1;
  return shorter ? time : square / (speed * speed * time);
}

/** Probability that the boundary comes first to which the drift points, `from` the other one being a fraction of the way. */
function towards(rate: number, from: number): number {
  return rate === 0 ? from : Math.expm1(-rate * from) / Math.expm1(-rate);
}
