import type { JsonObject } from '../chart.ts';
import { ruleAt, type TooltipField, tooltip } from '../parts/marks.ts';
import { stateColor } from '../parts/states.ts';
import type { Distribution } from './distribution.ts';

/** Height of a lane of ticks, as a part of the plot above. */
const laneHeight = 0.13;
/** Places of groups in the palette: blue and orange first, which differ most. */
const places = [1, 2, 0, 3, 4, 5];

/** Bars, the axis of densities, ticks below it, and lines. */
export function distributionLayers(
  { parameter, domain, top, bars, ticks, line }: Distribution,
  {
    groups,
    left,
    legendWidth,
  }: { readonly groups: readonly string[]; readonly left: boolean; readonly legendWidth: number },
): JsonObject[] {
  const lane = laneHeight * top;
  const bottom = ticks.length > 0 ? -(Math.max(1, groups.length) + 0.2) * lane : 0;
  const y = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    title: left ? 'Density' : null,
    scale: { domain: [bottom, top], nice: false, zero: false },
    axis: { labels: false, grid: false, minExtent: 0 },
  });
  const x = (field: string): JsonObject => ({
    field,
    type: 'quantitative',
    title: null,
    scale: { domain, nice: false, zero: false, clamp: true },
    axis: { tickCount: 5, labelSeparation: 6 },
  });
  const color = groups.length > 0 ? { color: groupColor(groups, legendWidth) } : {};
  const ofGroup: TooltipField[] = groups.length > 0 ? [['group', 'Group']] : [];
  const layer = (values: readonly JsonObject[], mark: JsonObject, encoding: JsonObject): JsonObject[] =>
    values.length > 0 ? [{ data: { values }, mark, encoding: { ...encoding, ...color } }] : [];
  return [
    ...layer(
      bars,
      { type: 'bar', style: ['quiet', 'gap'], opacity: 0.45 },
      {
        x: { ...x('from'), bin: 'binned' },
        x2: { field: 'to' },
        y: { ...y('density'), stack: null },
        tooltip: tooltip(
          ...ofGroup,
          ['from', `${parameter} from`, '.4~r'],
          ['to', 'to', '.4~r'],
          ['count', 'Subjects', 'd'],
        ),
      },
    ),
    ruleAt('y', 0, 'zero', y('').scale),
    ...layer(
      ticks.map((row) => ({ ...row, lane: Number((-(row.lane + 0.6) * lane).toPrecision(6)) })),
      { type: 'tick', orient: 'vertical', style: 'quiet', size: 11, thickness: 1.5, opacity: 0.7, aria: false },
      {
        x: x('value'),
        y: y('lane'),
        tooltip: tooltip(['subject', 'Subject'], ...ofGroup, ['value', parameter, '.4~r']),
      },
    ),
    ...layer(
      line,
      { type: 'line', style: 'emphasis', strokeWidth: 2, aria: false, clip: true },
      { x: x('value'), y: y('density') },
    ),
  ];
}

function groupColor(groups: readonly string[], width: number): JsonObject {
  const named = groups.map((name, place) => ({ name, color: places[place % places.length] }));
  const color = stateColor(named, { field: 'group', legend: { symbol: 'square', width } });
  return color.legend === null ? color : { ...color, legend: { ...(color.legend as JsonObject), offset: 14 } };
}
