import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ProxyAgent } from 'proxy-agent';
import type { AwsConnection } from './connection.js';
import { namesProxy, proxyFor } from './proxy-for.js';
import { ProxyRefusedError } from './proxy-refused.js';
import { trustedCertificates } from './trusted-certificates.js';

const CONNECT_MILLISECONDS = 5_000;
const IDLE_MILLISECONDS = 60_000;
/** Enough for many accounts at a time: each reads five lists at once. */
const MOST_SOCKETS = 256;

/** The connections that all clients of a process share. */
interface Sockets {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

let shared: Sockets | null = null;

/** How clients send their requests, as the SDK takes it. */
export interface RequestHandling extends Sockets {
  readonly connectionTimeout: number;
  readonly socketTimeout: number;
}

/** Connections that are kept and shared by all clients, through the proxy of the environment where there is one. */
export function requestHandling({ idleMilliseconds = IDLE_MILLISECONDS }: AwsConnection): RequestHandling {
  shared ??= openSockets(process.env);
  return {
    ...shared,
    connectionTimeout: Math.min(CONNECT_MILLISECONDS, idleMilliseconds),
    socketTimeout: idleMilliseconds,
  };
}

function openSockets(environment: NodeJS.ProcessEnv): Sockets {
  const secureContext = trustedCertificates(environment);
  const options = {
    keepAlive: true,
    maxSockets: MOST_SOCKETS,
    ...(secureContext === null ? {} : { secureContext }),
  };
  if (!namesProxy(environment))
    return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  const proxy = new ProxyAgent({
    ...options,
    getProxyForUrl: (address, request) => {
      const found = proxyFor(address, environment);
      const { protocol, host } = new URL(address);
      // Without TLS the proxy itself asks, and answers in the service's place.
      if (found !== '' && protocol === 'https:') failWhereRefused(request, host);
      return found;
    },
  });
  // Both are used for nothing but what the two have in common.
  return { httpAgent: proxy, httpsAgent: proxy as HttpAgent as HttpsAgent };
}

/** What the proxy answers instead of connecting would pass for an answer of AWS. */
function failWhereRefused(request: ClientRequest, host: string): void {
  request.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
    if (statusCode !== 200) request.destroy(new ProxyRefusedError(host, statusCode));
  });
}
