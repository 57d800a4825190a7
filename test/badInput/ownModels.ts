import { fitModel } from '../../src/data/files/fitModel.ts';
import type { BehaviorModel } from '../../src/models/behavior/behaviorModel.ts';
import { type OwnBehaviorOptions, ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../src/models/behavior/rescorlaWagner.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { type OwnPrior, ownPrior } from '../../src/models/hierarchical/priors.ts';
import { bounded, ownScale, unit } from '../../src/models/hierarchical/scales.ts';
import { sixLearners } from '../support/sixLearners.ts';
import { type Refusals, untyped } from './refusal.ts';

const { name: _, ...likeLearner } = rescorlaWagnerModel(rescorlaWagner());
const coin: OwnBehaviorOptions = {
  name: 'coin',
  parameters: { bias: unit() },
  columns: { choice: { role: 'response', numClasses: 2 } },
  logLikelihood: () => 0,
};
/** A coin that fails in some trial, or throughout. */
const failing = (logLikelihood: BehaviorModel['logLikelihood']) => () =>
  fitModel(sixLearners, hierarchical(ownBehavior({ ...coin, logLikelihood })));
const coinWith =
  (more: object): (() => unknown) =>
  () =>
    ownBehavior({ ...coin, ...more });

const first = 'subject 1';
const withPrior = (logDensity: OwnPrior['logDensity']) => () =>
  fitModel(sixLearners, hierarchical(rescorlaWagner(), { prior: ownPrior({ logDensity }) }));

/** Models, scales and priors of one's own that cannot be, and likelihoods that fail. */
export const ownModels: Refusals = {
  'a scale between equal bounds': { call: () => bounded(1, 1), option: 'max' },
  'a middle outside the bounds': { call: () => bounded(0, 1, { middle: 2 }), option: 'middle' },
  "a scale of one's own without an inverse": {
    call: () => ownScale(untyped({ toNatural: Math.exp, first: Math.exp, second: Math.exp })),
    option: 'scale',
  },
  "a scale of one's own with a wrong slope": {
    call: () => ownScale({ toNatural: Math.exp, fromNatural: Math.log, first: () => 1, second: Math.exp }),
    option: 'scale',
  },
  "a model of one's own without a name": { call: () => ownBehavior(untyped(likeLearner)), option: 'name' },
  "a model of one's own without parameters": { call: coinWith({ parameters: {} }), option: 'parameters' },
  "a model of one's own with a scale by its name": {
    call: coinWith({ parameters: { bias: 'unit' } }),
    option: 'parameters.bias',
  },
  "a model of one's own without a response": {
    call: coinWith({ columns: { choice: { role: 'given' } } }),
    option: 'columns',
  },
  "a model of one's own with a column of no role": {
    call: coinWith({ columns: { choice: { numClasses: 2 } } }),
    option: 'columns.choice.role',
  },
  "a model of one's own without a likelihood": {
    call: coinWith({ logLikelihood: undefined }),
    option: 'logLikelihood',
  },
  "a model of one's own with half a place": { call: coinWith({ module: './models.js' }), option: 'export' },
  "a prior of one's own that is no function": {
    call: () => ownPrior({ logDensity: untyped(3) }),
    option: 'logDensity',
  },
  "a prior of one's own of the wrong size": {
    call: withPrior((x, out) => {
      out.value = -(x[2] ** 2);
    }),
    option: 'prior',
  },
  "a prior of one's own with a wrong slope": {
    call: withPrior((x, out) => {
      out.value = -(x[0] ** 2) - x[1] ** 2;
      out.gradient.set([-x[0], -2 * x[1]]);
    }),
    option: 'prior',
  },
  "a prior of one's own that throws": {
    call: withPrior((_, out) => {
      out.gradient.set([0, 0, 0]);
    }),
    option: 'prior',
  },
  'a likelihood that is NaN in a trial': {
    call: failing(({ bias }, { columns }, math, note) => {
      let total: typeof bias | number = 0;
      columns.choice.forEach((_, t) => {
        const logP = t === 7 ? math.multiply(Number.NaN, bias) : math.log(bias);
        note?.('logLikelihood', t, logP);
        total = math.add(total, logP);
      });
      return total;
    }),
    place: { subject: first },
  },
  'a likelihood that is NaN, and does not say where': {
    call: failing(({ bias }, _, math) => math.multiply(Number.NaN, bias)),
    place: { subject: first },
  },
  'a likelihood that throws': {
    call: failing(({ bias }, { columns }, math, note) => {
      let total: typeof bias | number = 0;
      columns.choice.forEach((_, t) => {
        if (t === 3) throw new RangeError('The value of option 2 is not known.');
        note?.('logLikelihood', t, math.log(bias));
        total = math.add(total, math.log(bias));
      });
      return total;
    }),
    place: { subject: first },
  },
  'a likelihood that reads a column that is not there': {
    call: failing(({ bias }, { columns }, math) => math.multiply(columns.offer[0], bias)),
    place: { subject: first },
  },
  'a likelihood above every number': { call: failing(() => Infinity), place: { subject: first } },
  'responses that are impossible everywhere': { call: failing(() => -Infinity), place: { subject: first } },
};
