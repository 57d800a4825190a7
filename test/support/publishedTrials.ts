import type { TestContext } from 'vitest';
import { bias, column } from '../../src/data/features.ts';
import { readNpz } from '../../src/data/files/npz.ts';
import { columnOf } from '../../src/data/npyArray.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { needsPublishedData } from './requirements.ts';

/** The published demo of dynamic_glmhmm: 20 sessions of 500 trials, features bias and stimulus. */
export async function demoTrials(test: TestContext): Promise<Trials> {
  const { trainX, trainY, sessInd } = await readNpz(needsPublishedData(test, 'dataset_two_state_simulated.npz'));
  return readTrials(
    { choice: trainY.data, stimulus: columnOf(trainX, 1) },
    {
      sessionStarts: Array.from(sessInd.data, Number),
      choice: 'choice',
      correct: { signOf: 'stimulus' },
      features: { bias: bias(), stimulus: column() },
    },
  );
}

/** Real mice of the International Brain Laboratory: all six together, or one by its place in the file. */
export async function ibl(test: TestContext, mouse?: number): Promise<Trials> {
  const names = ['subject', 'session', 'contrast', 'previous_choice', 'wsls', 'choice'];
  const arrays = await readNpz(needsPublishedData(test, 'ibl_ashwood_six_mice.npz'), { arrays: names });
  const kept = Array.from(arrays.subject.data, Number).flatMap((subject, row) =>
    mouse === undefined || subject === mouse ? [row] : [],
  );
  const take = (name: string): number[] => kept.map((row) => Number(arrays[name].data[row]));
  const contrast = take('contrast');
  const mean = contrast.reduce((sum, one) => sum + one, 0) / contrast.length;
  const deviation = Math.sqrt(contrast.reduce((sum, one) => sum + (one - mean) ** 2, 0) / contrast.length);
  return readTrials(
    {
      session: take('session'),
      choice: take('choice'),
      stimulus: contrast.map((one) => one / deviation),
      previousChoice: take('previous_choice'),
      wsls: take('wsls'),
    },
    {
      session: 'session',
      choice: 'choice',
      missingChoice: -1,
      features: { stimulus: column(), bias: bias(), previousChoice: column(), wsls: column() },
    },
  );
}

/** A real rat: 20,000 trials in 80 sessions. */
export async function rat(test: TestContext): Promise<Trials> {
  const arrays = await readNpz(needsPublishedData(test, 'psytrack_rat_W053.npz'));
  const starts = [0];
  for (const length of Array.from(arrays.dayLength.data, Number)) starts.push(starts[starts.length - 1] + length);
  const first = (name: string): number[] => Array.from(columnOf(arrays[name], 0));
  return readTrials(
    {
      choice: Array.from(arrays.y.data, (y) => Number(y) - 1),
      s1: first('input_s1'),
      s2: first('input_s2'),
      history: first('input_h'),
    },
    {
      sessionStarts: starts,
      choice: 'choice',
      features: { bias: bias(), s1: column(), s2: column(), history: column() },
    },
  );
}
