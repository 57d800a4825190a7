import { Matrix, solve } from 'ml-matrix';

/** Places and where a fixed-point map sends them, the latest last. */
export interface MapHistory {
  readonly places: Float64Array[];
  readonly images: Float64Array[];
}

/** How many earlier places a step looks back to. */
const depth = 5;

/** Remembers a place and its image, and forgets the oldest beyond the depth. */
export function rememberImage({ places, images }: MapHistory, place: Float64Array, image: Float64Array): void {
  places.push(place);
  images.push(image);
  if (places.length > depth + 1) {
    places.shift();
    images.shift();
  }
}

/**
 * The next place on the way to a fixed point: the combination of remembered images whose residuals cancel best.
 *
 * @returns `null` while there is nothing to combine
 * @see Walker & Ni 2011, SIAM J Numer Anal 49:1715 (Anderson acceleration)
 */
export function andersonStep({ places, images }: MapHistory): Float64Array | null {
  const last = places.length - 1;
  if (last < 1) return null;
  const residuals = images.map((image, i) => image.map((value, p) => value - places[i][p]));
  const size = places[0].length;
  const columns = Math.min(last, size);
  const differences = Matrix.zeros(size, columns);
  for (let c = 0; c < columns; c++)
    for (let p = 0; p < size; p++) differences.set(p, c, residuals[last - c][p] - residuals[last - c - 1][p]);
  const weights = solve(differences, Matrix.columnVector(residuals[last]), true);
  return images[last].map((value, p) => {
    let sum = value;
    for (let c = 0; c < columns; c++) sum -= weights.get(c, 0) * (images[last - c][p] - images[last - c - 1][p]);
    return sum;
  });
}
