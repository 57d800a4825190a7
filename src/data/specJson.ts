import {
  type GlmHmmSpec,
  glmHmm,
  type InitialProbs,
  type Observation,
  type Penalty,
  type SigmaRow,
  type TransitionModel,
  type TransitionPrior,
  type WeightModel,
} from '../models/specs.ts';
import {
  booleanCodec,
  type Codec,
  isRecord,
  kindCodec,
  listCodec,
  numberCodec,
  objectCodec,
  recordCodec,
  wordCodec,
} from './jsonCodec.ts';

const nothing = objectCodec<object>({});
const listOfNumbers = listCodec(numberCodec);
const matrix = listCodec(listOfNumbers);
const sigmaByFeature = recordCodec(numberCodec);

const sigmaRow: Codec<SigmaRow> = {
  write: (row) => (typeof row === 'number' ? numberCodec.write(row) : sigmaByFeature.write(row)),
  read: (json, place) => (isRecord(json) ? sigmaByFeature.read(json, place) : numberCodec.read(json, place)),
};
const sigmaRows = listCodec(sigmaRow);

const sigma: Codec<SigmaRow | readonly SigmaRow[]> = {
  write: (value) => (Array.isArray(value) ? sigmaRows.write(value) : sigmaRow.write(value as SigmaRow)),
  read: (json, place) => (Array.isArray(json) ? sigmaRows : sigmaRow).read(json, place),
};

const center: Codec<readonly (readonly number[])[] | null> = {
  write: (value) => (value === null ? null : matrix.write(value)),
  read: (json, place) => (json === null ? null : matrix.read(json, place)),
};

const chosenProbs = wordCodec('fitted', 'uniform');
const initialProbs: Codec<InitialProbs> = {
  write: (value) => (typeof value === 'string' ? value : listOfNumbers.write(value)),
  read: (json, place) => (Array.isArray(json) ? listOfNumbers : chosenProbs).read(json, place),
};

const fields: Codec<GlmHmmSpec> = objectCodec<GlmHmmSpec>({
  kind: wordCodec('glmHmm'),
  numStates: numberCodec,
  observation: kindCodec<Observation>({ bernoulli: nothing }),
  weights: kindCodec<WeightModel>({ constant: nothing, randomWalk: objectCodec({ sigma }) }),
  transitions: kindCodec<TransitionModel>({
    stationary: nothing,
    perSession: objectCodec({ alpha: numberCodec, center }),
  }),
  transitionPrior: kindCodec<TransitionPrior>({
    none: nothing,
    dirichlet: objectCodec({ stay: numberCodec, leave: numberCodec }),
    counts: objectCodec({ counts: matrix }),
  }),
  penalty: kindCodec<Penalty>({
    none: nothing,
    ridge: objectCodec({ strength: numberCodec, includeBias: booleanCodec }),
  }),
  initialProbs,
});

/** A spec as JSON. What is read goes through `glmHmm`, which refuses what is impossible with a SpecError. */
export const specCodec: Codec<GlmHmmSpec> = {
  write: fields.write,
  read: (json, place) => glmHmm(fields.read(json, place)),
};
