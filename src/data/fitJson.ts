import { DataError, quote, SpecError } from '../errors.ts';
import type { Diagnostic, Fit, GlmHmmParams, RestartReport, TrainedFit } from '../models/fit.ts';
import { fitFrom } from '../models/fitFrom.ts';
import {
  addedLater,
  booleanCodec,
  checked,
  countCodec,
  finiteCodec,
  floatsCodec,
  isRecord,
  JsonShapeError,
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
import { specCodec } from './specJson.ts';

const format = 'latentlab-fit';
const formatVersion = 2;

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
  const written = (isTrained(fit) ? trainedFitCodec.write(fit) : fitCodec.write(fit)) as object;
  const lines = Object.entries({ format, formatVersion, ...written }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
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
  const { format: ownFormat, formatVersion: ownVersion, ...json } = parsed(text, file);
  if (ownFormat !== format)
    throw new DataError(
      { file },
      `${file} is not a fit saved by latentlab: its format is ${quote(ownFormat)}, not "${format}". Check the path.`,
    );
  if (ownVersion !== formatVersion)
    throw new DataError(
      { file },
      `${file} has format version ${quote(ownVersion)}, but this latentlab reads version ${formatVersion}. Fit again, or read it with the latentlab that wrote it.`,
    );
  const fit = soundly(file, () => ('dataHash' in json ? trainedFitCodec.read(json, '') : fitCodec.read(json, '')));
  const spec = withFunctions(fit.spec, functions, file);
  return soundly(file, () => ({ ...fit, spec, params: fitFrom(spec, fit.params, fit).params }));
}

/** What `read` gives; that it cannot read its file is an error of the file. */
function soundly<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonShapeError || error instanceof SpecError)
      throw new DataError({ file }, `${file} is damaged: ${error.message} Restore the file, or fit again.`, {
        cause: error,
      });
    throw error;
  }
}

function parsed(text: string, file: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError({ file }, `${file} is damaged or not a fit: it is not JSON. Restore the file, or fit again.`, {
      cause,
    });
  }
  return isRecord(json) ? json : {};
}
