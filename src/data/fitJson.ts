import type { Diagnostic, Fit, GlmHmmParams, RestartReport, TrainedFit } from '../models/fit.ts';
import { fitFrom } from '../models/fitFrom.ts';
import {
  addedLater,
  booleanCodec,
  checked,
  countCodec,
  finiteCodec,
  floatsCodec,
  listCodec,
  ndarrayCodec,
  nullOr,
  numberCodec,
  objectCodec,
  optional,
  textCodec,
  wordCodec,
} from './jsonCodec.ts';
import { type OwnFunctions, withFunctions } from './linkJson.ts';
import { recipeCodec } from './recipeJson.ts';
import { savedFields, savedText, soundly } from './savedJson.ts';
import { specCodec } from './specJson.ts';

const paramsCodec = objectCodec<GlmHmmParams>({
  weights: ndarrayCodec<readonly string[]>(
    ['state', 'feature'],
    ['session', 'state', 'feature'],
    ['state', 'output', 'feature'],
    ['session', 'state', 'output', 'feature'],
    ['state', 'class', 'feature'],
    ['session', 'state', 'class', 'feature'],
  ),
  transitionMatrix: ndarrayCodec<readonly string[]>(['state', 'nextState'], ['session', 'state', 'nextState']),
  initialProbs: ndarrayCodec<readonly ['state']>(['state']),
  scale: nullOr(ndarrayCodec<readonly string[]>(['state'], ['state', 'output'])),
  lapses: addedLater(nullOr(ndarrayCodec<readonly ['state', 'lapse']>(['state', 'lapse'])), null),
  transitionWeights: addedLater(
    nullOr(ndarrayCodec<readonly ['state', 'nextState', 'input']>(['state', 'nextState', 'input'])),
    null,
  ),
  inputCenter: addedLater(nullOr(ndarrayCodec<readonly ['input']>(['input'])), null),
});

const fitFields = {
  kind: wordCodec('fit'),
  version: textCodec,
  spec: specCodec,
  params: paramsCodec,
  featureNames: checked(listCodec(textCodec), (names) => new Set(names).size === names.length, 'different names'),
  recipes: optional(listCodec(recipeCodec)),
};
const fitCodec = objectCodec<Fit>(fitFields);

const diagnostics = listCodec(
  objectCodec<Diagnostic>({
    code: wordCodec(
      'notConverged',
      'weightsRunToInfinity',
      'weightsUndetermined',
      'scaleRunsToZero',
      'fewSessions',
      'featuresMissing',
    ),
    message: textCodec,
  }),
);

const trainedFitCodec = objectCodec<TrainedFit>({
  ...fitFields,
  logPosterior: finiteCodec,
  logLikelihood: finiteCodec,
  logPrior: finiteCodec,
  converged: booleanCodec,
  stopReason: wordCodec('converged', 'maxIterations', 'noProgress'),
  kktResidual: nullOr(finiteCodec),
  diagnostics,
  trace: floatsCodec,
  evaluations: countCodec,
  seconds: finiteCodec,
  seed: numberCodec,
  dataHash: textCodec,
  requestHash: textCodec,
  numTrials: countCodec,
  numObserved: countCodec,
  restarts: listCodec(
    objectCodec<RestartReport>({
      logPosterior: numberCodec,
      converged: booleanCodec,
      diagnostics,
      evaluations: countCodec,
      trace: floatsCodec,
    }),
  ),
});

/** Whether a fit was found by `fitModel`, with the record of how; one of `fitFrom` was not. */
export function isTrained(fit: Fit): fit is TrainedFit {
  return 'dataHash' in fit;
}

/**
 * The fit as JSON text, every number exact to the bit, one field a line.
 *
 * @throws {SpecError} when the object holds something that is not part of a fit
 */
export function fitToJson(fit: Fit): string {
  return savedText('latentlab-fit', (isTrained(fit) ? trainedFitCodec.write(fit) : fitCodec.write(fit)) as object);
}

/**
 * The fit in a text made by `fitToJson`. Everything is checked: what comes back is as good as the fit that was saved.
 *
 * @param file names the text in messages
 * @param functions that its link names, by the name of the export
 * @throws {SpecError} when one of them is not needed, or its functions do not belong together
 * @throws {DataError} when one is missing, or the text is damaged, foreign or from a newer version
 */
export function fitFromJson(text: string, file = 'The text', functions: OwnFunctions = {}): Fit | TrainedFit {
  const json = savedFields('latentlab-fit', text, file);
  const read = <T>(content: () => T): T => soundly('latentlab-fit', file, content);
  const fit = read(() => ('dataHash' in json ? trainedFitCodec.read(json, '') : fitCodec.read(json, '')));
  const spec = withFunctions(fit.spec, functions, file);
  return read(() => ({ ...fit, spec, params: fitFrom(spec, fit.params, fit).params }));
}
