/** No policy is about it in particular. */
const ANY_NAME = 'made-to-escalate';

/** A resource as it might be named where a pattern leaves it open. */
export function withMadeUpName(pattern: string): string {
  return pattern.replace(/\*+/g, ANY_NAME).replaceAll('?', 'x');
}
