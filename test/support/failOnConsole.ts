import { afterEach, beforeEach, vi } from 'vitest';

const methods = ['log', 'info', 'warn', 'error'] as const;
let spies: ReturnType<typeof vi.spyOn>[] = [];

beforeEach(() => {
  spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
});

afterEach(() => {
  const calls = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockRestore();
  if (calls.length > 0) throw new Error(`The library never prints, but it printed: ${calls[0]?.join(' ')}`);
});
