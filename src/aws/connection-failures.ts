import type { Doing, ErrorFacts, Failure } from './failure.js';

const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA']);
const NO_WAY = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN']);
const CUT = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);
const CERTIFICATE = /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA)/;
const WRONG_NAME = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/;
const WRONG_TIME = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/;
const NO_TLS = /^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/;
/** What passes by itself no more than a certificate that is not trusted. */
const LASTING = [CERTIFICATE, WRONG_NAME, NO_TLS];
/** The status with which a proxy asks who calls. */
const WHO_CALLS = 407;

/** Connections that were not made, broke, or gave nothing. */
export function connectionFailure(facts: ErrorFacts, doing: Doing): Failure | null {
  const sentence = sentenceOf(facts, doing);
  if (sentence === null) return null;
  const isTransient = !LASTING.some((codes) => codes.test(facts.code));
  return { sentence, isTransient, kind: 'connection' };
}

/** What the proxy, or what is said of proxies, certificates and regions, keeps from working. */
export function settingFailure({ name, message, status, code }: ErrorFacts): Failure | null {
  const failure = (sentence: string, isTransient = false): Failure => ({
    sentence,
    isTransient,
    kind: 'connection',
  });
  if (name === 'CertificatesError')
    return failure(`AWS_CA_BUNDLE names ${message}; name a file of certificates in PEM`);
  if (name === 'ProxyAddressError')
    return failure(
      'the environment names no proxy that can be used; give HTTPS_PROXY an address such as http://proxy.example.com:8080',
    );
  const [, region] = /^Region not accepted: region="(.*?)" is not/.exec(message) ?? [];
  if (region !== undefined) {
    return failure(
      `${region} is no region; name one such as eu-central-1 with --region, or correct AWS_REGION, AWS_DEFAULT_REGION or the profile`,
    );
  }
  if (name !== 'ProxyRefusedError') return null;
  return status === WHO_CALLS
    ? failure(
        'the proxy asks who calls; put a name and a password into HTTPS_PROXY, as in http://NAME:PASSWORD@proxy.example.com:8080',
      )
    : failure(
        `the proxy does not connect to ${code} (status ${status}); have it let this through, or check HTTPS_PROXY and NO_PROXY`,
        status >= 500,
      );
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
  if (WRONG_NAME.test(code))
    return `the certificate of the service is for another name (${code}); check --endpoint-url and HTTPS_PROXY`;
  if (WRONG_TIME.test(code))
    return `the certificate of the service is not valid now (${code}); check the clock of this machine, or have the certificate renewed`;
  if (CERTIFICATE.test(code)) {
    return `the certificate of the service is not trusted here (${code}); put the certificate of whoever issued it, such as your proxy, into a file and name that in AWS_CA_BUNDLE`;
  }
  if (NO_TLS.test(code))
    return `what answers speaks no TLS that is understood here (${code}); check --endpoint-url and HTTPS_PROXY, and whether they should begin with http:// or https://`;
  if (name === 'TimeoutError' || code === 'ETIMEDOUT')
    return `no answer to ${operation} in time; check the network, and HTTPS_PROXY where there is a proxy, and try again`;
  return null;
}
