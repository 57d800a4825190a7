import { expect } from 'vitest';
import { DataError } from '../../src/errors.ts';

/** The DataError that a call ends with; the test fails when it ends otherwise. */
export function dataErrorOf(call: () => unknown): DataError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  return expect.unreachable('the call should have failed');
}
