import { requireWhole } from '../checks.ts';
import type { SubjectTrials } from './behaviorModel.ts';

/** How long a simulated task is. */
export interface TaskLength {
  readonly numBlocks?: number;
  /** Trials a block. */
  readonly numTrials?: number;
}

/** The trials of a task of equal blocks, without any columns yet. @throws {SpecError} */
export function equalBlocks(numBlocks: number, trialsPerBlock: number): SubjectTrials {
  requireWhole('numBlocks', numBlocks, { atLeast: 1 });
  requireWhole('numTrials', trialsPerBlock, { atLeast: 1 });
  return {
    numTrials: numBlocks * trialsPerBlock,
    blockStarts: Int32Array.from({ length: numBlocks }, (_, block) => block * trialsPerBlock),
    columns: {},
  };
}

/** Calls `visit` with each block's number, first trial and the trial after its last. */
export function forEachBlock(
  { blockStarts, numTrials }: SubjectTrials,
  visit: (from: number, to: number, block: number) => void,
): void {
  for (let block = 0; block < blockStarts.length; block++)
    visit(blockStarts[block], blockStarts[block + 1] ?? numTrials, block);
}
