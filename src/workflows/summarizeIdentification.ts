import type { Identification, IdentificationMatrices, IdentifiedPair } from './identification.ts';
import { indexOfBest, type ModelCriterion, modelCriteria } from './modelCriteria.ts';

/**
 * Means, wins and matrices of the values of rounds.
 *
 * @param values [metric][round][simulated][fitted]
 */
export function summarizeIdentification(
  modelNames: readonly string[],
  metrics: readonly ModelCriterion[],
  values: Identification['values'],
): Pick<Identification, 'pairs' | 'matrices'> {
  const pairs: IdentifiedPair[] = [];
  const matrices: IdentificationMatrices[] = [];
  metrics.forEach((metric, i) => {
    const { better } = modelCriteria[metric];
    const rounds = values[i].length;
    const wins = modelNames.map(() => modelNames.map(() => 0));
    for (const round of values[i])
      round.forEach((row, simulated) => {
        const best = indexOfBest(row, better);
        if (best !== null) wins[simulated][best]++;
      });
    modelNames.forEach((simulated, m) => {
      modelNames.forEach((fitted, n) => {
        const found = values[i].flatMap((round) => round[m][n] ?? []);
        const mean = found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
        pairs.push({ simulated, fitted, metric, mean, wins: wins[m][n], rounds });
      });
    });
    const confusion = wins.map((row) => shares(row));
    const columns = modelNames.map((_, fitted) => shares(confusion.map((row) => row[fitted] ?? 0)));
    matrices.push({
      metric,
      confusion,
      inversion: confusion.map((_, simulated) => columns.map((column) => column[simulated])),
    });
  });
  return { pairs, matrices };
}

/** Each in units of the sum; `null` when that is 0. */
function shares(values: readonly number[]): (number | null)[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum > 0 ? value / sum : null));
}
