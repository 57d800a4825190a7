import { logLikelihood } from '../models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../models/inference/mostLikelyStates.ts';
import { predict } from '../models/inference/predict.ts';
import type { TrialColumn } from './answerColumns.ts';
import { classProbabilities, observesChoices } from './classProbabilities.ts';
import { posteriorOf } from './posteriorOf.ts';
import type { FitView } from './viewFit.ts';

/** What a model says of each trial: its state, the probability of each state, what it expects to observe. */
export function modelColumns(view: FitView): TrialColumn[] {
  const { fit, trials, states } = view;
  const K = states.length;
  const path = mostLikelyStates(fit, trials);
  const { perTrial } = logLikelihood(fit, trials);
  const ofStates = (kind: 'smoothed' | 'predicted'): TrialColumn[] => {
    const { data } = posteriorOf(view)[kind];
    return states.map(({ name }, k) => ({ name: `${kind}: ${name}`, type: 'number', cell: (t) => data[t * K + k] }));
  };
  return [
    { name: 'state', type: 'string', cell: (t) => states[path[t]].name },
    ...ofStates('smoothed'),
    ...ofStates('predicted'),
    ...expectations(view).map(
      ({ name, cell }): TrialColumn => ({
        name,
        type: 'number',
        cell: (t) => (trials.featuresKnown[t] ? cell(t) : null),
      }),
    ),
    { name: 'logLikelihood', type: 'number', cell: (t) => (trials.observed[t] ? perTrial[t] : null) },
  ];
}

/** What is expected from earlier trials: the probability of each choice, or the mean of each response. */
function expectations(view: FitView): Pick<TrialColumn, 'name' | 'cell'>[] {
  const { fit, trials, states } = view;
  if (!observesChoices(fit, trials)) {
    const { average } = predict(fit, trials);
    const O = trials.responseNames.length;
    return trials.responseNames.map((name, o) => ({ name: `mean: ${name}`, cell: (t) => average[t * O + o] }));
  }
  const { numClasses: C, data } = classProbabilities(fit, trials, 'trialTable');
  const { data: predicted } = posteriorOf(view).predicted;
  const K = states.length;
  return Array.from({ length: C }, (_, c) => ({
    name: `probability: ${trials.classNames[c]}`,
    cell: (t) => states.reduce((sum, _, k) => sum + predicted[t * K + k] * data[(t * K + k) * C + c], 0),
  }));
}
