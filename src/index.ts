export type { ClassLabel } from './data/classes.ts';
export type { CorrectSource } from './data/correctSide.ts';
export { type AuditoryColumns, auditory } from './data/designs/auditory.ts';
export { type IblColumns, iblContrast } from './data/designs/iblContrast.ts';
export type { SessionColumns } from './data/designs/rolesIn.ts';
export { type ThreeChoiceColumns, threeChoiceDelay } from './data/designs/threeChoiceDelay.ts';
export { type TwoAlternativeColumns, twoAlternative } from './data/designs/twoAlternative.ts';
export { type Epochs, epochs } from './data/epochs.ts';
export { columns, type FeatureBuilders, group, matrix } from './data/featureSets.ts';
export {
  bias,
  column,
  type FeatureBuilder,
  lag,
  product,
  type SameTrialOption,
  standardized,
} from './data/features.ts';
export { loadFit, loadHierarchicalFit, loadStudy, saveFit } from './data/files/fitFile.ts';
export { fitModel } from './data/files/fitModel.ts';
export { type ReadNpzOptions, readNpz, writeNpz } from './data/files/npz.ts';
export { saveTable } from './data/files/tableFile.ts';
export { isTrained } from './data/fitJson.ts';
export {
  type ClassOption,
  cumulative,
  ewma,
  lags,
  type MissingOption,
  previousOutcome,
  trace,
  winStayLoseSwitch,
} from './data/histories.ts';
export { type CategoryOption, oneHot, sessionIndicators } from './data/indicators.ts';
export type { OwnFunctions } from './data/linkJson.ts';
export { columnOf, type NpyArray, type NpyData } from './data/npyArray.ts';
export { type ReadSubjectsOptions, readSubjects, type SubjectsSource } from './data/readSubjects.ts';
export { type ReadEachOptions, type ReadTrialsOptions, readTrials } from './data/readTrials.ts';
export type { SignalPart, SignalSource } from './data/signalTerms.ts';
export type { Study } from './data/studyJson.ts';
export { type Cell, type Column, rowsOf, type Table, table, valuesOf } from './data/table.ts';
export type { FrameLike, TableSource } from './data/tableSource.ts';
export { tableCsv, tableJson } from './data/tableText.ts';
export { weightedSum } from './data/weightedSum.ts';
export { DataError, type DataPlace, LatentlabError, NumericalError, SpecError } from './errors.ts';
export type { FitProgress } from './execution/drive.ts';
export {
  type BayesianInferenceSpec,
  bayesianInference,
  type CategoryTask,
} from './models/behavior/bayesianInference.ts';
export type { BehaviorModel, ModelColumn, Note, SubjectTrials } from './models/behavior/behaviorModel.ts';
export type { BehaviorSpec } from './models/behavior/behaviors.ts';
export type { TaskLength } from './models/behavior/blocks.ts';
export { type CheckModelOptions, checkModel, type ModelCheck, type ModelReport } from './models/behavior/checkModel.ts';
export { type DiscountingOptions, type DiscountingSpec, discounting } from './models/behavior/discounting.ts';
export type { DiscountingTask } from './models/behavior/discountingOffers.ts';
export { type DriftDiffusionSpec, driftDiffusion } from './models/behavior/driftDiffusion.ts';
export {
  type LinearRegressionOptions,
  type LinearRegressionSpec,
  type LinearRegressionTask,
  linearRegression,
} from './models/behavior/linearRegression.ts';
export {
  type LogisticRegressionOptions,
  type LogisticRegressionSpec,
  logisticRegression,
} from './models/behavior/logisticRegression.ts';
export { type OwnBehavior, type OwnBehaviorOptions, ownBehavior } from './models/behavior/ownBehavior.ts';
export {
  type ProsocialLearningSpec,
  type ProsocialTask,
  prosocialLearning,
} from './models/behavior/prosocialLearning.ts';
export { type ProspectTheorySpec, prospectTheory } from './models/behavior/prospectTheory.ts';
export { type BanditTask, type RescorlaWagnerSpec, rescorlaWagner } from './models/behavior/rescorlaWagner.ts';
export { type SelfOtherLearningSpec, selfOtherLearning } from './models/behavior/selfOtherLearning.ts';
export type { SelfOtherTask } from './models/behavior/selfOtherTask.ts';
export { type SignalDetectionSpec, signalDetection } from './models/behavior/signalDetection.ts';
export { type SimulateSubjectsOptions, simulateSubjects } from './models/behavior/simulateSubjects.ts';
export { type Subjects, selectSubjects } from './models/behavior/subjects.ts';
export { type TwoStepSpec, twoStep } from './models/behavior/twoStep.ts';
export type { TwoStepTask } from './models/behavior/twoStepTask.ts';
export { type ChoiceLagTimeConstant, choiceLagTimeConstant } from './models/choiceLagTimeConstant.ts';
export { describe } from './models/describe.ts';
export {
  dirichlet,
  type InitialPrior,
  type MatrixPrior,
  type StayLeavePrior,
  type TransitionPrior,
  type VectorPrior,
} from './models/dirichlet.ts';
export type { Diagnostic, Fit, GlmHmmParams, RestartReport, StopReason, TrainedFit } from './models/fit.ts';
export { fitFrom } from './models/fitFrom.ts';
export { fitPsychometric, type PsychometricFit, type PsychometricFitOptions } from './models/fitPsychometric.ts';
export type { FrozenRow, FrozenWeights } from './models/frozenWeights.ts';
export type { GivenParams } from './models/givenParams.ts';
export {
  type BayesianModelSelection,
  type BayesianModelSelectionOptions,
  bayesianModelSelection,
} from './models/hierarchical/comparison/bayesianModelSelection.ts';
export type { IntegratedBic, IntegratedBicOptions } from './models/hierarchical/comparison/integratedBic.ts';
export { type LaplaceEvidence, laplaceEvidence } from './models/hierarchical/comparison/laplaceEvidence.ts';
export {
  type MaximumLikelihoodCriteria,
  maximumLikelihoodCriteria,
} from './models/hierarchical/comparison/maximumLikelihoodCriteria.ts';
export { pseudoR2 } from './models/hierarchical/comparison/pseudoR2.ts';
export {
  type GroupContrast,
  type GroupContrastOptions,
  groupContrast,
} from './models/hierarchical/group/groupContrast.ts';
export {
  cauchyGroup,
  type GroupFamily,
  gaussianGroup,
  type Hyperprior,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from './models/hierarchical/group/groups.ts';
export {
  type HierarchicalOptions,
  type HierarchicalSpec,
  hierarchical,
  type PriorDensities,
  type SubjectPrior,
} from './models/hierarchical/hierarchical.ts';
export type {
  GroupEstimate,
  GroupStart,
  HierarchicalFit,
  HierarchicalSettings,
  SubjectDiagnostic,
  SubjectEstimates,
} from './models/hierarchical/hierarchicalFit.ts';
export {
  type Integration,
  importanceSampling,
  laplace,
  quadrature,
} from './models/hierarchical/integration/integration.ts';
export { naturalParameters, unboundedParameters } from './models/hierarchical/naturalParameters.ts';
export {
  cauchyPrior,
  laplacePrior,
  normalPrior,
  type OwnPrior,
  ownPrior,
  type PriorDensity,
  studentTPrior,
  uniformPrior,
} from './models/hierarchical/priors.ts';
export {
  bounded,
  fromNatural,
  ownScale,
  type ParameterScale,
  positive,
  real,
  type ScaleFunctions,
  toNatural,
  unit,
} from './models/hierarchical/scales.ts';
export {
  type GroupMoments,
  type SubjectLogPosterior,
  type SubjectLogPosteriorOptions,
  subjectLogPosterior,
} from './models/hierarchical/subjectLogPosterior.ts';
export type { TrueParameters } from './models/hierarchical/truths/trueParameters.ts';
export {
  betaTruths,
  type TruthDistribution,
  truncatedNormalTruths,
  uniformTruths,
} from './models/hierarchical/truths/truths.ts';
export {
  type InformationCriteria,
  informationCriteria,
  type ParameterCount,
} from './models/inference/informationCriteria.ts';
export { type LogLikelihood, logLikelihood } from './models/inference/logLikelihood.ts';
export { mostLikelyStates } from './models/inference/mostLikelyStates.ts';
export { type Posterior, posterior } from './models/inference/posterior.ts';
export { type Predictions, predict } from './models/inference/predict.ts';
export { type ChoicePredictions, predictChoices } from './models/inference/predictChoices.ts';
export { type ProfileInterval, profileIntervals } from './models/inference/profileIntervals.ts';
export { type NoStandardErrors, type StandardErrors, standardErrors } from './models/inference/standardErrors.ts';
export { classLapses, historyLapses, type Lapses } from './models/lapses.ts';
export type { Alternatives } from './models/observations/alternatives.ts';
export type { LinkFunctions, LinkName } from './models/observations/links.ts';
export {
  bernoulli,
  gamma,
  gaussian,
  type Link,
  type LinkedObservation,
  type ModuleExport,
  negativeBinomial,
  type Observation,
  poisson,
  type SoftmaxObservation,
  softmax,
} from './models/observations/observationSpecs.ts';
export {
  elasticNet,
  groupLasso,
  lasso,
  none,
  type Penalty,
  type PenaltyOptions,
  ridge,
  type Strength,
} from './models/penalties.ts';
export { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from './models/presets.ts';
export { pseudoCounts } from './models/pseudoCounts.ts';
export type { FeatureRecipe, Levels } from './models/recipes.ts';
export type { OutcomeRule, SimulatedChoice } from './models/simulation/outcomeRules.ts';
export { type SimulateOptions, type Simulation, simulate } from './models/simulation/simulate.ts';
export { type GlmHmmOptions, type GlmHmmSpec, glmHmm, type InitialProbs } from './models/specs.ts';
export {
  dirichletDraw,
  kMeansProbs,
  type ProbabilityStart,
  randomProbs,
  sticky,
  type TransitionStart,
  uniform,
} from './models/starts/probabilityStarts.ts';
export { constantScale, glmScale, kMeansScale, type ScaleStart } from './models/starts/scaleStarts.ts';
export type { OwnStart, Start, StartMaterial } from './models/starts/start.ts';
export { glmPlusNoise, kMeansWeights, randomWeights, type WeightStart } from './models/starts/weightStarts.ts';
export { type AlignedFit, alignStates } from './models/states/alignStates.ts';
export { permuteStates } from './models/states/permuteStates.ts';
export {
  type InputDrivenTransitions,
  inputDriven,
  perSession,
  stationary,
  type TransitionCenter,
  type TransitionModel,
} from './models/transitionModels.ts';
export {
  hideTrials,
  numObserved,
  numSessions,
  type Outcome,
  type Trials,
} from './models/trials.ts';
export { version } from './models/version.ts';
export { constant, randomWalk, type SigmaRow, type WeightModel } from './models/weightModels.ts';
export { withOptions } from './models/withOptions.ts';
export { pairedTestTable, subjectTable, summaryTable } from './notebook/cohortTables.ts';
export { designTable } from './notebook/designTable.ts';
export {
  accuracyTable,
  lapseTable,
  likelihoodRatioTable,
  modelTable,
  objectiveTable,
  occupancyTable,
  posteriorTable,
  psychometricFits,
  psychometricTable,
  sessionTable,
  transitionTable,
  transitionWeightTable,
  trialTable,
  weightTable,
} from './notebook/fitTables.ts';
export { type DataFrame, toFrame } from './notebook/frames.ts';
export { interruptSignal } from './notebook/interrupts.ts';
export {
  changeTriggeredTable,
  dwellTimeDistributionTable,
  dwellTimeTable,
  switchTable,
  trajectoryTable,
} from './notebook/pathTables.ts';
export { predictiveCheck } from './notebook/predictiveCheck.ts';
export { progressBar } from './notebook/progress.ts';
export { show } from './notebook/show.ts';
export {
  comparisonSummaryTable,
  comparisonTable,
  confusionTable,
  exceedanceTable,
  groupDensityTable,
  groupTable,
  groupTraceTable,
  identificationTable,
  latentsTable,
  latentTraceTable,
  posteriorPredictiveTable,
  recoverySummaryTable,
  recoveryTable,
  subjectEvidenceTable,
  subjectParameterTable,
} from './notebook/subjectTables.ts';
export type { Arithmetic } from './numerics/differentiation/arithmetic.ts';
export type { Derivatives } from './numerics/differentiation/derivatives.ts';
export { at, fromNested, type NdArray, type Nested, ndarray, toNested } from './numerics/ndarray.ts';
export { type Random, random, splitSeed } from './numerics/random.ts';
export { type Chart, hconcat, type Json, type JsonObject, vconcat } from './plots/chart.ts';
export {
  plotAccuracy,
  plotLapses,
  plotObjective,
  plotOccupancy,
  plotPosterior,
  plotPsychometric,
  plotSession,
  plotTransitions,
  plotTransitionWeights,
  plotWeights,
} from './plots/fitCharts.ts';
export {
  plotComparison,
  plotConfusion,
  plotExceedance,
  plotGroupTrace,
  plotLatents,
  plotParameters,
  plotPosteriorPredictive,
  plotRecovery,
} from './plots/hierarchicalCharts.ts';
export { plotLikelihoodRatios, plotModels } from './plots/modelCharts.ts';
export { plotChangeTriggered, plotDwellTimes, plotSwitches, plotTrajectories } from './plots/pathCharts.ts';
export { type RenderOptions, renderSvg } from './plots/renderSvg.ts';
export { type SaveChartOptions, saveChart } from './plots/saveChart.ts';
export { theme } from './plots/theme.ts';
export type { ChangeTriggeredOptions } from './views/changeTriggeredTable.ts';
export {
  type ChoiceStatistic,
  choiceAutocorrelation,
  choiceRuns,
  choiceSwitches,
  type OwnStatistic,
  psychometric,
} from './views/choiceStatistics.ts';
export type { DwellTimeDistributionOptions } from './views/dwellTimeDistributionTable.ts';
export type { Models } from './views/modelTable.ts';
export type { PairedTestOptions } from './views/pairedTestTable.ts';
export type { PredictiveCheckOptions } from './views/predictiveCheck.ts';
export type { PsychometricFitsOptions } from './views/psychometricFits.ts';
export type { PsychometricOptions } from './views/psychometricTable.ts';
export type { PathKind } from './views/statePath.ts';
export type { StateNamer, StateRoles } from './views/stateRoles.ts';
export type { OverSubjects } from './views/subjectMeans.ts';
export { type FitView, type StateLabel, type TrainedView, type ViewOptions, viewFit } from './views/viewFit.ts';
export {
  type CohortOptions,
  type CohortView,
  type FitOrReason,
  type StateMatch,
  type SubjectView,
  type UnfittedSubject,
  viewFits,
} from './views/viewFits.ts';
export { type GroupWeights, weightsByGroup } from './views/weightsByGroup.ts';
export { type CompareModelsOptions, compareModels } from './workflows/compareModels.ts';
export type { FitControl } from './workflows/fitControl.ts';
export { type FitEachControl, fitEach, type SubjectFit } from './workflows/fitEach.ts';
export { type FinishedSteps, type FitState, type FitUpdate, fitSteps, type StepControl } from './workflows/fitSteps.ts';
export type { HierarchicalControl } from './workflows/fitSubjects.ts';
export type { Identification, IdentifiedPair } from './workflows/identification.ts';
export { type IdentifyOptions, identify } from './workflows/identify.ts';
export { type IntegratedBicControl, integratedBic } from './workflows/integratedBic.ts';
export { type LeaveOneSubjectOut, leaveOneSubjectOut } from './workflows/leaveOneSubjectOut.ts';
export { type LikelihoodRatio, likelihoodRatios } from './workflows/likelihoodRatios.ts';
export type { ComparedModel, ModelComparison } from './workflows/modelComparison.ts';
export { penaltyPath } from './workflows/penaltyPath.ts';
export {
  type PosteriorPredictive,
  type PosteriorPredictiveOptions,
  posteriorPredictive,
  type SubjectStatistic,
} from './workflows/posteriorPredictive.ts';
export { type RecoverOptions, recover } from './workflows/recover.ts';
export type { Recovery, RecoveryCell, RecoveryGrid, RecoverySummary } from './workflows/recovery.ts';
export { startingValues } from './workflows/startingValues.ts';
