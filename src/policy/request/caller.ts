import { isServiceLinkedPath } from '../service-linked.js';
/** What kind of principal sends a request. */
export type CallerKind =
  | 'user'
  | 'role'
  | 'assumedRole'
  | 'federatedUser'
  | 'root'
  | 'service'
  | 'federated'
  | 'anonymous'
  /** The owner of an account by the id that only S3 knows. */
  | 'canonicalUser'
  | 'other';

/** The principal of a request, taken apart. */
export interface Caller {
  readonly kind: CallerKind;
  /** As given. */
  readonly arn: string;
  readonly accountId: string | null;
  readonly partition: string;
  /** Name of the user, or of the role behind a session. */
  readonly name: string;
  /** ARN of the role behind a session, without its path, which the session's ARN does not hold. */
  readonly roleArn: string | null;
  readonly isServiceLinked: boolean;
}

// Names hold no wildcards: a pattern stands for many principals, and one of them calls.
const IAM = /^arn:([^:]+):iam::(\d{12}):(user|role)\/([^*?]+)$/;
const ROOT = /^arn:([^:]+):iam::(\d{12}):root$/;
const SESSION = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/*?]+)\/([^*?]+)$/;
const FEDERATED_USER = /^arn:([^:]+):sts::(\d{12}):federated-user\/([^*?]+)$/;
const PROVIDER = /^arn:([^:]+):iam::(\d{12}):(oidc|saml)-provider\/[^*?]+$/;
const CANONICAL_USER = /^[0-9a-f]{64}$/;
const ACCOUNT = /^\d{12}$/;
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/.*)?$/i;

/**
 * Recognises a principal by its ARN or name.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function parseCaller(arn: string): Caller {
  const base = { arn, accountId: null, partition: 'aws', name: '', roleArn: null, isServiceLinked: false };
  const iam = IAM.exec(arn);
  if (iam !== null) {
    const [, partition = '', accountId = '', kind, path = ''] = iam;
    return {
      ...base,
      kind: kind === 'user' ? 'user' : 'role',
      accountId,
      partition,
      name: path.slice(path.lastIndexOf('/') + 1),
      roleArn: kind === 'role' ? arn : null,
      isServiceLinked: kind === 'role' && isServiceLinkedPath(`/${path}`),
    };
  }
  const session = SESSION.exec(arn);
  if (session !== null) {
    const [, partition = '', accountId = '', name = ''] = session;
    const roleArn = `arn:${partition}:iam::${accountId}:role/${name}`;
    // Roles that services make for themselves are named so, and nobody else's role can be.
    const isServiceLinked = name.startsWith('AWSServiceRoleFor');
    return { ...base, kind: 'assumedRole', accountId, partition, name, roleArn, isServiceLinked };
  }
  const federated = FEDERATED_USER.exec(arn);
  if (federated !== null) {
    const [, partition = '', accountId = '', name = ''] = federated;
    return { ...base, kind: 'federatedUser', accountId, partition, name };
  }
  const root = ROOT.exec(arn) ?? (ACCOUNT.test(arn) ? ['', 'aws', arn] : null);
  if (root !== null) return { ...base, kind: 'root', accountId: root[2] ?? '', partition: root[1] ?? '' };
  if (PROVIDER.test(arn)) return { ...base, kind: 'federated' };
  if (arn === '*' || arn === 'anonymous') return { ...base, kind: 'anonymous' };
  if (HOST.test(arn))
    return {
      ...base,
      kind: arn.endsWith('.amazonaws.com') || arn.endsWith('.amazonaws.com.cn') ? 'service' : 'federated',
    };
  return { ...base, kind: CANONICAL_USER.test(arn) ? 'canonicalUser' : 'other' };
}

/** Whether identity policies speak for the caller. */
export function hasIdentityPolicies({ kind }: Caller): boolean {
  return ['user', 'role', 'assumedRole', 'federatedUser', 'root'].includes(kind);
}
