import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** `AWS_CA_BUNDLE` names something else than certificates. */
export class CertificatesError extends Error {
  override readonly name = 'CertificatesError';
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * Node takes further certificates from NODE_EXTRA_CA_CERTS; the other tools for AWS from this. Made once: every
 * connection would read them again.
 *
 * @returns null where nothing is named
 * @throws {CertificatesError} if the file cannot be read or holds no certificates
 */
export function trustedCertificates(bundle: string): SecureContext | null {
  if (bundle === '') return null;
  const certificates = [...readBundle(bundle).matchAll(CERTIFICATE)].map(([certificate]) => certificate);
  if (certificates.length === 0 || !certificates.every(isReadable))
    throw new CertificatesError(`${bundle}, which holds no certificates in PEM that can be read`);
  return createSecureContext({ ca: [...rootCertificates, ...certificates] });
}

function readBundle(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CertificatesError(`${path}, which cannot be read`);
  }
}

/** Node itself passes over what it cannot read. */
function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).subject !== undefined;
  } catch {
    return false;
  }
}
