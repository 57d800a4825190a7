import { readFileSync } from 'node:fs';
import { readSubjects } from '../src/data/readSubjects.ts';
import { behaviorOf } from '../src/models/behavior/behaviors.ts';
import { rescorlaWagner } from '../src/models/behavior/rescorlaWagner.ts';
import { type SubjectLikelihood, subjectLikelihood } from '../src/models/behavior/subjectLikelihood.ts';
import type { Subjects } from '../src/models/behavior/subjects.ts';
import { hierarchical } from '../src/models/hierarchical/hierarchical.ts';
import { createDerivatives } from '../src/numerics/differentiation/derivatives.ts';
import { fitSubjects } from '../src/workflows/fitSubjects.ts';
import { cpuTimes, median, timesAsLong } from './cpuTimes.ts';
import { type BenchLine, withDigits } from './report.ts';

const numSubjects = 100;

/** The likelihood of two-armed learners with its derivatives, and hierarchical fits, of pyEM's quick start: 100 subjects, 4 blocks of 24 trials. */
export async function learners(): Promise<BenchLine[]> {
  const subjects = quickStart();
  const [oneRate, twoRates] = [rescorlaWagner(), rescorlaWagner({ learningRates: 2 })];
  const { derivatives, ...byDuals } = behaviorOf(oneRate);
  const times = await cpuTimes({
    hand: evaluating(subjectLikelihood(behaviorOf(oneRate)), subjects),
    duals: evaluating(subjectLikelihood(byDuals), subjects),
    handTwo: evaluating(subjectLikelihood(behaviorOf(twoRates)), subjects),
    fit: () => fitSubjects(subjects, hierarchical(oneRate)),
    fitTwo: () => fitSubjects(subjects, hierarchical(twoRates)),
  });
  const microseconds = (name: 'hand' | 'duals' | 'handTwo'): number => (1000 * median(times[name])) / numSubjects;
  const { evaluations, trace } = await fitSubjects(subjects, hierarchical(oneRate));
  return [
    {
      what: 'value, gradient, Hessian of 96 trials, one rate',
      figures: `${withDigits(microseconds('hand'))} us`,
      bound: { kind: 'aim', value: microseconds('hand'), unit: ' us', atMost: 2.5 },
    },
    { what: 'the same, two rates', figures: `${withDigits(microseconds('handTwo'))} us` },
    {
      what: 'the same, one rate, by dual numbers',
      figures: `${withDigits(microseconds('duals'))} us`,
      bound: { kind: 'demanded', value: timesAsLong(times.duals, times.hand), unit: 'x by hand', atMost: 8 },
    },
    {
      what: 'hierarchical fit, one rate, to 1e-8',
      figures: `${withDigits(median(times.fit))} ms, ${trace.length} E-steps, ${evaluations} evaluations`,
      bound: { kind: 'aim', value: median(times.fit), unit: ' ms', atMost: 50 },
    },
    { what: 'hierarchical fit, two rates, to 1e-8', figures: `${withDigits(median(times.fitTwo))} ms` },
  ];
}

/** The subjects of pyEM's quick start. */
function quickStart(): Subjects {
  const { data } = JSON.parse(readFileSync('test/golden/fixtures/pyem/quickstart_rw1a1b.json', 'utf8'));
  return readSubjects({ choice: data.choices_B1, reward: data.rewards }, {});
}

function evaluating(likelihood: SubjectLikelihood, { trials }: Subjects): () => void {
  const x = Float64Array.of(-1.5, 0.2, -0.3).subarray(0, likelihood.numParameters);
  const out = createDerivatives(likelihood.numParameters);
  return () => {
    for (const one of trials) likelihood.evaluate(one, x, out);
  };
}
