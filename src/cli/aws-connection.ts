import type { AwsConnection } from '../aws/connection.js';
import { terminalSafe } from '../output/terminal-safe.js';
import type { Invocation } from './command.js';
import { textOption } from './option-values.js';
import { UsageError } from './usage-error.js';

/** Where the environment says which address to call, for all services and for those that we call. */
const ENDPOINT_VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_IAM',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_ORGANIZATIONS',
];

/** The profile that the command line or the environment names; null for the credentials at hand. */
export function namedProfile(
  options: Invocation['options'],
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const named = [
    textOption(options, 'profile'),
    environment['AWS_PROFILE'],
    environment['AWS_DEFAULT_PROFILE'],
  ];
  return named.find((name) => name !== undefined && name !== '') ?? null;
}

/**
 * The connection that a command's options describe.
 *
 * @param beforeAsking called before something is asked on the terminal
 * @throws {UsageError} if an option makes no sense
 */
export function connectionTo(
  profile: string | null,
  { terminal, options }: Pick<Invocation, 'terminal' | 'options'>,
  beforeAsking: () => void,
): AwsConnection {
  const connection = {
    profile,
    region: regionOption(options),
    endpointUrl: endpointOption(options, terminal.environment),
    idleMilliseconds: secondsOption(options) * 1000,
  };
  if (!terminal.inputIsTerminal || !terminal.errIsTerminal) return connection;
  return {
    ...connection,
    onMfa: (serial) => {
      beforeAsking();
      const whose = profile === null ? '' : ` for profile ${terminalSafe(profile)}`;
      terminal.err(`Code of the MFA device ${terminalSafe(serial)}${whose}: `);
      return Promise.resolve(terminal.readLine().trim());
    },
  };
}

function regionOption(options: Invocation['options']): string | null {
  const region = textOption(options, 'region') ?? null;
  if (region !== null && !/^[a-z][a-z0-9-]*$/.test(region))
    throw new UsageError(`--region: ${region} is no region; name one such as eu-central-1.`);
  return region;
}

function endpointOption(
  options: Invocation['options'],
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const address = textOption(options, 'endpointUrl') ?? null;
  if (address !== null) refuseNoAddress('--endpoint-url', address);
  else for (const name of ENDPOINT_VARIABLES) refuseNoAddress(name, environment[name] ?? '');
  return address;
}

function refuseNoAddress(where: string, address: string): void {
  if (address === '' || /^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : '')) return;
  // A name and a password may stand in it.
  const shown = address.replace(/^([^/]*\/\/)[^/]*@/, '$1');
  throw new UsageError(`${where}: ${shown} is no address; name one such as http://localhost:4566.`);
}

function secondsOption(options: Invocation['options']): number {
  const text = textOption(options, 'timeout') ?? '60';
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError(`--timeout: ${text} is no number of seconds up to 3600; give one such as 60.`);
  return seconds;
}
