import { ProfileFaultError } from './profile-faults.js';
import type { SharedProfiles } from './profiles.js';

/** Services that are called, as sections `services` of the configuration file name them. */
const CALLED = ['iam', 'sts', 's3', 'organizations'];

/**
 * Refuses a profile that has something else than an address in the place of one: of such a call the SDK says nothing
 * but that it failed.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 *
 * @throws {ProfileFaultError} naming the address and what to write
 */
export function refuseFaultyEndpoints(
  profile: string,
  profiles: SharedProfiles,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const isPassedOver =
    (environment['AWS_ENDPOINT_URL'] ?? '') !== '' ||
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  if (isPassedOver) return;
  const own = profiles.settings(profile);
  const services = profiles.services(own['services'] ?? '');
  const addresses = [own['endpoint_url'], ...CALLED.map((service) => services[`${service}.endpoint_url`])];
  for (const address of addresses) {
    if (address === undefined || address === '' || isAddress(address)) continue;
    // A name and a password may stand in it.
    const shown = address.replace(/^([^/]*\/\/)[^/]*@/, '$1');
    throw new ProfileFaultError(
      `profile ${profile} has the endpoint_url ${shown}, which is no address; write one such as http://localhost:4566`,
    );
  }
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
