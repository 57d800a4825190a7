import { incompleteBeta } from '../../../numerics/incompleteBeta.ts';
import { random } from '../../../numerics/random.ts';

/**
 * [model] probability that a model is the most frequent one, under a Dirichlet distribution of frequencies. With two models it is
 * exact, otherwise the share of `draws` draws, which are the same whatever the order of models.
 *
 * @param alpha [model] concentrations
 * @see Stephan et al. 2009, NeuroImage 46:1004
 */
export function exceedanceProbabilities(alpha: Float64Array, draws: number, seed: number): number[] {
  if (alpha.length === 2) {
    // the smaller one keeps its digits
    const [less, more] = alpha[0] < alpha[1] ? [0, 1] : [1, 0];
    const p = alpha[0] === alpha[1] ? 0.5 : incompleteBeta(0.5, 0.5, alpha[more], alpha[less]);
    return less === 0 ? [p, 1 - p] : [1 - p, p];
  }
  const order = Array.from(alpha, (_, k) => k).sort((j, k) => alpha[k] - alpha[j]);
  const concentrations = order.map((k) => alpha[k]);
  const source = random(seed);
  const wins = new Array<number>(alpha.length).fill(0);
  for (let draw = 0; draw < draws; draw++) {
    const frequencies = source.dirichlet(concentrations);
    wins[order[frequencies.indexOf(Math.max(...frequencies))]]++;
  }
  return wins.map((count) => count / draws);
}
