import type { ResourcePolicies } from '../account/resource-policies.js';
import type { PolicyDocument } from '../policy/policy-document.js';

/**
 * The policy given for a resource or for what it lies in, the nearest where several are; undefined if none is. That of
 * the Glue catalog is about all databases and tables of the account in its region.
 * Source: https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html
 */
export function givenPolicyFor(resource: string, policies: ResourcePolicies): PolicyDocument | undefined {
  const given = policies.get(resource);
  if (given !== undefined || policies.size === 0) return given;
  const [, , service] = resource.split(':', 3);
  if (service === 'glue')
    return policies.get([...resource.split(':').slice(0, RESOURCE_PART), 'catalog'].join(':'));
  if (SLASH_IN_NAME.has(service ?? '')) return undefined;
  for (let end = resource.lastIndexOf('/'); end > 0; end = resource.lastIndexOf('/', end - 1)) {
    const ofContainer = policies.get(resource.slice(0, end));
    if (ofContainer !== undefined) return ofContainer;
  }
  return undefined;
}

/** Where in an ARN the type and name of the resource stand. */
const RESOURCE_PART = 5;

/**
 * Services whose resources lie in none other, but have names with slashes: `repository/team/app` is a repository of its
 * own, not a part of `repository/team`.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
const SLASH_IN_NAME: ReadonlySet<string> = new Set(['ecr', 'secretsmanager', 'ssm']);
