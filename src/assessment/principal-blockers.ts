import { layersOf, type EffectiveAccess } from '../access/effective-access.js';
import type { LayerKind } from '../access/policy-layer.js';
import type { IndexSet } from '../catalog/index-set.js';
import { reachedActions } from '../policy/reach.js';
import { statementGround } from './document-analysis.js';
import { statementName } from './statement-name.js';

const LAYER_WORDS: Readonly<Record<LayerKind, string>> = {
  permissionsBoundary: 'permissions boundary',
  serviceControlPolicy: 'service control policies of',
  resourceControlPolicy: 'resource control policies of',
};

/** What keeps a principal from actions that its policies allow. */
export interface Blocker {
  readonly inWords: string;
  /** The same in a form that the order of statements and their Sids do not change. */
  readonly ground: string;
}

/** What keeps a principal from actions that its policies allow. */
export function blockers(actions: IndexSet, access: EffectiveAccess): readonly Blocker[] {
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
      .map(({ kind, name }) => {
        const inWords = `${LAYER_WORDS[kind]} ${name}`;
        return { inWords, ground: inWords };
      }),
    ...sources.flatMap(({ name, document }) =>
      document.statements
        .filter((statement) => denying.has(statement))
        .map((statement) => ({
          inWords: `Deny ${statementName(statement.sid ?? statement.index)} in policy ${name}`,
          ground: JSON.stringify([name, statementGround(statement, actions, access.catalog)]),
        })),
    ),
  ];
}
