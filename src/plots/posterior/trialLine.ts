import type { Chart, Json, JsonObject } from '../chart.ts';
import { quantitative } from '../parts/axes.ts';
import { pointerTargets, ruleAt, type TooltipField, tooltip } from '../parts/marks.ts';
import { type TrialPlaces, trialAxis, trialsWidth } from './trialAxis.ts';

/** A value in a trial; `time` where the table has times. */
export type TrialValue = { readonly trial: number; readonly time?: number; readonly value: number | null };

/** What a line over the trials of a session shows. */
export interface TrialLine {
  readonly name: string;
  readonly rows: readonly TrialValue[];
  readonly places: TrialPlaces;
  /** Whether the x axis is drawn. */
  readonly axis: boolean;
  readonly height: number;
  readonly format: string;
  /** A share: from 0 to 1, with this one dotted. */
  readonly reference?: number;
  readonly params: readonly Json[];
}

const strong: JsonObject = { style: 'strong', strokeWidth: 1.5 };
const quiet: JsonObject = { style: 'quiet', strokeWidth: 0.75 };

/** A thin line over the trials, its name above it. */
export function trialLine({ name, rows, places, axis, height, format, reference, params }: TrialLine): Chart {
  const x = trialAxis(places, { axis });
  const ofShare = reference === undefined ? {} : { domain: [0, 1] as const, values: [0, 0.5, 1] };
  const y: JsonObject = quantitative('value', '', { ...ofShare, format });
  const ticks = reference === undefined ? { axis: { format, tickCount: 2 } } : {};
  const fields: TooltipField[] = [
    ['trial', 'Trial', 'd'],
    ...(places.field === 'time' ? [['time', places.title] as const] : []),
    ['value', name, reference === undefined ? '.3~g' : '.1%'],
  ];
  const channel: JsonObject = { ...y, ...ticks, title: null };
  return {
    title: { text: name, fontSize: 11, fontWeight: 'normal', offset: 4 },
    width: trialsWidth,
    height,
    data: { values: rows },
    layer: [
      ...(reference === undefined ? [] : [ruleAt('y', reference, 'reference', y.scale ?? null)]),
      {
        params,
        mark: { type: 'line', aria: false, ...(reference === undefined ? quiet : strong), clip: true },
        encoding: { x, y: channel },
      },
      pointerTargets(x, channel, tooltip(...fields)),
    ],
  };
}
