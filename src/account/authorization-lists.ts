import { InputError } from '../policy/input-error.js';
import { describeType, isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { EntryReader } from './entry-reader.js';

const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/** One of the four lists of authorization details. */
export type AuthorizationList = (typeof LISTS)[number];

/** The entries of all pages of one list, each with its JSON path. */
export type AuthorizationEntries = Readonly<Record<AuthorizationList, readonly (readonly [JsonObject, string])[]>>;

const EXPECTED = 'make the file with: aws iam get-account-authorization-details > account.json';

/**
 * Finds the four lists in the AWS CLI's merged output or in a list of raw API pages.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 *
 * @throws {InputError} if the input holds none of them
 */
export function authorizationLists(input: unknown, reader: EntryReader): AuthorizationEntries {
  const pages = (Array.isArray(input) ? input : [input]).map((page: unknown, index) => {
    const where = Array.isArray(input) ? `$[${index}]` : '$';
    return unwrap(page, where);
  });
  if (pages.length === 0) throw new InputError(`this is an empty list, not authorization details; ${EXPECTED}`, '$');
  if (!pages.some(([page]) => LISTS.some((list) => Object.hasOwn(page, list)))) {
    throw new InputError(
      `this holds none of UserDetailList, GroupDetailList, RoleDetailList and Policies, so it is not authorization details; ${EXPECTED}`,
      '$',
    );
  }
  const last = pages.at(-1);
  if (last !== undefined && (last[0]['IsTruncated'] === true || last[0]['IsTruncated'] === 'true')) {
    reader.report('the file', `${last[1]}.IsTruncated`, 'the last page says that more pages follow: the file is not the whole account');
  }
  const collect = (list: AuthorizationList) => pages.flatMap(([page, where]) => reader.objects(page, list, list, where));
  return {
    UserDetailList: collect('UserDetailList'),
    GroupDetailList: collect('GroupDetailList'),
    RoleDetailList: collect('RoleDetailList'),
    Policies: collect('Policies'),
  };
}

/** Takes a page out of the wrapping that the query API puts around it. */
function unwrap(page: unknown, where: string): readonly [JsonObject, string] {
  if (!isJsonObject(page)) {
    throw new InputError(`authorization details must be a JSON object or a list of them, not ${describeType(page)}; ${EXPECTED}`, where);
  }
  for (const wrapping of ['GetAccountAuthorizationDetailsResponse', 'GetAccountAuthorizationDetailsResult']) {
    const inner = page[wrapping];
    if (isJsonObject(inner)) return unwrap(inner, `${where}.${wrapping}`);
  }
  return [page, where];
}
