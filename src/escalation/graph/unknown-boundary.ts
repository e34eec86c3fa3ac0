import type { Capabilities } from './capabilities.js';

/** What a step of somebody hangs on whose permissions boundary the input does not hold, in words; none for others. */
export function askedOfUnknownBoundary({ access, self, population }: Capabilities): readonly string[] {
  const arn = population.principals[self]?.permissionsBoundary?.arn;
  return access.boundary === 'unknown' && arn !== undefined
    ? [`the permissions boundary ${arn}, which is not in the input, allows it`]
    : [];
}
