import type { ObservationFamily } from './observation.ts';
import type { ObservationTerms, ScalarFamily } from './scalarFamily.ts';

const terms: ObservationTerms = { logProbability: 0, slope: 0, curvature: 0, scaleSlope: 0, scaleCurvature: 0 };

/** A family with one linear predictor among those that may have several. */
export function onePredictor(scalar: ScalarFamily): ObservationFamily {
  const { hasScale, longestStep, refusal } = scalar;
  return {
    hasScale,
    longestStep,
    refusal,
    numPredictors: 1,
    numMeans: 1,
    logProbability: (y, predictors, at, scale) => scalar.logProbability(y, predictors[at], scale),
    fillMeans(predictors, at, out, to) {
      out[to] = scalar.mean(predictors[at]);
    },
    sample: (predictors, at, scale, random) => scalar.sample(predictors[at], scale, random),
    fillRows(responses, numOutputs, from, to, scales, numStates, tables) {
      if (numOutputs === 1 && scalar.fillChoices) scalar.fillChoices(responses, from, to, numStates, tables);
      else fillTerms(scalar, responses, numOutputs, from, to, scales, numStates, tables);
    },
  };
}

function fillTerms(
  scalar: ScalarFamily,
  ...[responses, numOutputs, from, to, scales, numStates, tables]: Parameters<ObservationFamily['fillRows']>
): void {
  const O = numOutputs;
  const units = numStates * O;
  const { probability, shift, slope, curvature, scaleSlope, scaleCurvature } = tables;
  const constants = Array.from({ length: units }, (_, unit) => scalar.constantsOf(scales[unit] ?? 1));
  for (let row = from; row < to; row++) {
    let largest = -Infinity;
    for (let k = 0; k < numStates; k++) {
      let logProbability = 0;
      for (let o = 0; o < O; o++) {
        const cell = row * units + k * O + o;
        scalar.evaluate(responses[row * O + o], slope[cell], constants[k * O + o], terms);
        logProbability += terms.logProbability;
        slope[cell] = terms.slope;
        curvature[cell] = terms.curvature;
        if (scaleSlope.length > 0) {
          scaleSlope[cell] = terms.scaleSlope;
          scaleCurvature[cell] = terms.scaleCurvature;
        }
      }
      probability[row * numStates + k] = logProbability;
      largest = Math.max(largest, logProbability);
    }
    shift[row] = largest;
    for (let cell = row * numStates; cell < (row + 1) * numStates; cell++)
      probability[cell] = largest === -Infinity ? 0 : Math.exp(probability[cell] - largest);
  }
}
