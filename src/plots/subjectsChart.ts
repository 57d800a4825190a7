import { rowsOf, type Table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import { allTrials } from '../views/labelStates.ts';
import { pairedTestTable } from '../views/pairedTestTable.ts';
import { summaryTable } from '../views/summaryTable.ts';
import type { Chart, Json, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { axisNames } from './parts/axisNames.ts';
import { type ChartRow, chartRows, hasValues, unique } from './parts/chartRows.ts';
import { ruleAt, tooltip } from './parts/marks.ts';
import { bracketLayers, bracketRows, type PairedTest, readingBrackets } from './parts/pairedBrackets.ts';
import { panels } from './parts/panels.ts';
import { type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

const boxWidth = 26;

/** How the middle of the subjects is drawn. */
export type Middle = 'mean' | 'box';

/** Which columns of `summaryTable` a middle shows, and how it is called. */
const middles = {
  mean: { value: 'mean', lower: 'lower', upper: 'upper', names: ['Mean', '−1 s.e.', '+1 s.e.'] },
  box: {
    value: 'median',
    lower: 'lowerQuartile',
    upper: 'upperQuartile',
    names: ['Median', 'Lower quartile', 'Upper quartile'],
  },
} as const;

/** What a chart of subjects shows and how. */
export interface SubjectsChartOptions {
  /** The column that is drawn, and its axis title. */
  readonly column: string;
  readonly axis: string;
  readonly title: string;
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** Columns whose values have a panel each. */
  readonly panels?: readonly string[];
  readonly format?: string;
  /** The subjects' mean and a bar of one standard error, or their median and a box from quartile to quartile; mean by default. */
  readonly as?: Middle | undefined;
  /** A value that is drawn as a line: 0 as it is, another one dotted, as chance. */
  readonly rule?: number;
}

type SummaryRow = {
  readonly subject?: string;
  readonly state: string;
  readonly panel: string;
  readonly value: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly numSubjects?: number | null;
};

type SummaryColumn = (typeof middles)[Middle]['value' | 'lower' | 'upper'] | 'numSubjects';

type ReadRow = ChartRow<string, never, never, SummaryColumn>;

/** Click on a subject's point to keep that subject and fade the others. */
const isolateSubject: Json = [{ name: 'isolate', select: { type: 'point', fields: ['subject'], toggle: 'true' } }];

function fadingSubjects(opacity: number): JsonObject {
  return { condition: { param: 'isolate', value: opacity }, value: 0.15 * opacity };
}

/**
 * A number of each subject in each state: faint lines are subjects, their mean where they have several rows, such as sessions;
 * large points are the mean over subjects with a bar of one standard error, or boxes their quartiles and median; all trials in
 * grey. Brackets join states that differ by a paired t test over subjects, p adjusted for all tests of the chart
 * (`pairedTestTable`); up to four states have them.
 *
 * @param table columns subject, state (or 'all trials'), that named by `column` (empty is a gap), those named by `panels`
 * @throws {DataError} when the table is empty or a column is missing
 */
export function subjectsChart(
  table: Table,
  { column, axis, title, states: given, panels: by = [], format = '.2~f', as = 'mean', rule }: SubjectsChartOptions,
): Chart {
  const middle = middles[as];
  if (!middle) throw new SpecError('as', as, `as must be 'mean' or 'box', but is ${quote(as)}.`);
  const read = (over: readonly string[], numbers: readonly SummaryColumn[]): ReadRow[] =>
    chartRows('subjectsChart', summaryTable(table, { value: column, by: [...over, 'state', ...by] }), {
      names: [...over, 'state', ...by],
      values: [numbers[0]],
      optional: numbers.slice(1),
    });
  const ofSubjects: SummaryRow[] = read(['subject'], ['mean']).map((row) => ({
    subject: row.subject,
    state: row.state,
    panel: panelOf(row, by),
    value: row.mean ?? null,
  }));
  const means: SummaryRow[] = read([], [middle.value, middle.lower, middle.upper, 'numSubjects']).map((row) => ({
    state: row.state,
    panel: panelOf(row, by),
    value: row[middle.value] ?? null,
    lower: row[middle.lower] ?? null,
    upper: row[middle.upper] ?? null,
    numSubjects: row.numSubjects ?? null,
  }));
  const present = unique(means.map((row) => row.state));
  const states = statesOf(
    present.filter((state) => state !== allTrials),
    given,
  );
  const columns = [...states.map(({ name }) => name), ...present.filter((state) => state === allTrials)];
  const panelled = by.length > 0;
  const outer = panelled || columns.length > 4 ? sizes.full : sizes.half;
  const inner = outer - sizes.axis - sizes.edge;
  const width = panelled ? (inner - sizes.gap) / 2 : inner;
  const x = (field: string): JsonObject => ({
    field,
    type: 'nominal',
    title: null,
    scale: { type: 'point', domain: columns, padding: 0.5 },
    axis: { ...axisNames(columns, width / columns.length - 4, 'x'), labelAngle: 0 },
  });
  const y = (field: string): JsonObject => quantitative(field, axis, { format });
  const subjectsOnly: JsonObject = { filter: 'isValid(datum.subject)' };
  const meansOnly: JsonObject = { filter: '!isValid(datum.subject) && !isValid(datum.stars)' };
  const ofAll = `datum.state == '${allTrials}'`;
  const byState = (rows: JsonObject, mark: JsonObject, encoding: JsonObject): JsonObject[] => [
    {
      transform: [rows, { filter: `!(${ofAll})` }],
      mark,
      encoding: { x: x('state'), ...encoding, color: stateColor(states) },
    },
    ...(present.includes(allTrials)
      ? [
          {
            transform: [rows, { filter: ofAll }],
            mark: { ...mark, style: 'quiet' },
            encoding: { x: x('state'), ...encoding },
          },
        ]
      : []),
  ];
  const [points, ...others] = byState(
    subjectsOnly,
    { type: 'point', size: 14, aria: false },
    {
      y: y('value'),
      opacity: fadingSubjects(0.7),
      tooltip: tooltip(['subject', 'Subject'], ['state', 'State'], ['value', axis, '.3~g']),
    },
  );
  const barred = hasValues(means, 'lower');
  const drawn = [...ofSubjects, ...means].flatMap(({ value, upper }) => [value, upper].filter((one) => one != null));
  const frame = { columns, step: width / columns.length, top: Math.max(...drawn), bottom: Math.min(...drawn) };
  const brackets = bracketRows(pairedTests(table, column, by, states), frame);
  const [name, ...around] = middle.names;
  const shown = tooltip(
    ['state', 'State'],
    ['value', name, '.3~g'],
    ...(barred ? around.map((end, e) => [e === 0 ? 'lower' : 'upper', end, '.3~g'] as const) : []),
    ['numSubjects', 'Subjects', 'd'],
  );
  const range = { y: y('lower'), y2: { field: 'upper' } };
  const boxes = as === 'box' ? byState(meansOnly, { type: 'bar', size: boxWidth, opacity: 0.25 }, range) : [];
  const middlesDrawn =
    as === 'box'
      ? byState(meansOnly, { type: 'tick', size: boxWidth, thickness: 3 }, { y: y('value'), tooltip: shown })
      : [
          ...(barred ? byState(meansOnly, { type: 'rule', strokeWidth: 2 }, range) : []),
          ...byState(meansOnly, { type: 'point', size: 80 }, { y: y('value'), tooltip: shown }),
        ];
  const layer: JsonObject[] = [
    ...(rule === undefined ? [] : [ruleAt('y', rule, rule === 0 ? 'zero' : 'reference')]),
    ...boxes,
    {
      transform: [subjectsOnly],
      mark: { type: 'line', style: 'quiet', strokeWidth: 0.75, aria: false },
      encoding: {
        x: x('state'),
        y: y('value'),
        detail: { field: 'subject', type: 'nominal' },
        order: { field: 'order', type: 'quantitative' },
        opacity: fadingSubjects(0.5),
      },
    },
    { params: isolateSubject, ...points },
    ...others,
    ...middlesDrawn,
    ...bracketLayers(brackets, frame, x, y('value')),
  ];
  const numSubjects = unique(ofSubjects.map((row) => row.subject)).length;
  const reading = [
    `Faint line: a subject, ${numSubjects} in all.`,
    ...(as === 'box'
      ? ['Box: quartiles and median.']
      : ['Point: mean over subjects.', ...(barred ? ['Bar: ±1 s.e.'] : [])]),
    ...(rule !== undefined && rule !== 0 ? ['Dotted: chance.'] : []),
    ...(brackets.length > 0 ? [readingBrackets] : []),
  ];
  const values = [...ofSubjects, ...means].map((row) => ({ ...row, order: columns.indexOf(row.state) }));
  return {
    ...titled(title, reading, outer),
    data: { values: [...values, ...brackets] },
    ...(panelled
      ? panels({ field: 'panel', names: unique(means.map(({ panel }) => panel)), layer })
      : { width, height: sizes.height, layer }),
  };
}

/** The name of a row's panel. */
function panelOf(row: Readonly<Record<string, unknown>>, by: readonly string[]): string {
  return by.map((name) => row[name]).join(', ');
}

/** The tests of every two states, panel by panel; none of a single state, nor of more than four, whose brackets would fill the chart. */
function pairedTests(table: Table, column: string, by: readonly string[], states: readonly StateStyle[]): PairedTest[] {
  if (states.length < 2 || states.length > 4) return [];
  const among = states.map(({ name }) => name);
  return rowsOf(pairedTestTable(table, { value: column, by, between: 'state', among })).map((row) => ({
    panel: panelOf(row, by),
    one: String(row.one),
    other: String(row.other),
    adjustedP: typeof row.adjustedP === 'number' && Number.isFinite(row.adjustedP) ? row.adjustedP : null,
  }));
}
