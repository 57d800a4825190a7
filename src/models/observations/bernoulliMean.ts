import { scaleless } from './scalarFamily.ts';
import type { Distribution } from './throughLink.ts';

/** Binary choices in the log-odds λ of y = 1; links other than logit come to it by way of the mean. */
export const bernoulliMean: Distribution = {
  coordinate: 'logOdds',
  hasScale: false,
  constantsOf: () => scaleless,

  fill(choice, at, _constants, terms) {
    const z = choice === 1 ? at : -at;
    const e = Math.exp(-Math.abs(z));
    const [unlikely, likely] = [e / (1 + e), 1 / (1 + e)];
    terms.logProbability = Math.min(z, 0) - Math.log1p(e);
    terms.slope = (choice === 1 ? 1 : -1) * (z > 0 ? unlikely : likely);
    terms.information = unlikely * likely;
    terms.skew = 0;
  },

  sample(mean, _scale, random) {
    return random.uniform() < mean ? 1 : 0;
  },

  refusal(y) {
    return y === 0 || y === 1 ? null : 'must be 0 or 1';
  },
};
