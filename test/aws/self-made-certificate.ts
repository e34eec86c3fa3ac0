import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, in PEM. */
export interface SelfMadeCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Who issues certificates, and its own, which signs itself. */
export interface SelfMadeAuthority {
  readonly certificate: string;
  /** Makes the certificate of a server with these names. */
  issue(names: readonly string[], valid?: Validity): SelfMadeCertificate;
}

/** When a certificate is valid. */
export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

const DAY = 86_400_000;
/** Object identifiers, encoded. Source: RFC 5280, RFC 5480, RFC 5758. */
const COMMON_NAME = [0x55, 0x04, 0x03];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];
const SUBJECT_ALTERNATIVE_NAME = [0x55, 0x1d, 0x11];
const AUTHORITY = 'Nobody';

/** Makes a certification authority that nobody trusts but who is given its certificate. */
export function selfMadeAuthority(name = AUTHORITY): SelfMadeAuthority {
  const own = newKeys();
  const signed = (subject: string, publicKey: KeyObject, extensions: readonly Buffer[], valid: Validity) =>
    pem(certificateOf({ subject, issuer: name, publicKey, extensions, valid }, own.privateKey));
  const valid = { from: new Date(Date.now() - DAY), until: new Date(Date.now() + DAY) };
  return {
    certificate: signed(name, own.publicKey, [isAuthority()], valid),
    issue: (names, validity = valid) => {
      const { publicKey, privateKey } = newKeys();
      return {
        certificate: signed(names[0] ?? '', publicKey, [alternativeNames(names)], validity),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

interface ToSign {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly valid: Validity;
}

function certificateOf({ subject, issuer, publicKey, extensions, valid }: ToSign, by: KeyObject): Buffer {
  const algorithm = sequence(der(0x06, Buffer.from(ECDSA_WITH_SHA256)));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  // A leading zero byte keeps the number positive.
  const serial = der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(8)]));
  const content = sequence(
    version,
    serial,
    algorithm,
    named(issuer),
    sequence(time(valid.from), time(valid.until)),
    named(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, by);
  return sequence(content, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

function named(name: string): Buffer {
  return sequence(der(0x31, sequence(der(0x06, Buffer.from(COMMON_NAME)), der(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`));
}

function isAuthority(): Buffer {
  const value = sequence(der(0x01, Buffer.from([0xff])));
  return sequence(
    der(0x06, Buffer.from(BASIC_CONSTRAINTS)),
    der(0x01, Buffer.from([0xff])),
    der(0x04, value),
  );
}

function alternativeNames(names: readonly string[]): Buffer {
  const value = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  return sequence(der(0x06, Buffer.from(SUBJECT_ALTERNATIVE_NAME)), der(0x04, value));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** A value in the Distinguished Encoding Rules. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
