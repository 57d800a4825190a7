/** Names with a colour of their own, by place in the palette: blue is left and orange is right wherever they stand. */
const known = ['engaged', 'biased left', 'biased right'];
const places = [0, 1, 2, 3, 4, 5];

/** Place in the palette (0 to 5) of each name; beyond six states places come again. */
export function stateColors(names: readonly string[]): number[] {
  const taken = names.map((name) => known.indexOf(name)).filter((place) => place >= 0);
  const free = places.filter((place) => !taken.includes(place));
  // beside known names the others take the places of no meaning first
  const order = taken.length > 0 ? [...free.filter((place) => place > 2), ...free.filter((place) => place <= 2)] : free;
  const others = names.filter((name) => !known.includes(name));
  return names.map((name) => {
    const index = others.indexOf(name);
    return index < 0 ? known.indexOf(name) : (order[index] ?? places[(index - order.length) % places.length]);
  });
}
