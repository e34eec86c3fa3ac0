const REFERENCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

/**
 * Address of an action in the Service Authorization Reference, which names its pages and anchors after the
 * service's name: https://docs.aws.amazon.com/service-authorization/latest/reference/
 *
 * @param action - canonical name, `s3:GetObject`
 * @param services - service prefix to service name, as an assessment holds them
 */
export function actionLink(action: string, services: Readonly<Record<string, string>>): string {
  const colon = action.indexOf(':');
  return serviceLink(action.slice(0, colon), services) + action.slice(colon + 1);
}

/** What the addresses of all actions of a service begin with. */
export function serviceLink(prefix: string, services: Readonly<Record<string, string>>): string {
  const name = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  const slug = (name ?? prefix).toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${REFERENCE}/list_${slug}.html#${slug}-`;
}
