import type { Doing, ErrorFacts, Failure } from './failure.js';

const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']);
const NO_WAY = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN']);
const CUT = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
const CERTIFICATE =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Connections that were not made, broke, or gave nothing. */
export function connectionFailure(facts: ErrorFacts, doing: Doing): Failure | null {
  const sentence = sentenceOf(facts, doing);
  return sentence === null
    ? null
    : { sentence, isTransient: !CERTIFICATE.test(facts.code), kind: 'connection' };
}

function sentenceOf({ name, code, message }: ErrorFacts, { operation }: Doing): string | null {
  const host = /(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH) (\S+)/.exec(message)?.[1];
  const where = host === undefined ? 'AWS' : host;
  if (NO_NAME.has(code))
    return `the address ${where} is not known here; check the network, --region and --endpoint-url, and HTTPS_PROXY where there is a proxy`;
  if (NO_WAY.has(code))
    return `no connection to ${where}; check the network and --endpoint-url, and HTTPS_PROXY where there is a proxy`;
  if (CUT.has(code))
    return `the connection broke while ${operation} was answered, again and again; check the network and try again`;
  if (CERTIFICATE.test(code)) {
    return `the certificate of the service is not trusted here (${code}); name the certificates of your proxy in AWS_CA_BUNDLE`;
  }
  if (name === 'TimeoutError' || code === 'ETIMEDOUT')
    return `no answer to ${operation} in time; check the network, and HTTPS_PROXY where there is a proxy, and try again`;
  return null;
}
