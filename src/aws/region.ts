import type { AwsConnection } from './connection.js';
import { profileRegion } from './profiles.js';

/** The region a connection is for: the one it names, then the environment's, then the profile's; null without any. */
export async function regionOf({ region, profile }: AwsConnection): Promise<string | null> {
  const { env } = process;
  const named = firstSet(region, env['AWS_REGION'], env['AWS_DEFAULT_REGION']);
  return named ?? profileRegion(firstSet(profile, env['AWS_PROFILE']) ?? 'default');
}

/** A variable that is empty is not set. */
function firstSet(...values: readonly (string | null | undefined)[]): string | undefined {
  return values.find((each) => each !== null && each !== undefined && each !== '') ?? undefined;
}
