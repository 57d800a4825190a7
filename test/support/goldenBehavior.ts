import { expect } from 'vitest';
import type { SubjectTrials } from '../../src/models/behavior/behaviorModel.ts';
import { type BehaviorSpec, behaviorOf } from '../../src/models/behavior/behaviors.ts';
import { subjectLikelihood } from '../../src/models/behavior/subjectLikelihood.ts';
import { toNatural } from '../../src/models/hierarchical/scales.ts';
import { createDerivatives } from '../../src/numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../src/numerics/differentiation/plainArithmetic.ts';
import { golden } from './golden.ts';

/** What the reference does to each probability before it takes the logarithm: it adds 1e-12, or keeps 1e-12 off 0 and 1. */
export type Guard = 'add' | 'clip' | 'none';

const least = 1e-12;

/** The trials of nested [block][trial] columns. */
export function trialsOfBlocks(columns: Readonly<Record<string, readonly (readonly number[])[]>>): SubjectTrials {
  const blocks = Object.values(columns)[0];
  let next = 0;
  const blockStarts = Int32Array.from(blocks, (block) => {
    const start = next;
    next += block.length;
    return start;
  });
  return {
    numTrials: next,
    blockStarts,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, nested]) => [name, Float64Array.from(nested.flat())]),
    ),
  };
}

/** The trials of columns [trial], in one block. */
export function trialsOfColumns(columns: Readonly<Record<string, readonly number[]>>): SubjectTrials {
  return trialsOfBlocks(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [values]])));
}

/**
 * Holds a model to the reference `pyem/model_<id>.json`: the likelihood on its grid, with the reference's guard on each
 * probability, and that its maximum under the file's prior, with the Hessian there, is ours.
 *
 * @param toTrials the trials of a subject's data as the file has it
 * @returns how many rows of the grid were compared; the others are impossible in the reference
 */
export function expectGoldenModel(
  id: string,
  spec: BehaviorSpec,
  // biome-ignore lint/suspicious/noExplicitAny: every reference has a shape of its own
  toTrials: (data: any) => SubjectTrials,
  guard: Guard = 'add',
): { readonly compared: number; readonly impossible: number } {
  const { subjects, prior } = golden(`pyem/model_${id}`);
  const model = behaviorOf(spec);
  const likelihood = subjectLikelihood(model);
  const scales = Object.values(model.parameters);
  const size = scales.length;
  let [compared, impossible] = [0, 0];
  for (const { data, grid, MAP } of subjects) {
    const trials = toTrials(data);
    for (const row of grid) {
      const x = Float64Array.from(row.x as number[]);
      if (row.nll === 1e7) {
        impossible++;
        continue;
      }
      const expected = Number(row.nll_exact ?? row.nll);
      const found = guarded(spec, trials, x, guard);
      expect(Math.abs(likelihood.value(trials, x) + sum(found.map(({ logP }) => -logP)))).toBeLessThan(
        1e-9 * (1 + Math.abs(expected)),
      );
      const made = sum(found.map(({ loss }) => loss));
      // far out, 1 - p of a rounded p has lost digits, in the reference's own numbers as in ours
      const error = Math.min(Math.abs(made - expected), Math.abs(made - row.nll));
      expect(error, `${id} at ${row.x}`).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(expected)));
      compared++;
    }
    const out = createDerivatives(size);
    const x = Float64Array.from(MAP.x as number[]);
    likelihood.evaluate(trials, x, out);
    const gradient = x.map((value, k) => -out.gradient[k] + (value - prior.mu[k]) / prior.var[k]);
    for (let k = 0; k < size; k++) {
      // the files of decays give x itself for the decay
      if (MAP.natural[k] !== MAP.x[k]) expect(toNatural(scales[k], x[k])).toBeCloseTo(MAP.natural[k], 12);
      // one Newton step from the reference's maximum leads to ours
      const step = sum(Array.from(gradient, (g, j) => MAP.inv_hessian[k][j] * g));
      expect(Math.abs(step), `${id}: maximum`).toBeLessThan(1e-7);
      for (let j = 0; j < size; j++) {
        const own = -out.hessian[k * size + j] + (k === j ? 1 / prior.var[k] : 0);
        expect(Math.abs(own - MAP.hessian[k][j]), `${id}: Hessian`).toBeLessThan(
          1e-6 * (1 + Math.abs(MAP.hessian[k][j])),
        );
      }
    }
    expect(Math.abs(-out.value - MAP.nll), `${id}: value at the maximum`).toBeLessThan(1e-9 * (1 + Math.abs(MAP.nll)));
  }
  return { compared, impossible };
}

/** [trial] our log-likelihood, and what the reference makes of its probability. */
function guarded(
  spec: BehaviorSpec,
  trials: SubjectTrials,
  x: Float64Array,
  guard: Guard,
): { readonly logP: number; readonly loss: number }[] {
  const model = behaviorOf(spec);
  const natural = Object.fromEntries(
    Object.entries(model.parameters).map(([name, scale], k) => [name, toNatural(scale, x[k])]),
  );
  const found: { logP: number; loss: number }[] = [];
  model.logLikelihood(natural, trials, plainArithmetic, (latent, _, logP) => {
    if (!latent.startsWith('logLikelihood')) return;
    const p = Math.exp(logP);
    const loss = {
      add: -Math.log(p + least),
      clip: p < least ? -Math.log(least) : p > 1 - least ? -Math.log1p(-least) : -logP,
      none: -logP,
    }[guard];
    found.push({ logP, loss });
  });
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
