import { isMissing } from './cells.ts';
import { refuseCell, type SubjectCells } from './subjectCells.ts';

/**
 * [subject] the first trials of its blocks, counted within the subject: unbroken runs of one value in a column.
 *
 * @throws {DataError} when a cell is empty, or a block comes back after another one
 */
export function blocksOfColumn(cells: SubjectCells, column: string): Int32Array[] {
  const values = cells.read(column);
  return cells.names.map((_, s) => {
    const [from, to] = [cells.starts[s], cells.starts[s + 1]];
    const firstTrials = new Map<string, number>();
    let current: string | undefined;
    for (let t = from; t < to; t++) {
      if (isMissing(values[t]))
        refuseCell(
          cells,
          column,
          t,
          `Column "${column}" is empty in ${cells.rowInWords(t)}, but every trial needs its block. Fill it in.`,
        );
      const block = String(values[t]);
      if (block === current) continue;
      const first = firstTrials.get(block);
      if (first !== undefined)
        refuseCell(
          cells,
          column,
          t,
          `Block "${block}" of column "${column}" begins in ${cells.rowInWords(first)} and comes back in ${cells.rowInWords(t)}, after block "${current}". What is learned begins anew in each block, so its trials must stand together: sort the table first, or give blocks different names.`,
        );
      firstTrials.set(block, t);
      current = block;
    }
    return Int32Array.from(firstTrials.values(), (t) => t - from);
  });
}
