import type { Actor } from '../../access/principal-context.js';

/** No policy is about it in particular. */
const ANY_NAME = 'made-to-escalate';

/** A resource as it might be named where a pattern leaves it open. */
export function withMadeUpName(pattern: string): string {
  return pattern.replace(/\*+/g, ANY_NAME).replaceAll('?', 'x');
}

/** A resource as it might be named where two patterns leave it open; it need not match them. */
export function withNameForBoth(pattern: string, other: string): string {
  const [start, end] = [literalStart(pattern), literalEnd(pattern)];
  const [otherStart, otherEnd] = [literalStart(other), literalEnd(other)];
  const between = pattern.slice(start.length, Math.max(start.length, pattern.length - end.length));
  return longer(start, otherStart) + withMadeUpName(between) + longer(end, otherEnd);
}

function literalStart(pattern: string): string {
  return /^[^*?]*/.exec(pattern)?.[0] ?? '';
}

function literalEnd(pattern: string): string {
  return /[^*?]*$/.exec(pattern)?.[0] ?? '';
}

function longer(text: string, other: string): string {
  return text.length < other.length ? other : text;
}

/** What the ARNs of whatever somebody makes in IAM begin with. */
export function ownArnStart({ partition, accountId }: Pick<Actor, 'partition' | 'accountId'>): string {
  return `arn:${partition === '' ? 'aws' : partition}:iam::${accountId ?? ''}:`;
}
