const SERVICE_LINKED_PATH = '/aws-service-role/';

/**
 * Whether a role is one that an AWS service made for itself, going by its path.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinkedPath(path: string): boolean {
  return path.startsWith(SERVICE_LINKED_PATH);
}
