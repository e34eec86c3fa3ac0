import type { Account, AccountProblem, AccountResourcePolicy } from './account.js';
import table from './data/policy-holders.json' with { type: 'json' };
import { DocumentStore } from './document-store.js';

/** See `data/policy-holders.json`. */
const KINDS: ReadonlyMap<string, string> = new Map(Object.entries(table.kinds));

/**
 * The account with policies of its resources. One that cannot be read is kept, and is a problem of the account.
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
  if (resourcePolicies.length === 0) return account;
  return {
    ...account,
    resourcePolicies,
    problems: [...account.problems, ...resourcePolicies.flatMap(unread)],
  };
}

function unread({ arn, document }: AccountResourcePolicy): readonly AccountProblem[] {
  if (document === null || document.parsed.ok) return [];
  return [{ what: `policy of ${arn}`, where: `$[${JSON.stringify(arn)}]`, reason: document.parsed.reason }];
}

function typeOf(service: string, resource: string): string | null {
  if (service === 's3') return resource.startsWith('accesspoint/') ? 's3:accesspoint' : 's3:bucket';
  const kind = KINDS.get(service) ?? (service === 'codeartifact' ? resource.split('/', 1)[0] : undefined);
  return kind === undefined || kind === '' ? null : `${service}:${kind}`;
}
