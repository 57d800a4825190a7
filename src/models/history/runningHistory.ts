/** How signals s of earlier trials of a session add up to the value of a trial. */
export type Kernel =
  /** s some trials ago. */
  | { readonly kind: 'lag'; readonly by: number }
  /** a[t] = (1 - α) a[t-1] + α s[t-1] with α = 1 - exp(-ln 2 / halfLife). */
  | { readonly kind: 'average'; readonly halfLife: number }
  /** a[t] = λ a[t-1] + s[t-1] with λ = exp(-1 / tau). */
  | { readonly kind: 'trace'; readonly tau: number }
  /** Σ exp(-l / tau) s[t-l] / Σ exp(-l / tau), both over l = 1 to `lags`. */
  | { readonly kind: 'window'; readonly tau: number; readonly lags: number }
  /** The sum of all s so far, divided by `per`. */
  | { readonly kind: 'sum'; readonly per: number };

/** What a trial without a signal does to a history: nothing, as though it had not been, or what a signal of 0 does. */
export type OnMissing = 'carry' | 'zero';

/** A history under way: trial after trial, first its value is read, then the trial's signal added. */
export interface RunningHistory {
  /** Forgets everything: a session begins. */
  readonly start: () => void;
  /** 0 at the beginning of a session. */
  readonly value: () => number;
  /** NaN where the trial had no signal. */
  readonly add: (signal: number) => void;
}

/** The one place where histories are made: when trials are read, and when they are simulated. */
export function runningHistory(kernel: Kernel, onMissing: OnMissing): RunningHistory {
  const { start, value, add } = ofKernel(kernel);
  return {
    start,
    value,
    add: (signal) => {
      if (!Number.isNaN(signal)) add(signal);
      else if (onMissing === 'zero') add(0);
    },
  };
}

function ofKernel(kernel: Kernel): RunningHistory {
  switch (kernel.kind) {
    case 'lag':
      return weighted(Array.from({ length: kernel.by }, (_, l) => Number(l === kernel.by - 1)));
    case 'window': {
      const decay = Array.from({ length: kernel.lags }, (_, l) => Math.exp(-(l + 1) / kernel.tau));
      const total = decay.reduce((sum, weight) => sum + weight, 0);
      return weighted(decay.map((weight) => weight / total));
    }
    case 'average': {
      const kept = Math.exp(-Math.LN2 / kernel.halfLife);
      return decaying(kept, 1 - kept);
    }
    case 'trace':
      return decaying(Math.exp(-1 / kernel.tau), 1);
    case 'sum':
      return decaying(1, 1 / kernel.per);
  }
}

/** The sum of the last signals, the latest with the first weight. */
function weighted(weights: ArrayLike<number>): RunningHistory {
  const latest = new Float64Array(weights.length);
  return {
    start: () => void latest.fill(0),
    value: () => {
      let sum = 0;
      for (let l = 0; l < weights.length; l++) sum += weights[l] * latest[l];
      return sum;
    },
    add: (signal) => {
      latest.copyWithin(1, 0);
      latest[0] = signal;
    },
  };
}

/** Keeps a share of its value from trial to trial. */
function decaying(kept: number, gain: number): RunningHistory {
  let value = 0;
  return {
    start: () => {
      value = 0;
    },
    value: () => value,
    add: (signal) => {
      value = kept * value + gain * signal;
    },
  };
}
