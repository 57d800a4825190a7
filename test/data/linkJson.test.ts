import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFit, saveFit } from '../../src/data/files/fitFile.ts';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import type { LinkFunctions } from '../../src/models/observations/links.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
  poisson,
} from '../../src/models/observations/observationSpecs.ts';
import { glm } from '../../src/models/presets.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const cloglog: LinkFunctions = {
  value: (mean) => Math.log(-Math.log1p(-mean)),
  inverse: (eta) => -Math.expm1(-Math.exp(eta)),
  first: (eta) => Math.exp(eta - Math.exp(eta)),
  second: (eta) => Math.exp(eta - Math.exp(eta)) * (1 - Math.exp(eta)),
};
const place = { module: './links.js', export: 'cloglog' };

function fitWith(observation: Observation): Fit {
  return fitFrom(glm({ observation }), { weights: [[0.5]] }, { featureNames: ['bias'] });
}
const own = fitWith(bernoulli({ link: { ...place, ...cloglog } }));

describe('a saved link', () => {
  it.each([
    bernoulli({ link: 'probit' }),
    poisson(),
    gaussian({ link: 'softplus' }),
    gamma({ link: 'inverse' }),
    negativeBinomial({ link: 'identity' }),
  ])('comes back by its name: $kind, $link', (observation) => {
    const fit = fitWith(observation);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
  });

  it('is refused when another family has it', () => {
    const text = fitToJson(fitWith(poisson())).replace('"link":"log"', '"link":"logit"');
    expect(dataErrorOf(() => fitFromJson(text, 'mouse.json')).message).toContain(
      "mouse.json is damaged: link of poisson() must be 'log', 'softplus', 'identity'",
    );
  });
});

describe("a saved link of one's own", () => {
  it.each(['mouse.json', 'mouse.npz'])('comes back with the functions given at load: %s', async (name) => {
    const path = join(temporaryFolder(), name);
    await saveFit(path, own);
    const back = await loadFit(path, { functions: { cloglog } });
    expect(back).toEqual(own);
    expect(back.spec.observation).toMatchObject({ link: cloglog });
  });

  it('asks for them by name', () => {
    const error = dataErrorOf(() => fitFromJson(fitToJson(own), 'mouse.json'));
    expect(error.message).toBe(
      'mouse.json uses a link of one\'s own, the export "cloglog" of "./links.js". Import it, and load with loadFit(path, { functions: { cloglog } }).',
    );
    expect(() => fitFromJson(fitToJson(own), 'mouse.json', { cloglog: { ...cloglog, first: Math.exp } })).toThrow(
      'gives first(',
    );
  });

  it('refuses functions that it does not have, with the name that it has', () => {
    const load = (fit: Fit) => () => fitFromJson(fitToJson(fit), 'mouse.json', { clogog: cloglog });
    expect(load(own)).toThrow(SpecError);
    expect(load(own)).toThrow('mouse.json does not use the function "clogog". Did you mean "cloglog"?');
    expect(load(fitWith(poisson()))).toThrow('mouse.json uses no function of one\'s own, but functions holds "clogog"');
  });

  it('is not saved without the place where its functions are found', () => {
    expect(() => fitToJson(fitWith(bernoulli({ link: cloglog })))).toThrow(
      'link holds functions, which a file cannot hold. Say also where they are found: { module: "./links.js"',
    );
  });

  it('names no function through a prototype', () => {
    const text = fitToJson(own).replace('"export":"cloglog"', '"export":"constructor"');
    expect(() => fitFromJson(text, 'mouse.json')).toThrow(DataError);
  });
});
