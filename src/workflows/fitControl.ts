import { quote, SpecError } from '../errors.ts';
import type { FitProgress } from '../execution/drive.ts';
import { requireFinite, requireWhole } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { fitDefaults } from '../models/fitDefaults.ts';
import type { GlmHmmSpec } from '../models/specs.ts';
import { sha256 } from '../models/trialsHash.ts';
import { version } from '../models/version.ts';

/** How a model is fitted, as against what it is. */
export interface FitControl {
  /** Starts to try; the best is kept. 10 by default, 1 with one state or with `startFrom`. */
  readonly restarts?: number;
  /** Decides the random starts: the same seed gives the same fit. */
  readonly seed?: number;
  /** A fit to start from; starts beyond the first are drawn as without it. */
  readonly startFrom?: Fit;
  /** Aborting it rejects the fit with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
  /** Evaluations of the log posterior at most, for each start. */
  readonly maxIterations?: number;
  /** Gain in log posterior, relative to the log-likelihood, that counts as none. */
  readonly tolerance?: number;
  /** 'em' takes full EM steps only, for comparison with other programs. */
  readonly method?: 'auto' | 'em';
}

/** A control with its defaults in place. */
export type SettledControl = FitControl & Required<Omit<FitControl, 'startFrom' | 'signal' | 'onProgress'>>;

/** Checks a control and puts its defaults in place. @throws {SpecError} */
export function settle(spec: GlmHmmSpec, control: FitControl): SettledControl {
  const {
    restarts = spec.numStates === 1 || control.startFrom ? 1 : fitDefaults.restarts,
    seed = fitDefaults.seed,
    maxIterations = fitDefaults.maxIterations,
    tolerance = fitDefaults.tolerance,
    method = fitDefaults.method,
  } = control;
  requireWhole('restarts', restarts, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('maxIterations', maxIterations, { atLeast: 1 });
  requireFinite('tolerance', tolerance, { atLeast: 0 });
  if (method !== 'auto' && method !== 'em')
    throw new SpecError('method', method, `method must be 'auto' or 'em', but is ${quote(method)}.`);
  return { ...control, restarts, seed, maxIterations, tolerance, method };
}

/** SHA-256 of everything that decides what a fit will be: trials, spec, control, start and version. */
export async function requestHash(dataHash: string, spec: GlmHmmSpec, control: FitControl): Promise<string> {
  const { restarts, seed, maxIterations, tolerance, method, startFrom } = settle(spec, control);
  const start = startFrom && {
    spec: startFrom.spec,
    params: Object.values(startFrom.params).map((array) => array && [array.shape, Array.from(array.data)]),
  };
  const options = { restarts, seed, maxIterations, tolerance, method };
  return sha256(JSON.stringify([version, dataHash, spec, options, start]));
}
