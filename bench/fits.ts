import { dirichlet } from '../src/models/dirichlet.ts';
import { glmHmmProblem } from '../src/models/glmHmm/problem.ts';
import { dynamicGlmHmm, partialGlmHmm, staticGlmHmm } from '../src/models/presets.ts';
import { glmHmm } from '../src/models/specs.ts';
import { fitTrials } from '../src/workflows/fitTrials.ts';
import { cpuTimes, median } from './cpuTimes.ts';
import { demoTrials, repeatedRows } from './designs.ts';
import { drawnStart, evaluationsNeeded } from './evaluations.ts';
import { type BenchLine, withDigits } from './report.ts';

const prior = { transitionPrior: dirichlet({ stay: 10, leave: 1 }), initialProbs: 'uniform' } as const;
const specs = {
  static: staticGlmHmm({ numStates: 2, ...prior }),
  partial: partialGlmHmm({ numStates: 2, sigma: 0.2, ...prior }),
  dynamic: dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 100, initialProbs: 'uniform' }),
};

/** The fits of the demo, each from the one before it. */
export async function demoFits(): Promise<BenchLine[]> {
  const trials = await demoTrials();
  const first = await fitTrials(trials, specs.static, { restarts: 1 });
  const second = await fitTrials(trials, specs.partial, { startFrom: first });
  const third = await fitTrials(trials, specs.dynamic, { startFrom: second });
  const times = await cpuTimes({
    static: () => fitTrials(trials, specs.static, { restarts: 1 }),
    partial: () => fitTrials(trials, specs.partial, { startFrom: first }),
    dynamic: () => fitTrials(trials, specs.dynamic, { startFrom: second }),
  });
  const [, drawn] = drawnStart(trials, specs.static);
  const stages = [
    { name: 'static', fit: first, start: drawn, ms: median(times.static) },
    { name: 'partial', fit: second, start: first.params, ms: median(times.partial) },
    { name: 'dynamic', fit: third, start: second.params, ms: median(times.dynamic) },
  ];
  const lines = stages.map(({ name, fit, start, ms }): BenchLine => {
    const { auto } = evaluationsNeeded(glmHmmProblem(fit.spec, trials), start);
    return { what: name, figures: `${withDigits(ms)} ms, ${fit.evaluations} evaluations, ${auto} to 1e-6` };
  });
  const total = stages.reduce((sum, { ms }) => sum + ms, 0);
  return [...lines, { what: 'all three', figures: '', bound: { kind: 'aim', value: total, unit: ' ms', atMost: 150 } }];
}

/** Evaluations to the optimum of `method: 'auto'` against those of EM alone. */
export async function evaluations(): Promise<BenchLine[]> {
  const cases = [
    { what: 'demo, static', ...evaluationsNeeded(...drawnStart(await demoTrials(), specs.static)), atMost: 1 / 2 },
    {
      what: '3 states, 100,000 trials',
      ...evaluationsNeeded(...drawnStart(repeatedRows(3), glmHmm({ numStates: 3 }))),
      atMost: 1 / 5,
    },
  ];
  return cases.map(({ what, auto, em, atMost }) => ({
    what,
    figures: `'auto' ${auto}, 'em' ${em}`,
    bound: { kind: 'aim', value: auto / em, unit: 'x', atMost },
  }));
}
