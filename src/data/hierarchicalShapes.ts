import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { JsonShapeError } from './jsonCodec.ts';

/** Refuses a fit whose arrays do not belong to the same spec, subjects and parameters. @throws {JsonShapeError} */
export function requireShapes({ spec, parameterNames, group, subjects, trace, groupTrace }: HierarchicalFit): void {
  const size = parameterNames.length;
  const numSubjects = subjects.names.length;
  const { mode, mean, covariance, names: _, ...bySubject } = subjects;
  requireShape('subjects.mode', mode, [numSubjects, size]);
  requireShape('subjects.mean', mean, [numSubjects, size]);
  requireShape('subjects.covariance', covariance, [numSubjects, size, size]);
  for (const [name, values] of Object.entries(bySubject))
    requireShape(`subjects.${name}`, { shape: [values.length] }, [numSubjects]);
  if ((group === null) === (spec.prior === 'group'))
    throw new JsonShapeError('group', group === null ? 'an object' : 'null with a prior that is given, or none', group);
  if (group === null) return;
  const width = group.covariateNames.length;
  const numCoefficients = width * size;
  requireShape('group.coefficients', group.coefficients, [width, size]);
  requireShape('group.coefficientErrors', group.coefficientErrors, [width, size]);
  requireShape('group.coefficientCovariance', group.coefficientCovariance, [numCoefficients, numCoefficients]);
  requireShape('group.scale', group.scale, [size]);
  requireShape('group.logScaleErrors', group.logScaleErrors, [size]);
  if (group.covariance !== null) requireShape('group.covariance', group.covariance, [size, size]);
  requireShape('groupTrace', groupTrace, [trace.length, numCoefficients + size]);
}

function requireShape(place: string, { shape }: { readonly shape: readonly number[] }, expected: number[]): void {
  if (shape.join() !== expected.join()) throw new JsonShapeError(`${place}.shape`, `[${expected.join(', ')}]`, shape);
}
