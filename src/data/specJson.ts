import type { InitialPrior, TransitionPrior } from '../models/dirichlet.ts';
import type { FrozenRow, FrozenWeights } from '../models/frozenWeights.ts';
import type { Lapses } from '../models/lapses.ts';
import type { Observation } from '../models/observations/observationSpecs.ts';
import type { Penalty } from '../models/penalties.ts';
import { type GlmHmmSpec, glmHmm, type InitialProbs } from '../models/specs.ts';
import type { TransitionCenter, TransitionModel } from '../models/transitionModels.ts';
import type { SigmaRow, WeightModel } from '../models/weightModels.ts';
import {
  addedLater,
  booleanCodec,
  type Codec,
  isRecord,
  kindCodec,
  listCodec,
  numberCodec,
  objectCodec,
  recordCodec,
  textCodec,
  wordCodec,
} from './jsonCodec.ts';
import { linkCodec } from './linkJson.ts';

const nothing = objectCodec<object>({});
const listOfNumbers = listCodec(numberCodec);
const matrix = listCodec(listOfNumbers);
const numbersByFeature = recordCodec(numberCodec);

const perFeature: Codec<number | Readonly<Record<string, number>>> = {
  write: (value) => (typeof value === 'number' ? numberCodec.write(value) : numbersByFeature.write(value)),
  read: (json, place) => (isRecord(json) ? numbersByFeature : numberCodec).read(json, place),
};
const sigmaRows = listCodec(perFeature);

const sigma: Codec<SigmaRow | readonly SigmaRow[]> = {
  write: (value) => (Array.isArray(value) ? sigmaRows.write(value) : perFeature.write(value as SigmaRow)),
  read: (json, place) => (Array.isArray(json) ? sigmaRows : perFeature).read(json, place),
};

const frozenRows = listCodec(numbersByFeature);

const frozen: Codec<FrozenWeights> = {
  write: (value) => (Array.isArray(value) ? frozenRows.write(value) : numbersByFeature.write(value as FrozenRow)),
  read: (json, place) => (Array.isArray(json) ? frozenRows : numbersByFeature).read(json, place),
};

const consecutive = wordCodec('consecutive');
const center: Codec<TransitionCenter> = {
  write: (value) => (value === null || typeof value === 'string' ? value : matrix.write(value)),
  read: (json, place) => (json === null ? null : (typeof json === 'string' ? consecutive : matrix).read(json, place)),
};

const perGroup: Codec<number | readonly number[]> = {
  write: (value) => (typeof value === 'number' ? numberCodec.write(value) : listOfNumbers.write(value)),
  read: (json, place) => (Array.isArray(json) ? listOfNumbers : numberCodec).read(json, place),
};

const chosenProbs = wordCodec('fitted', 'uniform');
const initialProbs: Codec<InitialProbs> = {
  write: (value) => (typeof value === 'string' ? value : listOfNumbers.write(value)),
  read: (json, place) => (Array.isArray(json) ? listOfNumbers : chosenProbs).read(json, place),
};

const upTo = objectCodec({ max: numberCodec });
const stateCounts = objectCodec({ counts: listOfNumbers });

const fields: Codec<GlmHmmSpec> = objectCodec<GlmHmmSpec>({
  kind: wordCodec('glmHmm'),
  numStates: numberCodec,
  observation: kindCodec<Observation>({
    bernoulli: objectCodec({ link: linkCodec() }),
    poisson: objectCodec({ link: linkCodec() }),
    gaussian: objectCodec({ link: linkCodec() }),
    gamma: objectCodec({ link: linkCodec() }),
    negativeBinomial: objectCodec({ link: linkCodec() }),
    softmax: objectCodec({
      numClasses: numberCodec,
      reference: numberCodec,
      alternatives: addedLater(recordCodec(listCodec(textCodec)), {}),
    }),
  }),
  lapses: addedLater(kindCodec<Lapses>({ none: nothing, class: upTo, history: upTo, historyByChoice: upTo }), {
    kind: 'none',
  }),
  weights: kindCodec<WeightModel>({ constant: nothing, randomWalk: objectCodec({ sigma }) }),
  frozen: addedLater(frozen, {}),
  transitions: kindCodec<TransitionModel>({
    stationary: nothing,
    perSession: objectCodec({ alpha: numberCodec, center }),
    inputDriven: objectCodec({
      features: listCodec(textCodec),
      baseline: wordCodec('self', 'none'),
      centered: booleanCodec,
      ridge: numberCodec,
      baseRidge: numberCodec,
    }),
  }),
  transitionPrior: kindCodec<TransitionPrior>({
    none: nothing,
    dirichlet: objectCodec({ stay: numberCodec, leave: numberCodec }),
    counts: objectCodec({ counts: matrix }),
    stateCounts,
  }),
  penalty: kindCodec<Penalty>({
    none: nothing,
    ridge: objectCodec({ strength: perFeature, includeBias: booleanCodec }),
    lasso: objectCodec({ strength: perFeature, includeBias: booleanCodec }),
    elasticNet: objectCodec({ strength: perFeature, mixing: numberCodec, includeBias: booleanCodec }),
    groupLasso: objectCodec({
      strength: perGroup,
      groups: listCodec(listCodec(textCodec)),
      includeBias: booleanCodec,
    }),
  }),
  initialProbs,
  initialPrior: addedLater(kindCodec<InitialPrior>({ none: nothing, stateCounts }), { kind: 'none' }),
});

/** A spec as JSON. What is read goes through `glmHmm`, which refuses what is impossible with a SpecError. */
export const specCodec: Codec<GlmHmmSpec> = {
  write: fields.write,
  read: (json, place) => glmHmm(fields.read(json, place)),
};
