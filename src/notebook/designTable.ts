import type { Trials } from '../models/trials.ts';
import { designTable as design } from '../views/designTable.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * What a model is fitted to as a DataFrame, a row a trial: subject (where known), session and trial (both from 1),
 * sessionName, sessionStart, choice (its label, or 0 and 1) or the responses, observed (whether it counts), featuresKnown
 * (whether no feature is missing; 0 stands for one that is), and each feature. As typed arrays the same stands in the trials.
 *
 * @throws {DataError} when a feature or response has the name of another column
 */
export function designTable(trials: Trials): DataFrame {
  return toFrame(design(trials));
}
