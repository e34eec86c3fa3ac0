import type { Doing, ErrorFacts, Failure } from './failure.js';
import { profileOption } from './profile-option.js';

const UNKNOWN_KEY = new Set([
  'InvalidClientTokenId',
  'InvalidClientTokenIdException',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'AuthFailure',
]);
const WRONG_SIGNATURE = new Set([
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
]);
const WRONG_CLOCK = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken']);

const NO_FILE = new Set(['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR']);

/** Credentials that are missing, were not accepted, or are no longer good. */
export function credentialFailure(facts: ErrorFacts, doing: Doing): Failure | null {
  const sentence = sentenceOf(facts, doing);
  return sentence === null ? null : { sentence, isTransient: false, kind: 'credentials' };
}

function sentenceOf({ name, message, code }: ErrorFacts, { profile, operation }: Doing): string | null {
  const option = profile === undefined ? '' : ` ${profileOption(profile)}`;
  const whose = profile === undefined ? 'these credentials' : `the credentials of profile ${profile}`;
  if (name === 'UnknownProfileError') {
    if (/\s/.test(profile ?? ''))
      return `${message} that the AWS SDK can read; where it is there, rename it without the space`;
    return `${message} in the shared configuration and credentials files; check the name, or make it with: aws configure${option}`;
  }
  if (name === 'ProfileFaultError') return message;
  if (NO_FILE.has(code) && / open '/.test(message)) {
    return `the web identity token of ${whose} cannot be read (${message}); check web_identity_token_file in the profile, or AWS_WEB_IDENTITY_TOKEN_FILE`;
  }
  // Lines of files that were saved on Windows end so.
  if (code === 'ERR_INVALID_CHAR' && /authorization|x-amz-security-token/.test(message))
    return `${whose} hold a character that cannot be in them, such as the end of a line; copy them again`;
  if (WRONG_CLOCK.has(name) || /signature (?:expired|not yet current)/i.test(message))
    return 'the clock of this machine is further from the time than AWS allows; set it and try again';
  if (WRONG_SIGNATURE.has(name))
    return `AWS does not accept what ${whose} signed; check the secret access key, and the clock of this machine`;
  if (UNKNOWN_KEY.has(name)) {
    return `AWS does not know ${whose}; check the access key, and for an account in China or GovCloud name one of its regions with --region`;
  }
  if (name === 'InvalidIdentityToken' || name === 'InvalidIdentityTokenException')
    return `AWS does not accept the web identity token of ${whose} (${message.replace(/\.$/, '')}); get a new one, and look whether the account knows its issuer`;
  if (/invalid MFA one time pass code/i.test(message))
    return 'AWS did not accept the code of the MFA device; try again with its next code';
  if (EXPIRED.has(name))
    return `the session of ${whose} has expired; get a new one (with IAM Identity Center: aws sso login${option})`;
  if (!/CredentialsProviderError|TokenProviderError|ProviderError/.test(name)) return null;
  if (operation === 'sso:GetRoleCredentials' && message.startsWith('ForbiddenException'))
    return `IAM Identity Center gives you no role as profile ${profile ?? 'default'} names it; check its sso_account_id and sso_role_name, and have the permission set assigned to you in that account`;
  return providerSentence(message, profile, option);
}

/** What the SDK says of a source of credentials. */
function providerSentence(message: string, profile: string | undefined, option: string): string {
  if (/multi-factor|mfa/i.test(message)) {
    return `profile ${profile ?? 'default'} needs the code of an MFA device, which is asked for on a terminal only; run this on one, or put the credentials of a session into the environment`;
  }
  if (message.startsWith('Command failed')) {
    return `the credential_process of profile ${profile ?? 'default'} failed; run its command by itself to see why`;
  }
  const [, returned] = /credential_process (returned .+?)\.?$/.exec(message) ?? [];
  if (returned !== undefined) {
    return `the credential_process of profile ${profile ?? 'default'} ${returned}; run its command by itself to see what it prints`;
  }
  if (/\baws login\b|login_session/i.test(message))
    return `the login session has ended; log in with: aws login${option}`;
  // The second where the session was ended elsewhere: somebody signed out, or an administrator saw to it.
  if (/\bsso\b/i.test(message) || message.startsWith('UnauthorizedException'))
    return `the session of IAM Identity Center is missing or has ended; log in with: aws sso login${option}`;
  if (/could not load credentials from any providers/i.test(message)) {
    return profile === undefined
      ? 'no AWS credentials were found; name a profile with --profile, or make one with: aws configure'
      : `profile ${profile} gives no credentials; complete it with: aws configure${option}`;
  }
  return `credentials${profile === undefined ? '' : ` of profile ${profile}`} could not be had: ${message.replace(/\.$/, '')}; see what this says: aws sts get-caller-identity${option}`;
}
