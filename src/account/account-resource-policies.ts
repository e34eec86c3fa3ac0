import type { Account, AccountResourcePolicy } from './account.js';
import table from './data/policy-holders.json' with { type: 'json' };
import { DocumentStore } from './document-store.js';

/** See `data/policy-holders.json`. */
const KINDS: ReadonlyMap<string, string> = new Map(Object.entries(table.kinds));

/**
 * The account with policies of its resources.
 *
 * @param documents - policy documents as parsed JSON, by the ARN of the resource; those of roles are passed over, for the
 * account holds them
 */
export function withResourcePolicies(account: Account, documents: ReadonlyMap<string, unknown>): Account {
  const store = new DocumentStore();
  const resourcePolicies = [...documents].flatMap(([arn, json]): readonly AccountResourcePolicy[] => {
    const [, partition = '', service = '', , accountId = '', ...rest] = arn.split(':');
    if (service === 'iam') return [];
    return [
      {
        name: arn,
        arn,
        type: typeOf(service, rest.join(':')),
        accountId: accountId === '' ? account.accountId : accountId,
        partition,
        document: store.add(json),
        blocksPublicAccess: false,
      },
    ];
  });
  return resourcePolicies.length === 0 ? account : { ...account, resourcePolicies };
}

function typeOf(service: string, resource: string): string | null {
  if (service === 's3') return resource.startsWith('accesspoint/') ? 's3:accesspoint' : 's3:bucket';
  const kind = KINDS.get(service) ?? (service === 'codeartifact' ? resource.split('/', 1)[0] : undefined);
  return kind === undefined || kind === '' ? null : `${service}:${kind}`;
}
