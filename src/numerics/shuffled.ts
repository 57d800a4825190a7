import type { Random } from './random.ts';

/** The items in random order, every order as likely as any other (Fisher & Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [out[last], out[other]] = [out[other], out[last]];
  }
  return out;
}
