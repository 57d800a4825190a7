import type { Recovery } from '../workflows/recovery.ts';

/** The sizes of cohorts, by their names, in which the cells of a study of recovery differ. */
export function variedSizes({ cells }: Recovery): ('numTrials' | 'numSubjects' | 'numBlocks')[] {
  return (['numTrials', 'numSubjects', 'numBlocks'] as const).filter(
    (name) => new Set(cells.map((cell) => cell[name])).size > 1,
  );
}
