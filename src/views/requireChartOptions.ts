import { requireKnownOptions } from '../models/checks.ts';

/**
 * Refuses names that are none of the options of a chart, for charts, which see no models.
 *
 * @param names all that its options may be called, which types check
 * @param of what takes the options, as in "plotWeights"
 * @throws {SpecError}
 */
export function requireChartOptions<Options extends object>(
  names: Readonly<Record<NoInfer<keyof Options>, true>>,
  given: Options,
  of: string,
): void {
  requireKnownOptions(Object.keys(names), given, of);
}
