import { rowsOf, type Table } from '../data/table.ts';
import { pairedTestTable } from '../views/pairedTestTable.ts';
import { summaryTable } from '../views/summaryTable.ts';
import type { Chart, Json, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { axisNames } from './parts/axisNames.ts';
import { type ChartRow, chartRows, hasValues, unique } from './parts/chartRows.ts';
import { ruleAt, tooltip, uncertaintyFields } from './parts/marks.ts';
import { bracketLayers, bracketRows, type PairedTest, readingBrackets } from './parts/pairedBrackets.ts';
import { panels } from './parts/panels.ts';
import { type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

const allTrials = 'all trials';

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

/** Click on a subject's point to keep that subject and fade the others. */
const isolateSubject: Json = [{ name: 'isolate', select: { type: 'point', fields: ['subject'], toggle: 'true' } }];

function fadingSubjects(opacity: number): JsonObject {
  return { condition: { param: 'isolate', value: opacity }, value: 0.15 * opacity };
}

/**
 * A number of each subject in each state: faint lines are subjects, their mean where they have several rows, such as sessions;
 * large points are the mean over subjects with a bar of one standard error; all trials in grey. Brackets join states that
 * differ by a paired t test over subjects, p adjusted for all tests of the chart (`pairedTestTable`); up to four states have them.
 *
 * @param table columns subject, state (or 'all trials'), that named by `column` (empty is a gap), those named by `panels`
 * @throws {DataError} when the table is empty or a column is missing
 */
export function subjectsChart(
  table: Table,
  { column, axis, title, states: given, panels: by = [], format = '.2~f', rule }: SubjectsChartOptions,
): Chart {
  const read = (over: readonly string[], optional: readonly ('lower' | 'upper' | 'numSubjects')[]): SummaryRow[] =>
    chartRows('subjectsChart', summaryTable(table, { value: column, by: [...over, 'state', ...by] }), {
      names: [...over, 'state', ...by],
      values: ['mean'],
      optional,
    }).map((row: ChartRow<string, never, 'mean', 'lower' | 'upper' | 'numSubjects'>) => {
      const { mean, state, subject, lower, upper, numSubjects } = row;
      const panel = by.map((name) => row[name]).join(', ');
      return over.length > 0
        ? { subject, state, panel, value: mean }
        : { state, panel, value: mean, lower: lower ?? null, upper: upper ?? null, numSubjects: numSubjects ?? null };
    });
  const ofSubjects = read(['subject'], []);
  const means = read([], ['lower', 'upper', 'numSubjects']);
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
  const shown = tooltip(['state', 'State'], ['value', 'Mean', '.3~g'], ...uncertaintyFields(means, '', '.3~g'), [
    'numSubjects',
    'Subjects',
    'd',
  ]);
  const layer: JsonObject[] = [
    ...(rule === undefined ? [] : [ruleAt('y', rule, rule === 0 ? 'zero' : 'reference')]),
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
    ...(barred ? byState(meansOnly, { type: 'rule', strokeWidth: 2 }, { y: y('lower'), y2: { field: 'upper' } }) : []),
    ...byState(meansOnly, { type: 'point', size: 80 }, { y: y('value'), tooltip: shown }),
    ...bracketLayers(brackets, frame, x, y('value')),
  ];
  const numSubjects = unique(ofSubjects.map((row) => row.subject)).length;
  const reading = [
    `Faint line: a subject, ${numSubjects} in all.`,
    'Point: mean over subjects.',
    ...(barred ? ['Bar: ±1 s.e.'] : []),
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

/** The tests of every two states, panel by panel; none of a single state, nor of more than four, whose brackets would fill the chart. */
function pairedTests(table: Table, column: string, by: readonly string[], states: readonly StateStyle[]): PairedTest[] {
  if (states.length < 2 || states.length > 4) return [];
  const among = states.map(({ name }) => name);
  return rowsOf(pairedTestTable(table, { value: column, by, between: 'state', among })).map((row) => ({
    panel: by.map((name) => row[name]).join(', '),
    one: String(row.one),
    other: String(row.other),
    adjustedP: typeof row.adjustedP === 'number' && Number.isFinite(row.adjustedP) ? row.adjustedP : null,
  }));
}
