import fc from 'fast-check';
import type { SessionChain } from '../../src/models/hmm/smoothing.ts';

function distribution(numStates: number, withZeros: boolean): fc.Arbitrary<number[]> {
  const share = fc.double({ min: 0.05, max: 1, noNaN: true });
  const raw = withZeros ? fc.oneof({ weight: 3, arbitrary: share }, fc.constant(0)) : share;
  return fc
    .array(raw, { minLength: numStates, maxLength: numStates })
    .filter((row) => row.some((p) => p > 0))
    .map((row) => row.map((p) => p / row.reduce((a, b) => a + b)));
}

/**
 * Short chains that stand somewhere inside longer arrays: some trials unobserved, some probabilities 0 if asked,
 * log-likelihoods down to `lowest`.
 */
export function chains(options: { withZeros?: boolean; lowest?: number } = {}): fc.Arbitrary<SessionChain> {
  const { withZeros = true, lowest = -5 } = options;
  return fc
    .record({ numStates: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 1, max: 6 }), start: fc.nat(2) })
    .chain(({ numStates, length, start }) =>
      fc
        .record({
          initialProbs: distribution(numStates, withZeros),
          rows: fc.array(distribution(numStates, withZeros), { minLength: numStates, maxLength: numStates }),
          transitionsOffset: fc.constantFrom(0, numStates ** 2),
          trials: fc.array(
            fc.oneof(
              {
                weight: 4,
                arbitrary: fc.array(fc.double({ min: lowest, max: 0, noNaN: true }), {
                  minLength: numStates,
                  maxLength: numStates,
                }),
              },
              fc.constant(new Array<number>(numStates).fill(0)),
            ),
            { minLength: length, maxLength: length },
          ),
        })
        .map(({ initialProbs, rows, transitionsOffset, trials }) => ({
          numStates,
          initialProbs: Float64Array.from(initialProbs),
          transitions: Float64Array.from([...new Array<number>(transitionsOffset).fill(Number.NaN), ...rows.flat()]),
          transitionsOffset,
          logLikelihoods: Float64Array.from([
            ...new Array<number>(start * numStates).fill(Number.NaN),
            ...trials.flat(),
          ]),
          start,
          end: start + length,
        })),
    );
}
