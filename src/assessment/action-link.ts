/**
 * Address of an action in the Service Authorization Reference, which names its pages and anchors after the
 * service's name: https://docs.aws.amazon.com/service-authorization/latest/reference/
 *
 * @param action - canonical name, `s3:GetObject`
 * @param services - service prefix to service name, as an assessment holds them
 */
export function actionLink(action: string, services: Readonly<Record<string, string>>): string {
  const colon = action.indexOf(':');
  const prefix = action.slice(0, colon);
  const slug = (services[prefix] ?? prefix).toLowerCase().replace(/[^a-z0-9]/g, '');
  return `https://docs.aws.amazon.com/service-authorization/latest/reference/list_${slug}.html#${slug}-${action.slice(colon + 1)}`;
}
