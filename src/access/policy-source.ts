import type { Group, ManagedPolicy, Principal, StoredDocument } from '../account/account.js';
import type { PolicyDocument } from '../policy/policy-document.js';

/** An identity policy as one principal holds it. */
export interface PolicySource {
  readonly name: string;
  readonly kind: 'inline' | 'attached';
  /** The group through which a user has it; null where the principal holds it itself. */
  readonly group: Group | null;
  /** Null for an inline policy. */
  readonly managed: ManagedPolicy | null;
  readonly stored: StoredDocument;
  readonly document: PolicyDocument;
}

/** The identity policies of a principal that can be read: its own first, then those of its groups. */
export function identityPolicies(principal: Principal): readonly PolicySource[] {
  const own = policiesOf(principal, null);
  if (principal.type !== 'user') return own;
  return [...own, ...principal.groups.flatMap((group) => policiesOf(group, group))];
}

function policiesOf(holder: Principal, group: Group | null): readonly PolicySource[] {
  const sources: PolicySource[] = [];
  for (const { name, document } of holder.inlinePolicies) {
    if (document.parsed.ok)
      sources.push({
        name,
        kind: 'inline',
        group,
        managed: null,
        stored: document,
        document: document.parsed.document,
      });
  }
  for (const managed of holder.attachedPolicies) {
    const stored = managed.document;
    if (stored?.parsed.ok === true) {
      const { document } = stored.parsed;
      sources.push({ name: managed.name, kind: 'attached', group, managed, stored, document });
    }
  }
  return sources;
}
