import { expect, test } from 'vitest';
import { KernelError, readMessage, signedRequest } from '../../../src/notebook/runner/messages.ts';

test('a signed message is read back with its type and content', () => {
  const { frames } = signedRequest('key', 'session', 'execute_request', { code: 'größer' });
  const message = readMessage(
    'key',
    ['address', ...frames].map((frame) => Buffer.from(frame)),
  );
  expect(message).toEqual({ type: 'execute_request', parent: undefined, content: { code: 'größer' } });
});

test('a message that another key has signed is refused', () => {
  const { frames } = signedRequest('key', 'session', 'execute_request', {});
  expect(() =>
    readMessage(
      'other',
      frames.map((frame) => Buffer.from(frame)),
    ),
  ).toThrow(KernelError);
});
