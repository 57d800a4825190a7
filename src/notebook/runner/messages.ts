import { createHmac, randomUUID } from 'node:crypto';
import { LatentlabError } from '../../errors.ts';

/** The kernel process did not start, ended by itself, or sent what nobody can read. */
export class KernelError extends LatentlabError {
  readonly code = 'kernel';
}

/** A message from the kernel: `parent` is the id of the request that it answers. */
export interface KernelMessage {
  readonly type: string;
  readonly parent: string | undefined;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A request as zeromq sends it, and its id. */
export interface SignedRequest {
  readonly id: string;
  readonly frames: readonly string[];
}

const delimiter = '<IDS|MSG>';

/** Writes and signs a request of Jupyter's wire protocol 5.3. */
export function signedRequest(key: string, session: string, type: string, content: object): SignedRequest {
  const id = randomUUID();
  const date = new Date().toISOString();
  const header = { msg_id: id, msg_type: type, session, username: 'latentlab', version: '5.3', date };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return { id, frames: [delimiter, signature(key, parts), ...parts] };
}

/**
 * Reads the frames of a message.
 *
 * @throws {KernelError} when the signature is not the one of this connection's key
 */
export function readMessage(key: string, frames: readonly Buffer[]): KernelMessage {
  const [signed, ...parts] = frames.slice(frames.findIndex((frame) => frame.toString() === delimiter) + 1).map(String);
  if (parts.length < 4 || signed !== signature(key, parts.slice(0, 4)))
    throw new KernelError(
      'A message from the kernel has a wrong signature; another program may use its port. Try again.',
    );
  const [header, parent, , content] = parts.map((part) => JSON.parse(part));
  return { type: header.msg_type, parent: parent.msg_id, content };
}

function signature(key: string, parts: readonly string[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}
