/** Where AWS is and as whom it is called. */
export interface AwsConnection {
  /** The profile of the shared files; null for what the environment says. */
  readonly profile: string | null;
  /** Null for the region of the environment or the profile. */
  readonly region: string | null;
  /** Takes the place of the address of every service: an emulator's. */
  readonly endpointUrl: string | null;
  /** Asks for the code of a multi-factor device; without it, profiles that need one fail. */
  readonly onMfa?: (serial: string) => Promise<string>;
  /** Milliseconds without a byte after which a call is given up; a minute by default. */
  readonly idleMilliseconds?: number;
}

/**
 * Tells the SDK through the environment what it takes from nowhere else: without this a profile's own addresses are
 * ignored, and the clients that it makes by itself to assume the roles of a profile know no address. A thread has
 * one connection in use at a time, therefore.
 */
export function prepareEnvironment({ profile, region, endpointUrl }: AwsConnection): void {
  const { env } = process;
  // What the SDK says of old versions of Node is for those who build with it; the user guide tells the rest.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  if (profile !== null) env['AWS_PROFILE'] = profile;
  // The SDK knows the other name, by which most tools for AWS go, no more.
  const named = region ?? env['AWS_DEFAULT_REGION'] ?? '';
  if (named !== '' && (region !== null || (env['AWS_REGION'] ?? '') === '')) env['AWS_REGION'] = named;
  if (endpointUrl !== null) env['AWS_ENDPOINT_URL'] = endpointUrl;
}
