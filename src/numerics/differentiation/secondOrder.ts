import { exponential } from '../exponential.ts';
import { logNormalCdf, logNormalCdfSlope } from '../normalDistribution.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Derivatives } from './derivatives.ts';
import { logistic } from './plainArithmetic.ts';

/** Numbers a dual in two variables, as most learners have: for them loops are written out, a fifth faster. */
const strideOfTwo = 6;

/** A number with its first and second derivatives, which stand in the memory of the arithmetic that made it. */
class Dual {
  readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }
}

export type { Dual };

/**
 * Numbers that carry exact first and second derivatives by `numVariables` variables (forward mode: truncated second-order
 * Taylor arithmetic). All numbers made since the last `reset` share one memory, which is used again: nothing is allocated
 * once it has grown to what a computation needs.
 *
 * @see Griewank & Walther 2008, Evaluating Derivatives, chapter 13
 */
export class SecondOrder implements Arithmetic<Dual> {
  readonly #numVariables: number;
  /** Numbers a dual: value, gradient, lower triangle of the Hessian by rows. */
  readonly #stride: number;
  readonly #pool: Dual[] = [];
  #used = 0;
  #memory: Float64Array;

  constructor(numVariables: number) {
    this.#numVariables = numVariables;
    this.#stride = 1 + numVariables + (numVariables * (numVariables + 1)) / 2;
    this.#memory = new Float64Array(64 * this.#stride);
  }

  /** Forgets all numbers made so far. */
  reset(): void {
    this.#used = 0;
  }

  /** The variable of an index, or a function of it alone: at a value, with its derivatives by the variable. */
  variable(index: number, value: number, first = 1, second = 0): Dual {
    const dual = this.constant(value);
    const at = dual.offset + 1;
    this.#memory[at + index] = first;
    this.#memory[at + this.#numVariables + (index * (index + 1)) / 2 + index] = second;
    return dual;
  }

  /** Writes out a number with its derivatives. */
  read(dual: Dual | number, out: Derivatives): void {
    const n = this.#numVariables;
    const memory = this.#memory;
    const at = (typeof dual === 'number' ? this.constant(dual) : dual).offset;
    out.value = memory[at];
    for (let i = 0, packed = at + 1 + n; i < n; i++) {
      out.gradient[i] = memory[at + 1 + i];
      for (let j = 0; j <= i; j++, packed++) {
        out.hessian[i * n + j] = memory[packed];
        out.hessian[j * n + i] = memory[packed];
      }
    }
  }

  readonly constant = (value: number): Dual => {
    const out = this.#next();
    const memory = this.#memory;
    const stride = this.#stride;
    const z = out.offset;
    memory[z] = value;
    for (let i = 1; i < stride; i++) memory[z + i] = 0;
    return out;
  };

  readonly valueOf = (a: Dual | number): number => {
    return typeof a === 'number' ? a : this.#memory[a.offset];
  };

  readonly add = (a: Dual | number, b: Dual | number): Dual => {
    if (typeof a === 'number') return typeof b === 'number' ? this.constant(a + b) : this.#affine(b, 1, a);
    return typeof b === 'number' ? this.#affine(a, 1, b) : this.#sum(a, b, 1);
  };

  readonly subtract = (a: Dual | number, b: Dual | number): Dual => {
    if (typeof a === 'number') return typeof b === 'number' ? this.constant(a - b) : this.#affine(b, -1, a);
    return typeof b === 'number' ? this.#affine(a, 1, -b) : this.#sum(a, b, -1);
  };

  readonly multiply = (a: Dual | number, b: Dual | number): Dual => {
    if (typeof a === 'number') return typeof b === 'number' ? this.constant(a * b) : this.#affine(b, a, 0);
    if (typeof b === 'number') return this.#affine(a, b, 0);
    const out = this.#next();
    const memory = this.#memory;
    const n = this.#numVariables;
    const x = a.offset;
    const y = b.offset;
    const z = out.offset;
    const va = memory[x];
    const vb = memory[y];
    memory[z] = va * vb;
    if (n === 2) {
      const a0 = memory[x + 1];
      const a1 = memory[x + 2];
      const b0 = memory[y + 1];
      const b1 = memory[y + 2];
      memory[z + 1] = va * b0 + vb * a0;
      memory[z + 2] = va * b1 + vb * a1;
      memory[z + 3] = va * memory[y + 3] + vb * memory[x + 3] + 2 * a0 * b0;
      memory[z + 4] = va * memory[y + 4] + vb * memory[x + 4] + a1 * b0 + a0 * b1;
      memory[z + 5] = va * memory[y + 5] + vb * memory[x + 5] + 2 * a1 * b1;
      return out;
    }
    let packed = n + 1;
    for (let i = 1; i <= n; i++) {
      const ga = memory[x + i];
      const gb = memory[y + i];
      memory[z + i] = va * gb + vb * ga;
      for (let j = 1; j <= i; j++, packed++)
        memory[z + packed] =
          va * memory[y + packed] + vb * memory[x + packed] + ga * memory[y + j] + gb * memory[x + j];
    }
    return out;
  };

  readonly divide = (a: Dual | number, b: Dual | number): Dual => {
    if (typeof b === 'number') return typeof a === 'number' ? this.constant(a / b) : this.#affine(a, 1 / b, 0);
    const v = 1 / this.#memory[b.offset];
    return this.multiply(a, this.#chain(b, v, -v * v, 2 * v * v * v));
  };

  readonly power = (a: Dual | number, b: Dual | number): Dual => {
    if (typeof b !== 'number') return this.exp(this.multiply(b, this.log(a)));
    if (typeof a === 'number') return this.constant(a ** b);
    const v = this.#memory[a.offset];
    const first = b === 0 ? 0 : b * v ** (b - 1);
    const second = b === 0 || b === 1 ? 0 : b * (b - 1) * v ** (b - 2);
    return this.#chain(a, v ** b, first, second);
  };

  readonly exp = (a: Dual | number): Dual => {
    const v = Math.exp(this.valueOf(a));
    return this.#chain(a, v, v, v);
  };

  readonly log = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    return this.#chain(a, Math.log(v), 1 / v, -1 / (v * v));
  };

  readonly sqrt = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    const root = Math.sqrt(v);
    return this.#chain(a, root, 0.5 / root, -0.25 / (v * root));
  };

  readonly sin = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    const sine = Math.sin(v);
    return this.#chain(a, sine, Math.cos(v), -sine);
  };

  readonly logistic = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    const p = logistic(v);
    const q = logistic(-v);
    return this.#chain(a, p, p * q, p * q * (q - p));
  };

  readonly logLogistic = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    const odds = Math.abs(v) < 700 ? exponential(-Math.abs(v)) : 0;
    const q = (v < 0 ? 1 : odds) / (1 + odds);
    // log(1 + odds), by two terms of its series where 1 + odds would lose digits
    const tail = odds > 1e-5 ? Math.log(1 + odds) : odds - 0.5 * odds * odds;
    return this.#chain(a, Math.min(v, 0) - tail, q, -q * (1 - q));
  };

  readonly logNormalCdf = (a: Dual | number): Dual => {
    const v = this.valueOf(a);
    const slope = logNormalCdfSlope(v);
    return this.#chain(a, logNormalCdf(v), slope, -slope * (v + slope));
  };

  readonly logSumExp = (values: readonly (Dual | number)[]): Dual => {
    let most = -Infinity;
    for (const a of values) most = Math.max(most, this.valueOf(a));
    if (most === -Infinity) return this.constant(most);
    let sum: Dual | number = 0;
    for (const a of values) sum = this.add(sum, this.exp(this.subtract(a, most)));
    return this.add(this.log(sum), most);
  };

  #next(): Dual {
    const index = this.#used++;
    let dual = this.#pool[index];
    if (dual === undefined) {
      dual = new Dual(index * this.#stride);
      this.#pool.push(dual);
      if (dual.offset + this.#stride > this.#memory.length) {
        const grown = new Float64Array(2 * this.#memory.length);
        grown.set(this.#memory);
        this.#memory = grown;
      }
    }
    return dual;
  }

  /** a + sign · b */
  #sum(a: Dual, b: Dual, sign: number): Dual {
    const out = this.#next();
    const memory = this.#memory;
    const stride = this.#stride;
    const x = a.offset;
    const y = b.offset;
    const z = out.offset;
    memory[z] = memory[x] + sign * memory[y];
    if (stride === strideOfTwo) {
      memory[z + 1] = memory[x + 1] + sign * memory[y + 1];
      memory[z + 2] = memory[x + 2] + sign * memory[y + 2];
      memory[z + 3] = memory[x + 3] + sign * memory[y + 3];
      memory[z + 4] = memory[x + 4] + sign * memory[y + 4];
      memory[z + 5] = memory[x + 5] + sign * memory[y + 5];
    } else for (let i = 1; i < stride; i++) memory[z + i] = memory[x + i] + sign * memory[y + i];
    return out;
  }

  /** scale · a + shift */
  #affine(a: Dual, scale: number, shift: number): Dual {
    const out = this.#next();
    const memory = this.#memory;
    const stride = this.#stride;
    const x = a.offset;
    const z = out.offset;
    memory[z] = scale * memory[x] + shift;
    if (stride === strideOfTwo) {
      memory[z + 1] = scale * memory[x + 1];
      memory[z + 2] = scale * memory[x + 2];
      memory[z + 3] = scale * memory[x + 3];
      memory[z + 4] = scale * memory[x + 4];
      memory[z + 5] = scale * memory[x + 5];
    } else for (let i = 1; i < stride; i++) memory[z + i] = scale * memory[x + i];
    return out;
  }

  /** A function of a, from its value and derivatives there. */
  #chain(a: Dual | number, value: number, first: number, second: number): Dual {
    if (typeof a === 'number') return this.constant(value);
    const out = this.#next();
    const memory = this.#memory;
    const n = this.#numVariables;
    const x = a.offset;
    const z = out.offset;
    memory[z] = value;
    if (n === 2) {
      const a0 = memory[x + 1];
      const a1 = memory[x + 2];
      memory[z + 1] = first * a0;
      memory[z + 2] = first * a1;
      memory[z + 3] = first * memory[x + 3] + second * a0 * a0;
      memory[z + 4] = first * memory[x + 4] + second * a0 * a1;
      memory[z + 5] = first * memory[x + 5] + second * a1 * a1;
      return out;
    }
    let packed = n + 1;
    for (let i = 1; i <= n; i++) {
      const g = memory[x + i];
      memory[z + i] = first * g;
      const bend = second * g;
      for (let j = 1; j <= i; j++, packed++) memory[z + packed] = first * memory[x + packed] + bend * memory[x + j];
    }
    return out;
  }
}
