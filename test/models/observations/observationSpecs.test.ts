import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { namedLinks } from '../../../src/models/observations/links.ts';
import {
  bernoulli,
  checkedObservation,
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
  poisson,
} from '../../../src/models/observations/observationSpecs.ts';
import { glmHmm } from '../../../src/models/specs.ts';

const makers = { bernoulli, poisson, gaussian, gamma, negativeBinomial };
const defaults = { bernoulli: 'logit', poisson: 'log', gaussian: 'identity', gamma: 'log', negativeBinomial: 'log' };
const allowed: Record<keyof typeof makers, readonly string[]> = {
  bernoulli: ['logit', 'probit'],
  poisson: ['log', 'softplus', 'identity'],
  gaussian: ['identity', 'log', 'softplus', 'inverse'],
  gamma: ['log', 'inverse', 'softplus', 'identity'],
  negativeBinomial: ['log', 'softplus', 'identity'],
};

describe.each(Object.entries(makers))('%s()', (name, make) => {
  const kind = name as keyof typeof makers;
  const makeWith = make as (options?: { link?: unknown }) => Observation;

  it('has a link by default', () => {
    expect(makeWith()).toEqual({ kind, link: defaults[kind] });
  });

  it('takes the links that suit it by name, and refuses the others', () => {
    for (const link of Object.keys(namedLinks))
      if (allowed[kind].includes(link)) expect(makeWith({ link })).toEqual({ kind, link });
      else
        expect(() => makeWith({ link })).toThrow(
          `link of ${kind}() must be ${allowed[kind].map((one) => `'${one}'`).join(', ')}, a link of one's own { value, inverse, first, second } or { module, export }, but is "${link}".`,
        );
  });

  it("takes a link of one's own, as functions or as a module's export", () => {
    const own = { ...namedLinks.softplus };
    expect(makeWith({ link: own })).toEqual({ kind, link: own });
    const link = { module: './links.js', export: 'cube' };
    expect(structuredClone(makeWith({ link }))).toEqual({ kind, link });
  });

  it('says what a link lacks', () => {
    const { value, inverse } = namedLinks.log;
    expect(() => makeWith({ link: { value, inverse } })).toThrow(`link of ${kind}() lacks first, second; a link of`);
    for (const link of [null, 3, {}, { module: './links.js' }, Math.exp])
      expect(() => makeWith({ link })).toThrow(SpecError);
  });
});

describe("a link of one's own", () => {
  const { log } = namedLinks;

  it('is refused where its functions do not belong together', () => {
    const refuses = (change: Partial<typeof log>, message: string): void =>
      expect(() => poisson({ link: { ...log, ...change } })).toThrow(message);
    refuses({ value: Math.log2 }, 'link of poisson() gives inverse(value(0.2725');
    refuses({ first: () => 1 }, 'link of poisson() gives first(-1.3) = 1, but inverse has the slope 0.2725');
    refuses({ second: (eta) => -Math.exp(eta) }, 'link of poisson() gives second(-1.3) = -0.2725');
  });

  it('may reach a mean from two sides', () => {
    const link = {
      value: Math.sqrt,
      inverse: (eta: number) => eta * eta,
      first: (eta: number) => 2 * eta,
      second: () => 2,
    };
    expect(poisson({ link })).toEqual({ kind: 'poisson', link });
  });

  it('may be undefined where it has no mean', () => {
    const link = {
      value: (mean: number) => mean ** 2,
      inverse: Math.sqrt,
      first: (eta: number) => 0.5 / Math.sqrt(eta),
      second: (eta: number) => -0.25 * eta ** -1.5,
    };
    expect(poisson({ link })).toEqual({ kind: 'poisson', link });
  });
});

describe('an observation in a spec', () => {
  it('is checked where it did not come from its constructor', () => {
    expect(checkedObservation({ kind: 'bernoulli' } as Observation)).toEqual(bernoulli());
    for (const make of Object.values(makers))
      expect(glmHmm({ numStates: 2, observation: make() }).observation).toEqual(make());
    expect(() => checkedObservation({ kind: 'poisson', link: 'logit' } as unknown as Observation)).toThrow(
      'link of poisson()',
    );
    expect(() => checkedObservation({ kind: 'cauchy' } as unknown as Observation)).toThrow(
      'observation must be made by bernoulli(), poisson(), gaussian(), gamma(), negativeBinomial() or softmax({ numClasses }), but is {"kind":"cauchy"}.',
    );
    expect(() => checkedObservation(null as unknown as Observation)).toThrow(SpecError);
  });
});
