import type { Principal } from '../account/account.js';
import { similarNames } from '../account/similar-names.js';
import { UsageError } from './usage-error.js';

/**
 * The numbers of the principals that a person means by an ARN or a name.
 *
 * @param option - the option it was given by, for the message
 * @throws {UsageError} if there is none
 */
export function findPrincipals(
  principals: readonly Principal[],
  wanted: string,
  option: string,
): readonly number[] {
  const numbersWhere = (test: (principal: Principal) => boolean) =>
    principals.flatMap((principal, number) => (test(principal) ? [number] : []));
  const byArn = numbersWhere(({ arn }) => arn === wanted);
  if (byArn.length > 0) return byArn;
  const byName = numbersWhere(({ name }) => name === wanted);
  if (byName.length > 0) return byName;
  const similar = similarNames(
    wanted,
    principals.map(({ arn, name }) => (wanted.startsWith('arn:') ? arn : name)),
  );
  const advice =
    similar.length === 0
      ? 'names are written as in AWS, upper and lower case apart'
      : `did you mean ${similar.join(' or ')}`;
  throw new UsageError(
    `${option} ${wanted}: no principal of the input has this name or ARN; ${advice}${similar.length === 0 ? '.' : '?'}`,
  );
}
