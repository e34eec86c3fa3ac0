import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import type { LayerKind } from '../access/policy-layer.js';
import type { IndexSet } from '../catalog/index-set.js';
import { reachedActions } from '../policy/reach.js';

const LAYER_WORDS: Readonly<Record<LayerKind, string>> = {
  permissionsBoundary: 'permissions boundary',
  serviceControlPolicy: 'service control policies of',
  resourceControlPolicy: 'resource control policies of',
};

/** What keeps a principal from actions that its policies allow, in words. */
export function blockers(actions: IndexSet, access: EffectiveAccess): readonly string[] {
  const { sources, denies } = access;
  const layers = layersOf(access);
  const denying = new Set(
    denies
      .filter(({ denial, actions: denied }) => denial?.kind === 'always' && denied.intersects(actions))
      .map(({ statement }) => statement),
  );
  return [
    ...layers
      .filter(({ reach }) => !reachedActions(reach).includes(actions))
      .map(({ kind, name }) => `${LAYER_WORDS[kind]} ${name}`),
    ...sources.flatMap(({ name, document }) =>
      document.statements
        .filter((statement) => denying.has(statement))
        .map(({ sid, index }) => `Deny ${sid ?? `statement ${index}`} in policy ${name}`),
    ),
  ];
}
