import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { ProxyAgent } from 'proxy-agent';
import type { AwsConnection } from './connection.js';

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
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, ...trusted(environment) };
  if (!hasProxy(environment))
    return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
  const proxy = new ProxyAgent(options);
  // Both are used for nothing but what the two have in common.
  return { httpAgent: proxy, httpsAgent: proxy as HttpAgent as HttpsAgent };
}

function hasProxy(environment: NodeJS.ProcessEnv): boolean {
  return ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].some(
    (name) => (environment[name] ?? environment[name.toLowerCase()] ?? '') !== '',
  );
}

/** Node takes further certificates from NODE_EXTRA_CA_CERTS; the other tools for AWS from this. */
function trusted(environment: NodeJS.ProcessEnv): { readonly ca?: string[] } {
  const bundle = environment['AWS_CA_BUNDLE'] ?? '';
  return bundle === '' ? {} : { ca: [...rootCertificates, readFileSync(bundle, 'utf8')] };
}
