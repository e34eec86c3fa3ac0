import globalServices from './data/global-services.json' with { type: 'json' };

const PREFIXES: ReadonlySet<string> = new Set(globalServices.prefixes);
/** It is called within a request to another service, and in that request's region. */
const PASS_ROLE = 'iam:passrole';

/**
 * The region of every request of an action, where its service has one endpoint; null elsewhere, and in partitions that have
 * their global services in other regions.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html
 */
export function globalRegionOf(action: string, partition: string): string | null {
  const lowerCase = action.toLowerCase();
  const isGlobal = PREFIXES.has(lowerCase.split(':', 1)[0] ?? '') && lowerCase !== PASS_ROLE;
  return isGlobal && partition === globalServices.partition ? globalServices.region : null;
}
