import { fillNormalLogOdds } from '../../numerics/normalDistribution.ts';
import { type LinkFunctions, type LinkName, namedLinks } from './links.ts';

/** What a family measures its mean in, so that its derivatives keep their digits at extreme means. */
export type Coordinate = 'mean' | 'logMean' | 'logOdds';

/** A coordinate at some η, with its first and second derivative by η. */
export interface CoordinatePoint {
  at: number;
  first: number;
  second: number;
}

/** Fills the point of an η; `at` is NaN or infinite where the link gives no mean that the coordinate knows. */
export type Curve = (eta: number, point: CoordinatePoint) => void;

/** The coordinate as a function of η under a link. */
export function curveOf(coordinate: Coordinate, link: LinkName | LinkFunctions): Curve {
  const stable = typeof link === 'string' ? stableCurves[`${coordinate} of ${link}`] : undefined;
  return stable ?? chain(coordinate, typeof link === 'string' ? namedLinks[link] : link);
}

// pairs for which the mean itself would underflow or lose digits
const stableCurves: Readonly<Record<string, Curve>> = {
  'logMean of log': straight,
  'logOdds of logit': straight,
  'logOdds of probit': fillNormalLogOdds,

  'logMean of inverse'(eta, point) {
    point.at = -Math.log(eta);
    point.first = -1 / eta;
    point.second = point.first * point.first;
  },

  'logMean of softplus'(eta, point) {
    if (eta > 0) {
      const e = Math.exp(-eta);
      const mean = eta + Math.log1p(e);
      point.at = Math.log(mean);
      point.first = 1 / (1 + e) / mean;
      point.second = point.first * (e / (1 + e) - point.first);
      return;
    }
    // the mean is t · perT; the difference perT - 1 by series where it would lose its digits
    const t = Math.exp(eta);
    const perT = t < 1e-5 ? 1 - t * (1 / 2 - t / 3) : Math.log1p(t) / t;
    const bend = t < 1e-5 ? -t * (1 / 2 - t / 3) : perT - 1;
    point.at = eta + Math.log(perT);
    point.first = 1 / ((1 + t) * perT);
    point.second = (point.first * bend) / ((1 + t) * perT);
  },
};

function straight(eta: number, point: CoordinatePoint): void {
  point.at = eta;
  point.first = 1;
  point.second = 0;
}

function chain(coordinate: Coordinate, { inverse, first, second }: LinkFunctions): Curve {
  switch (coordinate) {
    case 'mean':
      return (eta, point) => {
        point.at = inverse(eta);
        point.first = first(eta);
        point.second = second(eta);
      };
    case 'logMean':
      return (eta, point) => {
        const mean = inverse(eta);
        point.at = Math.log(mean);
        point.first = first(eta) / mean;
        point.second = second(eta) / mean - point.first * point.first;
      };
    case 'logOdds':
      return (eta, point) => {
        // a link that has run into 0 or 1 leaves the smallest chance of the other choice
        const given = inverse(eta);
        const mean = given >= 0 && given <= 1 ? Math.min(Math.max(given, 1e-300), 1 - Number.EPSILON / 2) : Number.NaN;
        const variance = mean * (1 - mean);
        point.at = Math.log(mean) - Math.log1p(-mean);
        point.first = first(eta) / variance;
        point.second = second(eta) / variance - point.first * point.first * (1 - 2 * mean);
      };
  }
}
