import type { Account, AccountResourcePolicy } from './account.js';
import { DocumentStore } from './document-store.js';

/** Kinds of resources by the service of their ARNs, where a service has policies on one kind only. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['backup', 'backup-vault'],
  ['dynamodb', 'table'],
  ['ecr', 'repository'],
  ['elasticfilesystem', 'file-system'],
  ['es', 'domain'],
  ['events', 'event-bus'],
  ['execute-api', 'rest-api'],
  ['glacier', 'vault'],
  ['glue', 'catalog'],
  ['kinesis', 'stream'],
  ['kms', 'key'],
  ['lambda', 'function'],
  ['logs', 'resource-policy'],
  ['secretsmanager', 'secret'],
  ['ses', 'identity'],
  ['sns', 'topic'],
  ['sqs', 'queue'],
]);

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
