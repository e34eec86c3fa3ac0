import { randomBytes } from 'node:crypto';
import type { LongTermCredentials } from './endpoint-options.js';

/** Who stands behind an access key. */
export interface Identity {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** The role of an assumed-role session; null for users. */
  readonly roleArn: string | null;
  /** Whether an MFA code was given for the session. */
  readonly hasMfa: boolean;
}

/** An access key the endpoint has given out. */
export interface StoredCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null for long-term credentials. */
  readonly sessionToken: string | null;
  readonly identity: Identity;
  /** Milliseconds since 1970, by the endpoint's clock; null for long-term credentials. */
  readonly expiresAt: number | null;
  readonly longTerm: LongTermCredentials | null;
}

const ACCESS_KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ACCESS_KEY_LETTERS = 16;
const SECRET_BYTES = 30;
const TOKEN_BYTES = 240;

/** Keeps the access keys: those from the start and those that STS issues. */
export class CredentialStore {
  private readonly byAccessKey = new Map<string, StoredCredentials>();
  private readonly issuedSecrets: string[] = [];
  private readonly ended = new Set<string>();

  /** Every secret key and session token, old or expired ones too. */
  get secrets(): readonly string[] {
    return this.issuedSecrets;
  }

  addLongTerm(credentials: LongTermCredentials, identity: Identity): void {
    this.keep({
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      sessionToken: null,
      identity,
      expiresAt: null,
      longTerm: credentials,
    });
  }

  issue(identity: Identity, expiresAt: number): StoredCredentials & { readonly sessionToken: string } {
    const issued = {
      accessKeyId: newAccessKeyId('ASIA'),
      secretAccessKey: newSecretAccessKey(),
      sessionToken: randomBytes(TOKEN_BYTES).toString('base64'),
      identity,
      expiresAt,
      longTerm: null,
    };
    this.keep(issued);
    return issued;
  }

  find(accessKeyId: string): StoredCredentials | null {
    return this.byAccessKey.get(accessKeyId) ?? null;
  }

  isExpired(credentials: StoredCredentials, now: number): boolean {
    return (
      credentials.expiresAt !== null &&
      (credentials.expiresAt <= now || this.ended.has(credentials.accessKeyId))
    );
  }

  /** Ends all sessions that there are. */
  expireSessions(): void {
    for (const { accessKeyId, expiresAt } of this.byAccessKey.values())
      if (expiresAt !== null) this.ended.add(accessKeyId);
  }

  private keep(credentials: StoredCredentials): void {
    this.byAccessKey.set(credentials.accessKeyId, credentials);
    this.issuedSecrets.push(credentials.secretAccessKey);
    if (credentials.sessionToken !== null) this.issuedSecrets.push(credentials.sessionToken);
  }
}

/** An id such as AWS gives access keys: `AKIA…` for long-term ones, `ASIA…` for temporary ones. */
export function newAccessKeyId(kind: 'AKIA' | 'ASIA'): string {
  const letters = Array.from(randomBytes(ACCESS_KEY_LETTERS), (byte) =>
    ACCESS_KEY_ALPHABET.charAt(byte % ACCESS_KEY_ALPHABET.length),
  );
  return `${kind}${letters.join('')}`;
}

export function newSecretAccessKey(): string {
  return randomBytes(SECRET_BYTES).toString('base64');
}
