import { quote, SpecError } from '../../errors.ts';
import { type BayesianInferenceSpec, bayesianInference, bayesianInferenceModel } from './bayesianInference.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { type DiscountingSpec, discounting, discountingModel } from './discounting.ts';
import { type DriftDiffusionSpec, driftDiffusion, driftDiffusionModel } from './driftDiffusion.ts';
import { type LinearRegressionSpec, linearRegression, linearRegressionModel } from './linearRegression.ts';
import { type LogisticRegressionSpec, logisticRegression, logisticRegressionModel } from './logisticRegression.ts';
import { type OwnBehavior, ownBehavior } from './ownBehavior.ts';
import { type ProsocialLearningSpec, prosocialLearning, prosocialLearningModel } from './prosocialLearning.ts';
import { type ProspectTheorySpec, prospectTheory, prospectTheoryModel } from './prospectTheory.ts';
import { type RescorlaWagnerSpec, rescorlaWagner, rescorlaWagnerModel } from './rescorlaWagner.ts';
import { type SelfOtherLearningSpec, selfOtherLearning, selfOtherLearningModel } from './selfOtherLearning.ts';
import { type SignalDetectionSpec, signalDetection, signalDetectionModel } from './signalDetection.ts';
import { type TwoStepSpec, twoStep, twoStepModel } from './twoStep.ts';

/** A model of behaviour as data: what `rescorlaWagner` and its like, or `ownBehavior`, return. */
export type BehaviorSpec =
  | ProsocialLearningSpec
  | SelfOtherLearningSpec
  | TwoStepSpec
  | BayesianInferenceSpec
  | DriftDiffusionSpec
  | ProspectTheorySpec
  | SignalDetectionSpec
  | RescorlaWagnerSpec
  | DiscountingSpec
  | LinearRegressionSpec
  | LogisticRegressionSpec
  | OwnBehavior;

/** A built-in family: how a spec of it is checked, and the model that it names. */
interface Family<Spec extends BehaviorSpec> {
  readonly checked: (options: Omit<Spec, 'kind'>) => Spec;
  readonly model: (spec: Spec) => BehaviorModel;
}

type BuiltIn = Exclude<BehaviorSpec, OwnBehavior>;

const families: { readonly [Kind in BuiltIn['kind']]: Family<Extract<BuiltIn, { readonly kind: Kind }>> } = {
  discounting: { checked: discounting, model: discountingModel },
  linearRegression: { checked: linearRegression, model: linearRegressionModel },
  logisticRegression: { checked: logisticRegression, model: logisticRegressionModel },
  rescorlaWagner: { checked: rescorlaWagner, model: rescorlaWagnerModel },
  prosocialLearning: { checked: prosocialLearning, model: prosocialLearningModel },
  selfOtherLearning: { checked: selfOtherLearning, model: selfOtherLearningModel },
  twoStep: { checked: twoStep, model: twoStepModel },
  bayesianInference: { checked: bayesianInference, model: bayesianInferenceModel },
  driftDiffusion: { checked: driftDiffusion, model: driftDiffusionModel },
  prospectTheory: { checked: prospectTheory, model: prospectTheoryModel },
  signalDetection: { checked: signalDetection, model: signalDetectionModel },
};

/** The names of the built-in families. */
export const behaviorKinds: readonly string[] = Object.keys(families);

/** A spec written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedBehavior(spec: BehaviorSpec): BehaviorSpec {
  if (spec?.kind === 'own') {
    const { kind, ...options } = spec;
    return ownBehavior(options);
  }
  const { kind, ...options } = spec ?? {};
  return familyOf(spec).checked(options);
}

/** The model that a spec names. */
export function behaviorOf(spec: BehaviorSpec): BehaviorModel {
  return spec.kind === 'own' ? spec : familyOf(spec).model(spec);
}

function familyOf(spec: BuiltIn): Family<BuiltIn> {
  const kind = spec?.kind;
  if (typeof kind === 'string' && Object.hasOwn(families, kind)) return families[kind] as unknown as Family<BuiltIn>;
  throw new SpecError(
    'model',
    spec,
    `model must be made by one of ${behaviorKinds.map((name) => `${name}()`).join(', ')} or ownBehavior(), but is ${quote(spec)}.`,
  );
}
