import { quote, SpecError } from '../../errors.ts';

/** The sentence that says what the numbers of a column are. @throws {SpecError} when the chart has none for it */
export function measureOf<Column extends string>(
  chart: string,
  sentences: Readonly<Record<Column, string>>,
  column: Column,
): string {
  if (Object.hasOwn(sentences, column)) return sentences[column];
  const known = Object.keys(sentences).join(', ');
  throw new SpecError('column', column, `${chart} draws one of the columns ${known}, but column is ${quote(column)}.`);
}
