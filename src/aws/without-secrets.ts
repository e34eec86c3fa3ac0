const SECRET_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];
const ACCESS_KEY = /\b((?:A3T|AKIA|ASIA|ABIA|ACCA)[A-Z0-9])[A-Z0-9]{11,}\b/g;
/** A JSON web token, as web identities are. */
const WEB_TOKEN = /\beyJ[\w-]+(?:\.[\w-]+)*/g;
/** Secret keys have 40 characters and session tokens hundreds. ARNs hold none, but long names. */
const ARN_OR_LONG_SECRET = /\barn:[\w-]+:[^\s'",;()]+|[A-Za-z0-9+/=_]{36,}/g;
const MASK = '***';

/** A text that comes from elsewhere, without what might be a credential. */
export function withoutSecrets(text: string, environment: NodeJS.ProcessEnv = process.env): string {
  let masked = text;
  for (const name of SECRET_VARIABLES) {
    const secret = environment[name] ?? '';
    if (secret.length >= 8) masked = masked.replaceAll(secret, MASK);
  }
  return masked
    .replace(ACCESS_KEY, `$1${MASK}`)
    .replace(WEB_TOKEN, MASK)
    .replace(ARN_OR_LONG_SECRET, (run) => (run.startsWith('arn:') || isName(run) ? run : MASK));
}

/** Words joined by slashes or underscores, as paths and role names are, and no run of mixed characters. */
function isName(run: string): boolean {
  return run
    .split(/[/_]/)
    .every((part) => /^(?:[a-z]+\d{0,4}|[A-Z]?[a-z]*|(?:[A-Z][a-z]+)+|\d{12})$/.test(part));
}
