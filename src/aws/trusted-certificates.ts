import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** `AWS_CA_BUNDLE` names something else than certificates. */
export class CertificatesError extends Error {
  override readonly name = 'CertificatesError';
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * The certificates that the other tools for AWS take from `AWS_CA_BUNDLE`, beside those that Node trusts by itself. Made
 * once: every connection would read them again.
 *
 * @returns null where nothing is named
 * @throws {CertificatesError} if the file cannot be read or holds no certificates
 */
export function trustedCertificates({
  AWS_CA_BUNDLE: bundle = '',
  NODE_EXTRA_CA_CERTS: further = '',
}: Readonly<Record<string, string | undefined>>): SecureContext | null {
  if (bundle === '') return null;
  const certificates = certificatesIn(readText(bundle) ?? refuse(`${bundle}, which cannot be read`));
  if (certificates.length === 0 || !certificates.every(isReadable))
    refuse(`${bundle}, which holds no certificates in PEM that can be read`);
  // Node trusts these only where nobody else says whom to trust; what is wrong with them it says itself.
  const known = certificatesIn(further === '' ? '' : (readText(further) ?? '')).filter(isReadable);
  return createSecureContext({ ca: [...rootCertificates, ...known, ...certificates] });
}

function refuse(message: string): never {
  throw new CertificatesError(message);
}

function certificatesIn(text: string): readonly string[] {
  return [...text.matchAll(CERTIFICATE)].map(([certificate]) => certificate);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
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
