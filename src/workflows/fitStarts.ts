import { SpecError } from '../errors.ts';
import { drive } from '../execution/drive.ts';
import type { Diagnostic, GlmHmmParams, RestartReport } from '../models/fit.ts';
import { diagnose } from '../models/glmHmm/diagnose.ts';
import { type FittedStart, fitSteps } from '../models/glmHmm/fitSteps.ts';
import type { GlmHmmProblem } from '../models/glmHmm/problem.ts';
import { startDraws } from '../models/starts/startDraws.ts';
import type { SettledControl } from './fitControl.ts';

/** The best of several starts, and what each reached. */
export interface FittedStarts {
  readonly best: FittedStart;
  /** Of the best start, and of the others where they went astray. */
  readonly diagnostics: readonly Diagnostic[];
  readonly restarts: readonly RestartReport[];
}

/** Fits a problem from all the starts that the control asks for. @throws {SpecError} when none of them makes all trials possible */
export async function fitStarts(problem: GlmHmmProblem, control: SettledControl): Promise<FittedStarts> {
  const reached: FittedStart[] = [];
  for (const start of startsOf(problem, control)) reached.push(await fitOne(problem, start, control, reached.length));
  const restarts = reached.map(
    (one): RestartReport => ({
      logPosterior: one.logPosterior,
      converged: one.stopReason === 'converged',
      diagnostics: diagnose(problem, one.params, one.stopReason),
      evaluations: one.evaluations,
      trace: one.trace,
    }),
  );
  const bounded = reached.filter((_, r) => !restarts[r].diagnostics.some(isBoundless));
  const best = (bounded.length > 0 ? bounded : reached).reduce((a, b) => (b.logPosterior > a.logPosterior ? b : a));
  requirePossible(problem, best);
  const { diagnostics } = restarts[reached.indexOf(best)];
  const others = diagnostics.some(isAstray) ? [] : othersAstray(restarts, best.logPosterior);
  return { best, diagnostics: [...diagnostics, ...others], restarts };
}

/** The parameters that the starts of a fit begin with, one after the other, each drawn when its turn comes. */
export function* startsOf(problem: GlmHmmProblem, control: SettledControl): Generator<GlmHmmParams> {
  const { restarts, seed, start, startFrom } = control;
  if (startFrom) yield startFrom.params;
  const numDrawn = restarts - (startFrom ? 1 : 0);
  if (numDrawn === 0) return;
  const draw = startDraws(problem, start, seed);
  for (let index = 0; index < numDrawn; index++) yield draw(index);
}

function fitOne(
  problem: GlmHmmProblem,
  start: GlmHmmParams,
  control: SettledControl,
  index: number,
): Promise<FittedStart> {
  const { signal, onProgress, restarts } = control;
  let logPosterior = -Infinity;
  return drive(fitSteps(problem, start, control), {
    signal,
    onStep: ({ evaluation, value, accepted }) => {
      if (accepted) logPosterior = value;
      onProgress?.({ restart: index + 1, numRestarts: restarts, evaluation, logPosterior, done: false });
    },
  });
}

function requirePossible({ spec: { observation } }: GlmHmmProblem, best: FittedStart): void {
  if (observation.kind === 'softmax') return;
  const { kind, link } = observation;
  if (best.logPosterior === -Infinity)
    throw new SpecError(
      'link',
      link,
      `Every start leaves some trial impossible: there w·x gives no mean that ${kind}() can have through its link. Start from other weights (start, startFrom), freeze none, or take another link.`,
    );
}

/** Where a start went up without bound, its height says nothing: any other start is better. */
function isBoundless({ code }: Diagnostic): boolean {
  return code === 'scaleRunsToZero';
}

/** Starts this close to the best (nats) are rivals of it; what happens far below says nothing about the fit. */
const rival = 20;

function isAstray({ code }: Diagnostic): boolean {
  return code === 'weightsRunToInfinity';
}

function othersAstray(restarts: readonly RestartReport[], best: number): Diagnostic[] {
  const astray = restarts.filter(
    ({ logPosterior, diagnostics }) => logPosterior < best && logPosterior > best - rival && diagnostics.some(isAstray),
  );
  if (astray.length === 0) return [];
  const nearest = best - Math.max(...astray.map(({ logPosterior }) => logPosterior));
  return [
    {
      code: 'weightsRunToInfinity',
      message: `${astray.length} of ${restarts.length} starts ended with weights that run to infinity, the best of them ${nearest.toPrecision(2)} nats below this fit; fit.restarts names their states and features. These trials are close to not determining so many states: add penalty: ridge(1), or take fewer states.`,
    },
  ];
}
