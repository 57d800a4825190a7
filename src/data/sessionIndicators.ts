import type { FeatureBuilders } from './featureSets.ts';
import type { FeatureBuilder } from './features.ts';
import { type SubjectSessions, sessionLabels } from './subjectSessions.ts';

/** The builders, with a feature for each session in the place of `sessionIndicators`. */
export function withSessionIndicators(builders: FeatureBuilders, sessions: SubjectSessions): FeatureBuilders {
  return Object.fromEntries(
    Object.entries(builders).flatMap(([name, builder]): [string, FeatureBuilder][] => {
      if (builder?.kind !== 'sessionIndicators') return [[name, builder]];
      const indicated = sessionLabels(sessions).slice(builder.reference === 'first' ? 1 : 0);
      const features = indicated.map((session) => `${name}=${session}`);
      return indicated.map((session, s) => [features[s], { kind: 'session', session, group: { name, features } }]);
    }),
  );
}
