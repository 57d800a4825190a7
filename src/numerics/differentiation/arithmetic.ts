/**
 * Arithmetic over a kind of numbers: plain ones, or ones that carry their derivatives along. What is written once in it can be
 * evaluated and differentiated. A plain number may stand wherever a `Value` may.
 */
export interface Arithmetic<Value> {
  /** A plain number as a `Value`, for a variable that starts as one and becomes another. */
  readonly constant: (value: number) => Value;
  readonly add: (a: Value | number, b: Value | number) => Value;
  readonly subtract: (a: Value | number, b: Value | number) => Value;
  readonly multiply: (a: Value | number, b: Value | number) => Value;
  readonly divide: (a: Value | number, b: Value | number) => Value;
  /** a^b for a above 0. */
  readonly power: (a: Value | number, b: Value | number) => Value;
  readonly exp: (a: Value | number) => Value;
  readonly log: (a: Value | number) => Value;
  readonly sqrt: (a: Value | number) => Value;
  readonly sin: (a: Value | number) => Value;
  /** 1 / (1 + exp(-a)) */
  readonly logistic: (a: Value | number) => Value;
  /** log(1 / (1 + exp(-a))), finite for every finite a. */
  readonly logLogistic: (a: Value | number) => Value;
  /** log P(Z <= a) of a standard normal Z, finite for every finite a. */
  readonly logNormalCdf: (a: Value | number) => Value;
  /** log Σ exp(a), without overflow. */
  readonly logSumExp: (values: readonly (Value | number)[]) => Value;
  /** The number itself, to branch on. */
  readonly valueOf: (a: Value | number) => number;
}
