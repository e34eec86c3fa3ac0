/** The environment names a proxy that cannot be used. The address may hold a password and is not repeated. */
export class ProxyAddressError extends Error {
  override readonly name = 'ProxyAddressError';
}

/** Not `pac+http:` and its like: scripts that find a proxy need a JavaScript engine of their own, which is left out. */
const PROTOCOLS = /^(?:https?|socks(?:4a?|5h?)?):$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the environment names a proxy for anything. */
export function namesProxy(environment: Environment): boolean {
  return ['https_proxy', 'http_proxy', 'all_proxy'].some((name) => variable(environment, name) !== '');
}

/**
 * The proxy through which an address is called, by the environment, as the AWS CLI reads it; empty for none.
 *
 * @throws {ProxyAddressError} if that is no address of a proxy
 */
export function proxyFor(address: string, environment: Environment): string {
  const url = new URL(address);
  if (isExempt(url, variable(environment, 'no_proxy'))) return '';
  const own = variable(environment, `${url.protocol.replace(':', '')}_proxy`);
  const named = own === '' ? variable(environment, 'all_proxy') : own;
  if (named === '') return '';
  const proxy = named.includes('://') ? named : `http://${named.replace(/^\/\//, '')}`;
  if (URL.canParse(proxy) && PROTOCOLS.test(new URL(proxy).protocol)) return proxy;
  throw new ProxyAddressError('the environment names no proxy that can be used');
}

/** Whether a list of names holds the host, or a domain that it is in. */
function isExempt({ protocol, hostname, port }: URL, list: string): boolean {
  const host = hostname.toLowerCase();
  const withPort = `${host}:${port === '' ? (DEFAULT_PORTS[protocol] ?? '') : port}`;
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .map((entry) => entry.replace(/^\*?\./, ''))
    .some(
      (entry) =>
        entry === '*' ||
        (entry !== '' && [host, withPort].some((name) => name === entry || name.endsWith(`.${entry}`))),
    );
}

/** In small letters first, as every tool has it; what is empty is not set. */
function variable(environment: Environment, name: string): string {
  return [environment[name], environment[name.toUpperCase()]].find((value) => (value ?? '') !== '') ?? '';
}
