/** A function of several variables at a point: its value, gradient and (symmetric, row-major, full) Hessian. */
export interface Derivatives {
  value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Room for the derivatives of a function of `size` variables. */
export function createDerivatives(size: number): Derivatives {
  return { value: 0, gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
}
