import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';

/** A profile that stands in neither shared file. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError';
  readonly profile: string;

  constructor(profile: string) {
    super(`there is no profile ${profile}`);
    this.profile = profile;
  }
}

/** The profiles of the shared credentials and configuration files, in the order of their names. */
export async function profileNames(): Promise<readonly string[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  // The sections of a configuration file that are no profiles are named `sso-session.NAME` and the like.
  const profiles = Object.keys(configFile).filter((name) => !/^(?:sso-session|services)\./.test(name));
  return [...new Set([...profiles, ...Object.keys(credentialsFile)])].sort();
}

const SECTION = /^\s*\[(.+)\]\s*(?:[;#].*)?$/gm;
const OF_A_PROFILE = /^profile\s+(["']?)(.+)\1$/;

/**
 * Profiles with a space in their names that the AWS CLI reads and the SDK does not: of a configuration file all of them,
 * of a credentials file those of two words.
 */
export async function unreadProfileNames(): Promise<readonly string[]> {
  const read = new Set(await profileNames());
  const sections = async (variable: string, file: string): Promise<readonly string[]> => {
    const path = process.env[variable] ?? '';
    const text = await readFile(path === '' ? join(homedir(), '.aws', file) : path, 'utf8').catch(() => '');
    return [...text.matchAll(SECTION)].map(([, name = '']) => name.trim());
  };
  const ofConfiguration = (await sections('AWS_CONFIG_FILE', 'config')).flatMap(
    (section) => OF_A_PROFILE.exec(section)?.[2] ?? [],
  );
  const ofCredentials = await sections('AWS_SHARED_CREDENTIALS_FILE', 'credentials');
  const named = [...ofConfiguration, ...ofCredentials];
  return [...new Set(named.filter((name) => /\s/.test(name) && !read.has(name)))].sort();
}

/** What the shared files say of a profile. */
export type ProfileSettings = Readonly<Record<string, string | undefined>>;

/** The shared files as they were read once. */
export class SharedProfiles {
  private readonly files: Awaited<ReturnType<typeof loadSharedConfigFiles>>;

  private constructor(files: Awaited<ReturnType<typeof loadSharedConfigFiles>>) {
    this.files = files;
  }

  static async read(): Promise<SharedProfiles> {
    return new SharedProfiles(await loadSharedConfigFiles());
  }

  has(profile: string): boolean {
    const { configFile, credentialsFile } = this.files;
    return Object.hasOwn(configFile, profile) || Object.hasOwn(credentialsFile, profile);
  }

  /** Those of the credentials file count where both have one. */
  settings(profile: string): ProfileSettings {
    const { configFile, credentialsFile } = this.files;
    return { ...configFile[profile], ...credentialsFile[profile] };
  }

  /** What a section of services says, by service and setting, such as `iam.endpoint_url`. */
  services(section: string): ProfileSettings {
    return this.files.configFile[`services.${section}`] ?? {};
  }

  hasSession(session: string): boolean {
    return Object.hasOwn(this.files.configFile, `sso-session.${session}`);
  }
}

/** What a profile may have its credentials from. */
const SOURCES = [
  'aws_access_key_id',
  'role_arn',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
  'login_session',
];

/** Whether a profile says where its credentials come from, and not only a region or the like. */
export function holdsCredentials(settings: ProfileSettings): boolean {
  return SOURCES.some((source) => settings[source] !== undefined);
}

/** The call by which a profile has its credentials, as permissions name it. */
export function profileOperation(settings: ProfileSettings): string {
  if (settings['web_identity_token_file'] !== undefined) return 'sts:AssumeRoleWithWebIdentity';
  const isSession = settings['sso_session'] !== undefined || settings['sso_start_url'] !== undefined;
  return isSession ? 'sso:GetRoleCredentials' : 'sts:AssumeRole';
}

/** The region that a profile names; null if it names none. */
export async function profileRegion(profile: string): Promise<string | null> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  return configFile[profile]?.['region'] ?? credentialsFile[profile]?.['region'] ?? null;
}
