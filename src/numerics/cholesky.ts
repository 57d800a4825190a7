/**
 * Factors a symmetric matrix in place: its lower triangle becomes L with A = L Lᵀ. For small matrices in hot loops; nothing is
 * allocated. A pivot that rounding has made too small is raised to a tiny positive one, so that a singular matrix still
 * gives a finite (long) step.
 *
 * @param a      row-major [size, size] from `offset` on; only the lower triangle is read and written
 * @returns whether all pivots were clearly positive
 */
export function choleskyFactor(a: Float64Array, offset: number, size: number): boolean {
  let positive = true;
  for (let i = 0; i < size; i++) {
    const ri = offset + i * size;
    const diagonal = a[ri + i];
    for (let j = 0; j <= i; j++) {
      const rj = offset + j * size;
      let sum = a[ri + j];
      for (let q = 0; q < j; q++) sum -= a[ri + q] * a[rj + q];
      if (i !== j) a[ri + j] = sum / a[rj + j];
      else {
        const least = 1e-13 * Math.abs(diagonal) + 1e-200;
        if (!(sum > least)) positive = false;
        a[ri + i] = Math.sqrt(Math.max(sum, least));
      }
    }
  }
  return positive;
}

/** Solves L x = b in place. */
export function solveLower(l: Float64Array, offset: number, size: number, x: Float64Array, at: number): void {
  for (let i = 0; i < size; i++) {
    const row = offset + i * size;
    let sum = x[at + i];
    for (let j = 0; j < i; j++) sum -= l[row + j] * x[at + j];
    x[at + i] = sum / l[row + i];
  }
}

/** Solves Lᵀ x = b in place. */
export function solveUpper(l: Float64Array, offset: number, size: number, x: Float64Array, at: number): void {
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[at + i];
    for (let j = i + 1; j < size; j++) sum -= l[offset + j * size + i] * x[at + j];
    x[at + i] = sum / l[offset + i * size + i];
  }
}

/** Adds L z to x, in place. */
export function addLower(
  l: Float64Array,
  offset: number,
  size: number,
  z: ArrayLike<number>,
  at: number,
  x: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    let sum = x[i];
    for (let j = 0; j <= i; j++) sum += l[offset + i * size + j] * z[at + j];
    x[i] = sum;
  }
}

/** Writes (L Lᵀ)⁻¹, row-major [size, size] from `at` on. */
export function fillInverse(l: Float64Array, size: number, out: Float64Array, at: number): void {
  out.fill(0, at, at + size * size);
  for (let i = 0; i < size; i++) {
    out[at + i * size + i] = 1;
    solveLower(l, 0, size, out, at + i * size);
    solveUpper(l, 0, size, out, at + i * size);
  }
}
