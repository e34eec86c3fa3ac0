import { layersOf, type EffectiveAccess } from './effective-access.js';
import type { PolicyAccess } from './policy-access.js';

/** What a principal can really do in the form of what one policy gives, for risk kinds to judge. */
export function wholeAccess(access: EffectiveAccess): PolicyAccess {
  const { allows, denies, catalog, judge, reach } = access;
  const bounds = layersOf(access);
  return {
    catalog,
    judge,
    reading: {
      allows,
      denies: [...denies, ...bounds.flatMap((bound) => bound.denies)],
      unknownActions: [],
    },
    bounds,
    reach,
  };
}
