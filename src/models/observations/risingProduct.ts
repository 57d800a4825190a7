import { logMinusDigamma, stirlingError } from '../../numerics/gammaFunction.ts';

/** A rising product and its slope. */
export interface RisingProduct {
  /** log of (1 + φ)(1 + 2φ)…(1 + (y - 1)φ), which is Γ(y + 1/φ) / Γ(1/φ) · φ^y. */
  log: number;
  /** Its derivative by log φ. */
  slope: number;
}

const numTerms = 10;

/**
 * Fills the rising product of a count y and φ > 0, also where φ is so small that the gamma functions would cancel: its first
 * terms one by one, the others by Stirling's series.
 */
export function fillRisingProduct(y: number, phi: number, out: RisingProduct): void {
  let log = 0;
  let slope = 0;
  for (let i = 1; i < Math.min(y, numTerms); i++) {
    const excess = phi * i;
    log += Math.log1p(excess);
    slope += excess / (1 + excess);
  }
  if (y > numTerms) {
    const size = 1 / phi;
    const [from, to] = [size + numTerms, size + y];
    log +=
      (to - 0.5) * Math.log1p(phi * y) -
      (from - 0.5) * Math.log1p(phi * numTerms) -
      (y - numTerms) +
      (stirlingError(to) - stirlingError(from));
    slope += y - numTerms - size * (Math.log1p((y - numTerms) / from) + logMinusDigamma(from) - logMinusDigamma(to));
  }
  out.log = log;
  out.slope = slope;
}
