import { describe, expect, it } from 'vitest';
import { hierarchicalFitFromJson, hierarchicalFitToJson } from '../../src/data/hierarchicalJson.ts';
import { SpecError } from '../../src/errors.ts';
import { type OwnBehavior, ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../src/models/behavior/rescorlaWagner.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { ownPrior } from '../../src/models/hierarchical/priors.ts';
import { ownScale } from '../../src/models/hierarchical/scales.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { untyped } from '../badInput/refusal.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { sixLearners } from '../support/sixLearners.ts';

const half = { toNatural: (x: number) => x / 2, fromNatural: (value: number) => 2 * value };
const scale = ownScale({ ...half, first: () => 0.5, second: () => 0 });
const { columns, logLikelihood, design, simulate } = rescorlaWagnerModel(rescorlaWagner());
const stubborn = ownBehavior({
  name: 'stubborn',
  parameters: { inverseTemperature: scale, learningRate: scale },
  columns,
  logLikelihood,
  design,
  simulate,
  module: './models.js',
  export: 'stubborn',
});
const belief = ownPrior({
  logDensity: (x, out) => {
    out.value = -0.5 * (x[0] ** 2 + x[1] ** 2);
    out.gradient.set([-x[0], -x[1]]);
    out.hessian.set([-1, 0, 0, -1]);
  },
  module: './models.js',
  export: 'belief',
});
const own = await fitSubjects(sixLearners, hierarchical(stubborn, { prior: belief }));
const builtIn = await fitSubjects(sixLearners, hierarchical(rescorlaWagner(), { prior: 'none' }));

describe("a saved model, prior or scale of one's own", () => {
  const text = hierarchicalFitToJson(own);

  it('comes back with what is given at load', () => {
    const back = hierarchicalFitFromJson(text, 'cohort.json', { stubborn, belief });
    expect(back).toEqual(own);
    expect(back.spec.prior).toMatchObject({ logDensity: belief.logDensity });
    expect((back.spec.model as OwnBehavior).parameters.learningRate).toBe(scale);
    expect(text).toContain('"model":{"kind":"own","module":"./models.js","export":"stubborn"}');
  });

  it('asks for it by name', () => {
    expect(dataErrorOf(() => hierarchicalFitFromJson(text, 'cohort.json', { belief })).message).toBe(
      'cohort.json uses a model of one\'s own, the export "stubborn" of "./models.js". Import it, and load with loadHierarchicalFit(path, { functions: { stubborn, belief } }).',
    );
    expect(dataErrorOf(() => hierarchicalFitFromJson(text, 'cohort.json', { stubborn })).message).toContain(
      'uses a prior of one\'s own, the export "belief"',
    );
  });

  it('refuses what it does not have, or of another kind', () => {
    const load = (functions: object) => () => hierarchicalFitFromJson(text, 'cohort.json', untyped(functions));
    expect(load({ stubbron: stubborn })).toThrow('does not use the function "stubbron". Did you mean "stubborn"?');
    expect(load({ stubborn: belief, belief })).toThrow(
      'functions.stubborn must be the model that ownBehavior() returned, but is {"kind":"own"',
    );
    expect(load({ stubborn, belief: belief.logDensity })).toThrow(SpecError);
    expect(load({ stubborn, belief: belief.logDensity })).toThrow(
      'functions.belief must be the prior that ownPrior() returned, but is the function logDensity',
    );
    expect(() => hierarchicalFitFromJson(hierarchicalFitToJson(builtIn), 'cohort.json', { stubborn })).toThrow(
      'cohort.json uses no function of one\'s own, but functions holds "stubborn". Leave it out.',
    );
  });

  it('refuses a model that has other parameters by now', () => {
    const parameters = { inverseTemperature: scale, forgetting: scale };
    expect(
      dataErrorOf(() => hierarchicalFitFromJson(text, 'cohort.json', { stubborn: { ...stubborn, parameters }, belief }))
        .message,
    ).toBe(
      'cohort.json was fitted to the parameters inverseTemperature, learningRate, but model "stubborn" has inverseTemperature, forgetting. Load it with the model as it was, or fit again.',
    );
  });

  it('is not saved without the place where it is found', async () => {
    const { module, export: name, ...bare } = stubborn;
    const { logDensity } = belief;
    expect(() => hierarchicalFitToJson({ ...own, spec: hierarchical(bare, { prior: belief }) })).toThrow(
      "model is made by ownBehavior() of functions, which a file cannot hold. Say also where it is found: ownBehavior({ module: './models.js', export: 'ownModel', ... }).",
    );
    expect(() =>
      hierarchicalFitToJson({ ...own, spec: hierarchical(stubborn, { prior: ownPrior({ logDensity }) }) }),
    ).toThrow("Say also where it is found: ownPrior({ module: './priors.js', export: 'ownPrior', ... }).");
    const namesake = ownPrior({ logDensity, module: './priors.js', export: 'stubborn' });
    expect(() => hierarchicalFitToJson({ ...own, spec: hierarchical(stubborn, { prior: namesake }) })).toThrow(
      'model and prior are both exported as "stubborn"',
    );
  });

  it('names nothing through a prototype', () => {
    const json = text.replace('"export":"stubborn"', '"export":"constructor"');
    expect(() => hierarchicalFitFromJson(json, 'cohort.json', { belief })).toThrow('the export "constructor"');
  });
});
