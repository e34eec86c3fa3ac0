import type { DocumentReader } from '../../access/document-reader.js';
import { identityPolicies } from '../../access/policy-source.js';
import type { Actor } from '../../access/principal-context.js';
import { reachedActions } from '../../policy/reach.js';
import { memoised } from './grouped.js';
import CHANGING_TAGS from './tag-changing-actions.json' with { type: 'json' };

/**
 * Whether somebody, by its number, may be able to change the tags of a role, by what it holds or by what it may give
 * itself. Boundaries and guardrails are left aside: who is counted in wrongly is only asked for conditions that are
 * known to be met or not.
 */
export function tagChangers(
  actors: readonly Actor[],
  documents: DocumentReader,
): (principal: number) => boolean {
  const changing = documents.catalog.setOf(CHANGING_TAGS);
  // Asked for every role whose tags matter, and for every hop into it.
  const known = new Map<number, boolean>();
  return (principal) => {
    const actor = actors[principal];
    return (
      actor !== undefined &&
      memoised(known, principal, () =>
        identityPolicies(actor).some(({ document }) =>
          reachedActions(documents.read(document, actor).reach).intersects(changing),
        ),
      )
    );
  };
}
