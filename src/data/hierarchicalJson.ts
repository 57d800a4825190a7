import { DataError } from '../errors.ts';
import { parameterNames } from '../models/behavior/behaviorModel.ts';
import { behaviorOf } from '../models/behavior/behaviors.ts';
import { hierarchical } from '../models/hierarchical/hierarchical.ts';
import type {
  GroupEstimate,
  GroupStart,
  HierarchicalFit,
  HierarchicalSettings,
  SubjectDiagnostic,
  SubjectEstimates,
} from '../models/hierarchical/hierarchicalFit.ts';
import type { SubjectStatus } from '../models/hierarchical/posteriors.ts';
import { requireShapes } from './hierarchicalShapes.ts';
import {
  hierarchicalSpecCodec,
  type OwnModels,
  type SavedHierarchicalSpec,
  withOwnModels,
} from './hierarchicalSpecJson.ts';
import {
  booleanCodec,
  checked,
  countCodec,
  countsCodec,
  finiteCodec,
  floatsCodec,
  listCodec,
  ndarrayCodec,
  nullOr,
  numberCodec,
  objectCodec,
  optional,
  recordCodec,
  textCodec,
  wordCodec,
} from './jsonCodec.ts';
import { savedFields, savedText, soundly } from './savedJson.ts';

const format = 'latentlab-hierarchical-fit';
const differentNames = checked(
  listCodec(textCodec),
  (names) => new Set(names).size === names.length,
  'different names',
);
const numbersByName = recordCodec(finiteCodec);
const byParameter = ndarrayCodec<readonly ['parameter']>(['parameter']);
const byCovariate = ndarrayCodec<readonly ['covariate', 'parameter']>(['covariate', 'parameter']);
const bySubject = ndarrayCodec<readonly ['subject', 'parameter']>(['subject', 'parameter']);

/** A fit as a file holds it, of which functions are named only. */
export type SavedHierarchicalFit = Omit<HierarchicalFit, 'spec'> & { readonly spec: SavedHierarchicalSpec };

const fitCodec = objectCodec<SavedHierarchicalFit>({
  kind: wordCodec('hierarchicalFit'),
  version: textCodec,
  spec: hierarchicalSpecCodec,
  settings: objectCodec<HierarchicalSettings>({
    start: objectCodec<GroupStart>({ mean: optional(numbersByName), standardDeviation: optional(numbersByName) }),
    restarts: countCodec,
    seed: countCodec,
    tolerance: finiteCodec,
    maxIterations: countCodec,
    accelerate: booleanCodec,
  }),
  parameterNames: differentNames,
  group: nullOr(
    objectCodec<GroupEstimate>({
      covariateNames: differentNames,
      coefficients: byCovariate,
      scale: byParameter,
      covariance: nullOr(ndarrayCodec<readonly ['parameter', 'otherParameter']>(['parameter', 'otherParameter'])),
      coefficientErrors: byCovariate,
      coefficientCovariance: ndarrayCodec<readonly ['coefficient', 'otherCoefficient']>([
        'coefficient',
        'otherCoefficient',
      ]),
      logScaleErrors: byParameter,
    }),
  ),
  subjects: objectCodec<SubjectEstimates>({
    names: differentNames,
    mode: bySubject,
    mean: bySubject,
    covariance: ndarrayCodec<readonly ['subject', 'parameter', 'otherParameter']>([
      'subject',
      'parameter',
      'otherParameter',
    ]),
    logLikelihood: floatsCodec,
    logPrior: floatsCodec,
    logEvidence: floatsCodec,
    numObserved: countsCodec,
    numOptima: countsCodec,
    status: listCodec(wordCodec<SubjectStatus>('converged', 'notConverged', 'atBound', 'notMaximum')),
    gradient: floatsCodec,
  }),
  logLikelihood: finiteCodec,
  logEvidence: numberCodec,
  converged: booleanCodec,
  stopReason: wordCodec('converged', 'maxIterations'),
  diagnostics: listCodec(
    objectCodec<SubjectDiagnostic>({
      code: wordCodec(
        'notConverged',
        'subjectNotConverged',
        'subjectAtBound',
        'subjectNotMaximum',
        'severalOptima',
        'varianceCollapsed',
        'laplaceInaccurate',
        'fewSubjects',
      ),
      message: textCodec,
    }),
  ),
  trace: floatsCodec,
  groupTrace: ndarrayCodec<readonly ['iteration', 'quantity']>(['iteration', 'quantity']),
  evaluations: countCodec,
  seconds: finiteCodec,
  dataHash: textCodec,
  requestHash: textCodec,
});

/**
 * A hierarchical fit as JSON text, every number exact to the bit, one field a line. Models and priors of one's own are
 * written by where they are found.
 *
 * @throws {SpecError} when it holds something that is not part of a fit, or functions that do not say where they are found
 */
export function hierarchicalFitToJson(fit: HierarchicalFit): string {
  return savedText(format, fitCodec.write(fit) as object);
}

/**
 * The fit in a text made by `hierarchicalFitToJson`. Everything is checked: what comes back is as good as the fit that was
 * saved.
 *
 * @param file names the text in messages
 * @param functions models and priors of one's own that the spec names, by the name of the export
 * @throws {SpecError} when one of them is not needed, or is of another kind
 * @throws {DataError} when one is missing, or the text is damaged, foreign or from another version
 */
export function hierarchicalFitFromJson(text: string, file = 'The text', functions: OwnModels = {}): HierarchicalFit {
  return completeFit(savedHierarchicalFit(text, file), functions, file);
}

/** The fit in a text, of which functions are named only. @throws {DataError} when it is damaged, foreign or from another version */
export function savedHierarchicalFit(text: string, file: string): SavedHierarchicalFit {
  const fields = savedFields(format, text, file);
  return soundly(format, file, () => fitCodec.read(fields, ''));
}

/** The whole fit, with the functions that it names. @throws as `hierarchicalFitFromJson` */
export function completeFit(saved: SavedHierarchicalFit, functions: OwnModels, file: string): HierarchicalFit {
  const { model, prior } = withOwnModels(saved.spec, functions, file);
  const names = parameterNames(behaviorOf(model));
  if (names.join() !== saved.parameterNames.join())
    throw new DataError(
      { file },
      `${file} was fitted to the parameters ${saved.parameterNames.join(', ')}, but model "${behaviorOf(model).name}" has ${names.join(', ')}. Load it with the model as it was, or fit again.`,
    );
  return soundly(format, file, () => {
    const { kind, model: _, prior: __, ...options } = saved.spec;
    const fit = { ...saved, spec: hierarchical(model, { ...options, prior }) };
    requireShapes(fit);
    return fit;
  });
}
