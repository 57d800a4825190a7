import { quote, SpecError } from '../errors.ts';
import type { FitProgress } from '../execution/drive.ts';
import { requireWhole } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { fitDefaults } from '../models/fitDefaults.ts';
import type { FitMethod } from '../models/glmHmm/fitSteps.ts';
import { hasKinks } from '../models/penalties.ts';
import type { GlmHmmSpec } from '../models/specs.ts';
import { type Start, settleStart } from '../models/starts/start.ts';
import { sha256 } from '../models/trialsHash.ts';
import { version } from '../models/version.ts';
import { settleTolerances, type Tolerances } from './tolerances.ts';

/** How a model is fitted, as against what it is. */
export interface FitControl extends Tolerances {
  /** Starts to try; the best is kept. 10 by default, 1 with one state or with `startFrom`. */
  readonly restarts?: number;
  /** Decides the random starts: the same seed gives the same fit. */
  readonly seed?: number;
  /** A fit to start from; starts beyond the first are drawn as without it. */
  readonly startFrom?: Fit;
  /** How starts are drawn; by default each state has the weights of the GLM plus noise, and tends to stay. */
  readonly start?: Start;
  /** Aborting it rejects the fit with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
  /** Evaluations of the log posterior at most, for each start. */
  readonly maxIterations?: number;
  /** 'auto' by default: EM steps, then L-BFGS; 'proximal' where a penalty makes weights 0. */
  readonly method?: FitMethod;
}

const options: Readonly<Record<keyof FitControl, true>> = {
  restarts: true,
  seed: true,
  startFrom: true,
  start: true,
  signal: true,
  onProgress: true,
  maxIterations: true,
  method: true,
  tolerance: true,
  gradientTolerance: true,
  residualTolerance: true,
};

/** The names of what a control may hold. */
export const controlNames: readonly string[] = Object.keys(options);

const methods: readonly FitMethod[] = ['auto', 'em', 'newton', 'lbfgs', 'proximal'];

/** A control with its defaults in place. */
export type SettledControl = FitControl & Required<Omit<FitControl, 'startFrom' | 'start' | 'signal' | 'onProgress'>>;

/** Checks a control and puts its defaults in place. @throws {SpecError} */
export function settle(spec: GlmHmmSpec, control: FitControl): SettledControl {
  const {
    restarts = spec.numStates === 1 || control.startFrom ? 1 : fitDefaults.restarts,
    seed = fitDefaults.seed,
    maxIterations = fitDefaults.maxIterations,
    method = fitDefaults.method,
  } = control;
  requireWhole('restarts', restarts, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('maxIterations', maxIterations, { atLeast: 1 });
  if (!methods.includes(method))
    throw new SpecError(
      'method',
      method,
      `method must be one of ${methods.map((one) => `'${one}'`).join(', ')}, but is ${quote(method)}.`,
    );
  if (method !== 'auto' && method !== 'proximal' && hasKinks(spec.penalty))
    throw new SpecError(
      'method',
      method,
      `method '${method}' cannot make weights 0, as penalty ${spec.penalty.kind} does. Leave method out, or take 'proximal'.`,
    );
  const tolerances = settleTolerances(spec, method, control);
  if (control.start && control.startFrom && restarts === 1)
    throw new SpecError(
      'start',
      control.start,
      'start says how starts beyond startFrom are drawn, but restarts is 1, so that none is. Set restarts to 2 or more, or leave start out.',
    );
  settleStart(spec, control.start);
  return { ...control, restarts, seed, maxIterations, method, ...tolerances };
}

/** Refuses starts made by functions where a later session must recognise the request. @throws {SpecError} */
export function requireStartAsData({ start = {} }: FitControl): void {
  for (const [part, value] of Object.entries(start))
    if (typeof value === 'function')
      throw new SpecError(
        `start.${part}`,
        value,
        `start.${part} is a function, so the fit kept in a file could not be told from that of another function. Leave file out and save the fit with saveFit, or give the start by name, as in sticky().`,
      );
}

/** SHA-256 of everything that decides what a fit will be: trials, spec, control, start and version; of functions, their text. */
export async function requestHash(dataHash: string, spec: GlmHmmSpec, control: FitControl): Promise<string> {
  const { restarts, seed, maxIterations, method, tolerance, gradientTolerance, residualTolerance, startFrom } = settle(
    spec,
    control,
  );
  const from = startFrom && {
    spec: startFrom.spec,
    params: Object.values(startFrom.params).map((array) => array && [array.shape, Array.from(array.data)]),
  };
  const tolerances = { tolerance, gradientTolerance, residualTolerance };
  const asked = { restarts, seed, maxIterations, method, ...tolerances, start: settleStart(spec, control.start) };
  const asText = (_: string, value: unknown): unknown => (typeof value === 'function' ? String(value) : value);
  return sha256(JSON.stringify([version, dataHash, spec, asked, from], asText));
}
