/** The background a chart is made for. */
export type Mode = 'light' | 'dark';

/** The colours of one mode. */
export interface Palette {
  /** Six colours for states, told apart by colour-blind readers (smallest CIEDE2000 difference 16.4), contrast with the background >= 3.1. */
  readonly states: readonly string[];
  readonly background: string;
  readonly text: string;
  readonly quietText: string;
  readonly line: string;
  readonly grid: string;
  /** Six stops from low to high; black and white numbers are equally readable at the middle. */
  readonly sequential: readonly string[];
  /** Negative (left) to positive (right). */
  readonly diverging: readonly string[];
  readonly ordinal: readonly string[];
  /** Ink of numbers on the low and on the high half of `sequential`. */
  readonly onLow: string;
  readonly onHigh: string;
}

/** The palettes. The first three places are meant for engaged, biased left and biased right; blue is left, orange is right. */
export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    states: ['#35a192', '#004bab', '#df7517', '#69164a', '#7d5c2a', '#8b80ca'],
    background: '#ffffff',
    text: '#1f2328',
    quietText: '#59636e',
    line: '#8c959f',
    grid: '#e7e9ec',
    sequential: ['#f2f5fa', '#c0d2ec', '#628cc9', '#2c5fac', '#184e9e', '#0a316b'],
    diverging: ['#00378a', '#4a80c6', '#b7cdea', '#f3f3f3', '#f5cda3', '#df7517', '#8f4300'],
    ordinal: ['#7892b7', '#5681c4', '#2059ad', '#0a2a5e'],
    onLow: '#000000',
    onHigh: '#ffffff',
  },
  dark: {
    states: ['#58d9c4', '#4482f0', '#ec8315', '#b04c8e', '#f0ea9a', '#8f8a7e'],
    background: '#1b1b1b',
    text: '#e8e8e8',
    quietText: '#a9b0b8',
    line: '#767d86',
    grid: '#323437',
    sequential: ['#23282f', '#27446f', '#3263a6', '#6089cc', '#a5c3f0', '#e4efff'],
    diverging: ['#9fc1ff', '#5272d7', '#2f4372', '#2a2a2a', '#7a4119', '#ed6721', '#ffb98f'],
    ordinal: ['#66789a', '#5d8ddb', '#93b8f0', '#e4efff'],
    onLow: '#ffffff',
    onHigh: '#000000',
  },
};
