/** A source of random numbers; the same seed gives the same draws on every machine. */
export interface Random {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Gamma with the given shape (above 0) and scale 1. */
  gamma(shape: number): number;
  /** Dirichlet with the given concentrations: probabilities that sum to 1. */
  dirichlet(concentrations: readonly number[]): number[];
  /** Index drawn with the given probabilities, which start at `offset` in the list and are `length` long. */
  categorical(probabilities: ArrayLike<number>, offset?: number, length?: number): number;
}

/**
 * A seeded source: xoshiro128**, its state filled by splitmix32.
 *
 * @param seed any whole number; only its lower 53 bits count
 * @see Blackman & Vigna 2021, ACM TOMS 47:36
 */
export function random(seed: number): Random {
  const fill = splitmix32(mix(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0));
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  const uniform = (): number => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  let spare: number | null = null;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    // Marsaglia's polar method
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const r = x * x + y * y;
      if (r > 0 && r < 1) {
        const scale = Math.sqrt((-2 * Math.log(r)) / r);
        spare = y * scale;
        return x * scale;
      }
    }
  };
  // Marsaglia & Tsang 2000, ACM TOMS 26:363
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return {
    uniform,
    normal,
    gamma,
    dirichlet(concentrations) {
      const draws = concentrations.map(gamma);
      const sum = draws.reduce((total, one) => total + one, 0);
      return draws.map((one) => one / sum);
    },
    categorical(probabilities, offset = 0, length = probabilities.length - offset) {
      let left = uniform();
      for (let i = 0; i < length - 1; i++) {
        left -= probabilities[offset + i];
        if (left < 0) return i;
      }
      return length - 1;
    },
  };
}

/** The seed of job `index` of a study with seed `seed`: jobs draw the same numbers whatever runs beside them. */
export function splitSeed(seed: number, index: number): number {
  return mix(mix(seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0), index + 1);
}

function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return scramble(state);
  };
}

function mix(a: number, b: number): number {
  return scramble(scramble((a + 0x9e3779b9) | 0) ^ b);
}

function scramble(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}
