const SERVICE_LINKED_PATH = '/aws-service-role/';

/**
 * Whether a role is one that an AWS service made for itself, going by its path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinkedPath(path: string): boolean {
  return path.startsWith(SERVICE_LINKED_PATH);
}

const SERVICE_LINKED_ROLE = /^arn:[^:]+:iam::[^:]*:role(\/.*)$/;

/** Whether a pattern of ARNs matches service-linked roles only: nobody but the service of one calls as such a role. */
export function isOfServiceLinkedRoles(pattern: string): boolean {
  return isServiceLinkedPath(SERVICE_LINKED_ROLE.exec(pattern)?.[1] ?? '');
}
