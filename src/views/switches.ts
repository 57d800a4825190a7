import type { SessionRange } from './sessionRange.ts';

/** A change from one state to another. */
export interface Switch {
  readonly session: SessionRange;
  readonly from: number;
  readonly to: number;
  /** The first trial after it, counted from 0 over all sessions. */
  readonly trial: number;
}

/**
 * The switches of a path of states in one session. Trials that are not sure are passed over; the switch then lies midway
 * between the sure trials around it, or half a trial later.
 */
export function switchesOf(path: Int32Array, session: SessionRange, isSure: (trial: number) => boolean): Switch[] {
  const switches: Switch[] = [];
  let last: number | null = null;
  for (let t = session.from; t < session.to; t++) {
    if (!isSure(t)) continue;
    if (last !== null && path[t] !== path[last])
      switches.push({ session, from: path[last], to: path[t], trial: Math.ceil((last + t) / 2) });
    last = t;
  }
  return switches;
}
