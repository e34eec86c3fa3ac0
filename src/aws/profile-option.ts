/** The option that names a profile, as a shell takes it. */
export function profileOption(profile: string): string {
  return `--profile ${/^[\w@%+=:,./-]+$/.test(profile) ? profile : `'${profile.replaceAll("'", "'\\''")}'`}`;
}
