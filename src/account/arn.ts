/** The parts of an Amazon Resource Name. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** Twelve digits, `aws` for AWS's own policies, or empty. */
  readonly accountId: string;
  readonly resource: string;
}

/**
 * Splits an ARN; null if the text is none.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | null {
  const match = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s.exec(text);
  if (match === null) return null;
  const [, partition = '', service = '', region = '', accountId = '', resource = ''] = match;
  return { partition, service, region, accountId, resource };
}

/** Whether an ARN's account part is the id of a customer's account. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** The path in an IAM ARN's resource part: `/team/` of `role/team/builder`, `/` where it names none. */
export function iamPath({ resource }: Pick<Arn, 'resource'>): string {
  const first = resource.indexOf('/');
  return first < 0 ? '/' : resource.slice(first, resource.lastIndexOf('/') + 1);
}
