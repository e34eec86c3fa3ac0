/**
 * Names of the domains that stand at the end of service principals, beside `amazonaws.com`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
const OTHER_DOMAINS =
  /\.(?:amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** The region that some services have in their names: `states.eu-west-1.amazonaws.com`. */
const REGION = /^([^.]+)\.[a-z]{2,4}(?:-[a-z]+)+-\d+\.amazonaws\.com$/;

/** Most are written as they are everywhere. */
const MOST = /^[^.]+\.amazonaws\.com$/;

/** A service principal under the name that it has everywhere: without its region, under the domain of most regions. */
export function serviceName(principal: string): string {
  if (MOST.test(principal)) return principal;
  return principal.replace(OTHER_DOMAINS, '.amazonaws.com').replace(REGION, '$1.amazonaws.com');
}
