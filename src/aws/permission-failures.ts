import type { Doing, ErrorFacts, Failure } from './failure.js';

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'AuthorizationError',
  'Forbidden',
]);

/** Whether an object is there: S3 refuses it in the same way where a permission is missing and where the object is. */
const LOOKS_FOR_OBJECT = 's3:HeadObject';

/** Calls that the caller may not make. */
export function permissionFailure(facts: ErrorFacts, doing: Doing): Failure | null {
  if (!DENIED.has(facts.name) && facts.status !== 403) return null;
  return { sentence: sentenceOf(facts, doing), isTransient: false, kind: 'permission' };
}

function sentenceOf({ message }: ErrorFacts, { operation, account }: Doing): string {
  // In AWS's words: User: ARN is not authorized to perform: ACTION on resource: ARN because REASON
  const [, caller] = /(?:User|Principal): (\S+) is not/.exec(message) ?? [];
  const [, action = operation] = /to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  const [, resource] = /on resource: (\S+)/.exec(message) ?? [];
  const [, reason] = /\b(?:because|with) (an? .+?|no .+?)\.?$/i.exec(message) ?? [];
  const who = caller ?? 'the caller';
  const why = reason === undefined ? '' : ` (${reason.replace(`the ${action} action`, 'it')})`;
  if (/AssumeRole/.test(action)) {
    const role = resource ?? `the role${account === undefined ? '' : ` in account ${account}`}`;
    return `${who} may not assume ${role}${why}; the role must be there and trust the caller with the same external id, and the caller needs ${action}`;
  }
  if (action === LOOKS_FOR_OBJECT)
    return `${who} may not see whether an object is in the bucket; give it the permissions s3:GetObject on the objects and s3:ListBucket on the bucket`;
  // Of the account that is scanned, but for the bucket, which has all accounts in it.
  const where = account === undefined || operation.startsWith('s3:') ? '' : ` in account ${account}`;
  return `${who} may not use ${action}${where}${why}; ${remedy(action, reason ?? '')}`;
}

function remedy(action: string, reason: string): string {
  if (/explicit deny/i.test(reason)) return `exempt the caller from that Deny of ${action}`;
  if (action.startsWith('organizations:')) {
    return `use the management account of the organisation, or an account it delegates to, with the permission ${action}`;
  }
  return `give it the permission ${action}${action.startsWith('iam:') ? ", which AWS's policy SecurityAudit holds" : ''}`;
}
