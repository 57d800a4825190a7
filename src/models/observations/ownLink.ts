import { SpecError } from '../../errors.ts';
import { centralSlope, isFarFromDifferences } from '../../numerics/differences.ts';
import type { LinkFunctions } from './links.ts';

const names = ['value', 'inverse', 'first', 'second'] as const;
const probes = [-1.3, -0.4, 0.6, 1.7];

/**
 * Refuses a link of one's own that lacks a function, or whose functions do not belong together where they give numbers.
 *
 * @throws {SpecError}
 */
export function requireOwnLink(family: string, link: Partial<LinkFunctions>): void {
  const refuse = (what: string): never => {
    throw new SpecError(
      'link',
      link,
      `link of ${family}() ${what}; a link of one's own has four functions: value (η of a mean), inverse (mean of an η), first and second (the derivatives of inverse by η).`,
    );
  };
  const missing = names.filter((name) => typeof link[name] !== 'function');
  if (missing.length > 0) refuse(`lacks ${missing.join(', ')}`);
  const { value, inverse, first, second } = link as LinkFunctions;
  for (const eta of probes) {
    const mean = inverse(eta);
    const back = inverse(value(mean));
    if (differs(back, mean)) refuse(`gives inverse(value(${mean})) = ${back}`);
    const slope = centralSlope(inverse, eta);
    if (differs(first(eta), slope)) refuse(`gives first(${eta}) = ${first(eta)}, but inverse has the slope ${slope}`);
    const bend = centralSlope(first, eta);
    if (differs(second(eta), bend)) refuse(`gives second(${eta}) = ${second(eta)}, but first has the slope ${bend}`);
  }
}

/** Whether two numbers are apart by more than differences are wrong; a link need not be defined everywhere. */
function differs(found: number, expected: number): boolean {
  return !Number.isNaN(found - expected) && isFarFromDifferences(found, expected);
}
