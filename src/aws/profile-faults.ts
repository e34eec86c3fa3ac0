import { profileOption } from './profile-option.js';
import { UnknownProfileError, type ProfileSettings, type SharedProfiles } from './profiles.js';

/** A profile from which no credentials can come, whatever AWS says. */
export class ProfileFaultError extends Error {
  override readonly name = 'ProfileFaultError';
}

const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/.+$/;
/** Where a role is assumed from. */
const ROLE_SOURCES = ['source_profile', 'credential_source', 'web_identity_token_file'];
/** What takes the place of keys. */
const OTHER_SOURCES = ['role_arn', 'credential_process', 'sso_session', 'sso_start_url', 'login_session'];

/**
 * Follows a profile to where its credentials come from. Where it is missing, the SDK would go on to the next source and
 * take another account for it; what it says of a mistake on this way names no setting, or is an error of its own.
 *
 * @throws {UnknownProfileError} if there is no such profile
 * @throws {ProfileFaultError} naming the profile, the setting and what to do
 */
export function refuseFaultyProfile(profile: string, profiles: SharedProfiles): void {
  if (!profiles.has(profile)) throw new UnknownProfileError(profile);
  const visited = new Set<string>();
  for (let name = profile; ;) {
    const settings = profiles.settings(name);
    const hasKeys = has(settings, 'aws_access_key_id') && has(settings, 'aws_secret_access_key');
    // Of a profile that is come to by another one the keys count first.
    if (visited.size > 0 && hasKeys) return;
    refuseFaultySettings(name, settings);
    const session = settings['sso_session'];
    if (session !== undefined && !profiles.hasSession(session)) {
      throw new ProfileFaultError(
        `profile ${name} has the sso_session ${session}, and the configuration file has no section [sso-session ${session}]; add it with: aws configure sso-session`,
      );
    }
    const source = settings['source_profile'];
    if (source === undefined || !has(settings, 'role_arn')) return;
    if (!profiles.has(source)) {
      throw new ProfileFaultError(
        `profile ${name} has the source_profile ${source}, which is not in the shared configuration and credentials files; correct the name, or make it with: aws configure ${profileOption(source)}`,
      );
    }
    if (visited.has(source)) {
      throw new ProfileFaultError(
        `profile ${name} has the source_profile ${source}, which leads back to it; have one of them get its credentials from elsewhere`,
      );
    }
    visited.add(source);
    name = source;
  }
}

function refuseFaultySettings(name: string, settings: ProfileSettings): void {
  const roleArn = settings['role_arn'];
  if (roleArn !== undefined && !ROLE_ARN.test(roleArn)) {
    throw new ProfileFaultError(
      `profile ${name} has the role_arn ${roleArn}, which is not the ARN of a role; write one such as arn:aws:iam::111122223333:role/NAME`,
    );
  }
  if (roleArn !== undefined && !ROLE_SOURCES.some((source) => has(settings, source))) {
    throw new ProfileFaultError(
      `profile ${name} has a role_arn and does not say who assumes the role; add a source_profile`,
    );
  }
  if (OTHER_SOURCES.some((source) => has(settings, source))) return;
  const [key, secret] = [has(settings, 'aws_access_key_id'), has(settings, 'aws_secret_access_key')];
  if (key === secret) return;
  const missing = key ? 'aws_secret_access_key' : 'aws_access_key_id';
  throw new ProfileFaultError(
    `profile ${name} lacks the ${missing}; complete it with: aws configure ${profileOption(name)}`,
  );
}

function has(settings: ProfileSettings, setting: string): boolean {
  return (settings[setting] ?? '') !== '';
}
