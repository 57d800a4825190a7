/** What `cpuTimes` found: CPU milliseconds of one call, round by round. */
export type CpuTimes<Name extends string> = Readonly<Record<Name, readonly number[]>>;

const rounds = 9;
const roundMs = 60;
const warmUpMs = 300;

/**
 * Times variants of a computation in turns, round after round, so that whatever else the machine does meets all alike.
 * CPU time, not time on the clock: other programs do not count.
 */
export async function cpuTimes<Name extends string>(
  variants: Readonly<Record<Name, () => unknown>>,
): Promise<CpuTimes<Name>> {
  const names = Object.keys(variants) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  const calls = {} as Record<Name, number>;
  for (const name of names) {
    await timePerCall(variants[name], await callsWithin(variants[name], warmUpMs));
    calls[name] = await callsWithin(variants[name], roundMs);
  }
  for (let round = 0; round < rounds; round++)
    for (const name of names) times[name].push(await timePerCall(variants[name], calls[name]));
  return times;
}

/** Middle of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** How many times as long one variant takes as another: the median over rounds of the ratio within a round. */
export function timesAsLong(one: readonly number[], other: readonly number[]): number {
  return median(one.map((time, round) => time / other[round]));
}

async function callsWithin(call: () => unknown, ms: number): Promise<number> {
  await call();
  return Math.max(1, Math.ceil(ms / (await timePerCall(call, 1))));
}

async function timePerCall(call: () => unknown, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call();
  const { user, system } = process.cpuUsage(before);
  return Math.max(user + system, 1) / 1000 / calls;
}
