import { quote, SpecError } from '../errors.ts';
import { requireFinite } from './checks.ts';

/**
 * Concentrations of Dirichlet distributions, as other programs take them, in pseudo-counts: each number minus 1.
 *
 * @param concentrations one number, [state], or [state][nextState]; at least 1
 * @returns pseudo-counts in the same shape
 * @throws {SpecError} when a concentration is below 1 or not finite: such a prior, called sparse, leaves no fit the most probable
 * @example dirichlet({ stay: pseudoCounts(11.1), leave: pseudoCounts(1.1) })
 * @example dirichlet({ counts: pseudoCounts([2, 1, 1]) })
 */
export function pseudoCounts(concentrations: number): number;
export function pseudoCounts(concentrations: readonly number[]): number[];
export function pseudoCounts(concentrations: readonly (readonly number[])[]): number[][];
export function pseudoCounts(concentrations: Concentrations): number | number[] | number[][] {
  return lessOne('concentrations', concentrations) as number | number[] | number[][];
}

/** Refuses what is not a finite number of at least 0, and says why a prior cannot be sparse. @throws {SpecError} */
export function requirePseudoCount(option: string, value: unknown): void {
  requireProper(option, value, 0, 'a pseudo-count below 0 (a concentration below 1)');
}

type Concentrations = number | readonly Concentrations[];

function lessOne(option: string, concentrations: Concentrations): unknown {
  if (Array.isArray(concentrations)) return concentrations.map((one, i) => lessOne(`${option}[${i}]`, one));
  requireProper(option, concentrations, 1, 'a concentration below 1 (a pseudo-count below 0)');
  return (concentrations as number) - 1;
}

function requireProper(option: string, value: unknown, least: number, below: string): void {
  if (typeof value === 'number' && Number.isFinite(value) && value < least)
    throw new SpecError(
      option,
      value,
      `${option} is ${quote(value)}, ${below}: the log posterior would grow without bound as that probability goes to 0, so that no fit is the most probable. Take ${least}, which is no prior, or more.`,
    );
  requireFinite(option, value, { atLeast: least });
}
