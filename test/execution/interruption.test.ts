import { expect, test } from 'vitest';
import { interruption } from '../../src/execution/interruption.ts';

test('an interrupt aborts what listens now, and what begins after it listens to a fresh signal', () => {
  const running = interruption.signal();
  interruption.interrupt();
  expect(running.aborted).toBe(true);
  expect(running.reason).toMatchObject({ name: 'AbortError' });
  expect(interruption.signal().aborted).toBe(false);
});

test('an interrupt may say why', () => {
  const running = interruption.signal();
  interruption.interrupt(new Error('stop button'));
  expect(running.reason).toEqual(new Error('stop button'));
});
