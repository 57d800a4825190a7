/** Settings as plain data, as they can be saved: without functions, and apart from what they were taken from. */
export function plainSettings<T>(settings: T): T {
  return JSON.parse(JSON.stringify(settings));
}
