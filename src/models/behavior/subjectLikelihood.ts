import { createDerivatives, type Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { type Dual, SecondOrder } from '../../numerics/differentiation/secondOrder.ts';
import { scaleDerivatives, toNatural } from '../hierarchical/scales.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';

/** The log-likelihood of a subject as a function of the unbounded x [parameter]. */
export interface SubjectLikelihood {
  readonly numParameters: number;
  /** Fills value, gradient and Hessian by x. */
  evaluate(trials: SubjectTrials, x: Float64Array, out: Derivatives): void;
  /** The value alone. */
  value(trials: SubjectTrials, x: Float64Array): number;
}

/** The likelihood of a model's subjects. What it computes in is shared by all calls, which must not run in each other. */
export function subjectLikelihood(model: BehaviorModel): SubjectLikelihood {
  const names = Object.keys(model.parameters);
  const scales = Object.values(model.parameters);
  const evaluate = model.derivatives ? byHand(model) : byDuals(model);
  const spare = createDerivatives(names.length);
  const natural = new Float64Array(names.length);
  return {
    numParameters: names.length,
    evaluate,
    value: (trials, x) => {
      if (model.value) {
        for (let k = 0; k < natural.length; k++) natural[k] = toNatural(scales[k], x[k]);
        return model.value(natural, trials);
      }
      if (model.derivatives) {
        evaluate(trials, x, spare);
        return spare.value;
      }
      const byName = Object.fromEntries(names.map((name, k) => [name, toNatural(scales[k], x[k])]));
      return model.logLikelihood<number>(byName, trials, plainArithmetic);
    },
  };
}

function byHand(model: BehaviorModel): SubjectLikelihood['evaluate'] {
  const scales = Object.values(model.parameters);
  const size = scales.length;
  const natural = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const own = createDerivatives(size);
  const both = new Float64Array(2);
  return (trials, x, out) => {
    for (let k = 0; k < size; k++) {
      natural[k] = scaleDerivatives(scales[k], x[k], both);
      first[k] = both[0];
      second[k] = both[1];
    }
    model.derivatives?.(natural, trials, own);
    out.value = own.value;
    for (let k = 0; k < size; k++) {
      out.gradient[k] = own.gradient[k] * first[k];
      for (let j = 0; j < size; j++) out.hessian[k * size + j] = own.hessian[k * size + j] * first[k] * first[j];
      out.hessian[k * size + k] += own.gradient[k] * second[k];
    }
  };
}

function byDuals(model: BehaviorModel): SubjectLikelihood['evaluate'] {
  const names = Object.keys(model.parameters);
  const scales = Object.values(model.parameters);
  const math = new SecondOrder(names.length);
  const both = new Float64Array(2);
  return (trials, x, out) => {
    math.reset();
    const natural: Record<string, Dual> = {};
    names.forEach((name, k) => {
      const value = scaleDerivatives(scales[k], x[k], both);
      natural[name] = math.variable(k, value, both[0], both[1]);
    });
    math.read(model.logLikelihood<Dual>(natural, trials, math), out);
  };
}
