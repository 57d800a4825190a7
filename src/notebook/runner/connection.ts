import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a kernel listens, the key that signs its messages, and the file that tells it so. */
export interface Connection {
  readonly file: string;
  readonly key: string;
  /** Address of a channel, for zeromq. */
  address(channel: 'shell' | 'control' | 'iopub'): string;
  /** Deletes the file. */
  remove(): void;
}

const channels = ['shell', 'control', 'iopub', 'stdin', 'hb'] as const;
const ip = '127.0.0.1';

/** Picks free local ports and a random key, and writes them into a file that only this user can read. */
export async function openConnection(): Promise<Connection> {
  const ports = await freePorts();
  const key = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), 'latentlab-kernel-'));
  const file = join(folder, 'connection.json');
  const named = Object.fromEntries(channels.map((channel, i) => [`${channel}_port`, ports[i]]));
  const content = { ...named, ip, transport: 'tcp', key, signature_scheme: 'hmac-sha256' };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return {
    file,
    key,
    address: (channel) => `tcp://${ip}:${ports[channels.indexOf(channel)]}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All ports are held until the last is known, so that no two are the same. */
async function freePorts(): Promise<number[]> {
  const servers = await Promise.all(channels.map(listening));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function listening(): Promise<Server> {
  const server = createServer().listen(0, ip);
  await once(server, 'listening');
  return server;
}
