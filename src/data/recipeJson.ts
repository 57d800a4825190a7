import type { Kernel } from '../models/history/runningHistory.ts';
import type { SignalFactor } from '../models/history/signals.ts';
import type { FeatureRecipe, Levels } from '../models/recipes.ts';
import {
  booleanCodec,
  type Codec,
  countCodec,
  finiteCodec,
  JsonShapeError,
  kindCodec,
  listCodec,
  nullOr,
  numberCodec,
  objectCodec,
  optional,
  textCodec,
  wordCodec,
} from './jsonCodec.ts';

const factorFields = {
  column: textCodec,
  of: wordCodec('choice', 'response', 'outcome', 'feature'),
  chosenClass: optional(countCodec),
};

const factor = objectCodec<SignalFactor>({ ...factorFields, as: optional(wordCodec('failure', 'signed')) });

const kernel = kindCodec<Kernel>({
  lag: objectCodec({ by: countCodec }),
  average: objectCodec({ halfLife: finiteCodec }),
  trace: objectCodec({ tau: finiteCodec }),
  window: objectCodec({ tau: finiteCodec, lags: countCodec }),
  sum: objectCodec({ per: finiteCodec }),
});

const label: Codec<string | number | boolean> = {
  write: (value) => value,
  read: (json, place) => {
    if (typeof json !== 'string' && typeof json !== 'number' && typeof json !== 'boolean')
      throw new JsonShapeError(place, 'a text, a number or a boolean', json);
    return json;
  },
};

const levels = kindCodec<Levels>({
  values: objectCodec({ values: listCodec(label) }),
  bins: objectCodec({ edges: listCodec(numberCodec) }),
});

type Contrast = Extract<FeatureRecipe, { readonly kind: 'contrast' }>;

const sides: Codec<Contrast['columns']> = {
  write: (columns) => columns,
  read: (json, place) => {
    const columns = listCodec(textCodec).read(json, place);
    if (columns.length === 0 || columns.length > 2) throw new JsonShapeError(place, 'one column or two', json);
    return columns as readonly string[] as Contrast['columns'];
  },
};

const parts: Codec<readonly FeatureRecipe[]> = {
  write: (recipes) => listCodec(recipeCodec).write(recipes),
  read: (json, place) => listCodec(recipeCodec).read(json, place),
};

/** How a feature was made, as JSON. */
export const recipeCodec: Codec<FeatureRecipe> = kindCodec<FeatureRecipe>({
  bias: objectCodec({}),
  column: objectCodec({ column: textCodec }),
  matrix: objectCodec({ matrix: textCodec, index: countCodec }),
  standardized: objectCodec({
    column: textCodec,
    over: wordCodec('subject', 'pooled', 'session'),
    deviation: wordCodec('population', 'sample'),
    means: listCodec(finiteCodec),
    deviations: listCodec(finiteCodec),
  }),
  contrast: objectCodec({
    columns: sides,
    p: finiteCodec,
    unsigned: booleanCodec,
    deviations: nullOr(listCodec(finiteCodec)),
  }),
  lag: objectCodec<Omit<SignalFactor, 'as'> & { readonly by: number }>({ ...factorFields, by: countCodec }),
  history: objectCodec({ signal: listCodec(factor), kernel, onMissing: wordCodec('carry', 'zero') }),
  indicator: objectCodec({ column: textCodec, levels, level: countCodec, signed: booleanCodec }),
  session: objectCodec({ session: textCodec }),
  product: objectCodec({ parts }),
  weightedSum: objectCodec({
    names: listCodec(textCodec),
    parts,
    weights: listCodec(finiteCodec),
    dataHash: nullOr(textCodec),
  }),
});
