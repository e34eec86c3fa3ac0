import type { Actor } from '../../access/principal-context.js';

/** No policy is about it in particular. */
const ANY_NAME = 'made-to-escalate';

/** A resource as it might be named where a pattern leaves it open. */
export function withMadeUpName(pattern: string): string {
  return pattern.replace(/\*+/g, ANY_NAME).replaceAll('?', 'x');
}

/** What the ARNs of whatever somebody makes in IAM begin with. */
export function ownArnStart({ partition, accountId }: Pick<Actor, 'partition' | 'accountId'>): string {
  return `arn:${partition === '' ? 'aws' : partition}:iam::${accountId ?? ''}:`;
}
