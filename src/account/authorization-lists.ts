import { InputError } from '../policy/input-error.js';
import { describeType, isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { AccountProblem } from './account.js';
import { AuthorizationEntry } from './authorization-entry.js';
import { mistakenFile } from './mistaken-file.js';

const LISTS = {
  UserDetailList: 'user',
  GroupDetailList: 'group',
  RoleDetailList: 'role',
  Policies: 'policy',
} as const;

/** One of the four lists of authorization details. */
export type AuthorizationList = keyof typeof LISTS;

/** What authorization details hold: the entries of all pages of each list. */
export interface AuthorizationLists extends Readonly<
  Record<AuthorizationList, readonly AuthorizationEntry[]>
> {
  /** Set where the last page says that more follow. */
  readonly truncation: AccountProblem | null;
}

const HOW_TO_MAKE = 'make the file with: aws iam get-account-authorization-details > account.json';

/**
 * Finds the four lists in the AWS CLI's merged output or in a list of raw API pages.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 *
 * @throws {InputError} if the input holds none of them
 */
export function authorizationLists(input: unknown, problems: AccountProblem[]): AuthorizationLists {
  const pages = authorizationPages(input, problems);
  return {
    UserDetailList: entriesOf(pages, 'UserDetailList'),
    GroupDetailList: entriesOf(pages, 'GroupDetailList'),
    RoleDetailList: entriesOf(pages, 'RoleDetailList'),
    Policies: entriesOf(pages, 'Policies'),
    truncation: truncationOf(pages.at(-1)),
  };
}

function entriesOf(
  pages: readonly AuthorizationEntry[],
  list: AuthorizationList,
): readonly AuthorizationEntry[] {
  return pages.flatMap((page) => page.entries(list, LISTS[list]));
}

/** The pages that hold at least one of the lists; the others are reported. */
function authorizationPages(input: unknown, problems: AccountProblem[]): readonly AuthorizationEntry[] {
  const candidates: readonly (readonly [unknown, string])[] = Array.isArray(input)
    ? input.map((page: unknown, index) => [page, `$[${index}]`])
    : [[input, '$']];
  const pages: AuthorizationEntry[] = [];
  const refusals: InputError[] = [];
  for (const [candidate, place] of candidates) {
    const [page, where] = unwrap(candidate, place);
    if (isJsonObject(page) && Object.keys(LISTS).some((list) => Object.hasOwn(page, list))) {
      pages.push(AuthorizationEntry.page(page, where, problems));
    } else {
      refusals.push(refusal(page, where));
    }
  }
  if (pages.length === 0) {
    throw (
      refusals[0] ?? new InputError(`this is an empty list, not authorization details; ${HOW_TO_MAKE}`, '$')
    );
  }
  for (const { message, where } of refusals)
    problems.push({ what: 'a page of the file', where, reason: message });
  return pages;
}

function refusal(page: unknown, where: string): InputError {
  if (!isJsonObject(page)) {
    return new InputError(
      `authorization details must be a JSON object or a list of them, not ${describeType(page)}; ${HOW_TO_MAKE}`,
      where,
    );
  }
  if (Object.hasOwn(page, 'Statement')) {
    return new InputError(
      'this is a policy document, not authorization details; scan it with: cloudsplaining scan-policy-file',
      where,
    );
  }
  const mistaken = mistakenFile(page, 'authorization details');
  if (mistaken !== null) return new InputError(mistaken, where);
  return new InputError(
    `this holds none of UserDetailList, GroupDetailList, RoleDetailList, Policies, so it is not authorization details; ${HOW_TO_MAKE}`,
    where,
  );
}

/** Takes a page out of the wrapping that the query API puts around it. */
function unwrap(page: unknown, where: string): readonly [page: unknown, where: string] {
  let inner: readonly [unknown, string] = [page, where];
  for (const wrapping of ['GetAccountAuthorizationDetailsResponse', 'GetAccountAuthorizationDetailsResult']) {
    const [value, place] = inner;
    if (isJsonObject(value) && Object.hasOwn(value, wrapping))
      inner = [value[wrapping], `${place}.${wrapping}`];
  }
  return inner;
}

function truncationOf(last: AuthorizationEntry | undefined): AccountProblem | null {
  const key = last === undefined ? null : truncationMark(last.fields);
  if (last === undefined || key === null) return null;
  const reason =
    'the file is truncated: its last page says that more follow, so part of the account is missing';
  return { what: last.describe(), where: last.where(key), reason };
}

/** The key that says more pages follow: the API's own, or the one the AWS CLI writes under `--max-items`. */
function truncationMark(page: JsonObject): string | null {
  const truncated = page['IsTruncated'];
  if (truncated === true || truncated === 'true') return 'IsTruncated';
  if (truncated !== undefined && truncated !== null) return null;
  return ['Marker', 'NextToken'].find((key) => typeof page[key] === 'string' && page[key] !== '') ?? null;
}
