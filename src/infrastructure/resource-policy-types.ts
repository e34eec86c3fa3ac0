/** Where a type of resource holds its policy. */
export interface HeldPolicy {
  /** Attribute or property; null where the resource is one grant of a policy. */
  readonly policy: string | null;
  /** Service prefix and kind. */
  readonly type: string;
  /** With names of attributes or properties in braces; null where none tells it. */
  readonly arn: string | null;
}

/** The ARN with values in place of the names in braces; null where one of them is not known. */
export function filledArn(template: string | null, valueOf: (name: string) => string | null): string | null {
  if (template === null) return null;
  let isKnown = true;
  const arn = template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = valueOf(name);
    if (value === null || value === '' || value.includes('${')) isKnown = false;
    return value ?? '';
  });
  return isKnown && arn.startsWith('arn:') ? arn : null;
}

/** Kinds of resources whose public access is always blocked, whatever their policies say. */
const ALWAYS_BLOCKED: ReadonlySet<string> = new Set([
  's3express:bucket',
  's3tables:bucket',
  's3tables:table',
]);

/**
 * Whether nobody gets in to resources of a kind who is not named.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function alwaysBlocksPublicAccess(kind: string): boolean {
  return ALWAYS_BLOCKED.has(kind);
}
