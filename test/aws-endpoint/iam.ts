import type { Caller, EndpointState } from './endpoint-state.js';
import { ENTITY_FILTERS, ENTITY_LISTS, type EntityFilter } from './iam-entities.js';
import { pageOf } from './page-token.js';
import { listParameter, type QueryCall } from './query-protocol.js';
import { ServiceFailure } from './service-failure.js';
import { xmlElement, xmlElements } from './xml.js';

const DEFAULT_MAX_ITEMS = 100;
const LARGEST_MAX_ITEMS = 1000;

/**
 * Answers a call to IAM with the XML inside its result element.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 *
 * @throws {ServiceFailure}
 */
export function answerIam(call: QueryCall, caller: Caller, state: EndpointState): string {
  switch (call.action) {
    case 'GetAccountAuthorizationDetails':
      return authorizationDetails(call, caller.identity.accountId, state);
    case 'ListAccountAliases':
      return accountAliases(caller.identity.accountId, state);
    default:
      throw new ServiceFailure(
        'InvalidAction',
        400,
        `Could not find operation ${call.action} for version ${call.version}`,
      );
  }
}

function authorizationDetails(call: QueryCall, accountId: string, state: EndpointState): string {
  const filters = wantedFilters(call);
  const entities = state.directory.entities(accountId);
  const all = filters.flatMap((filter) =>
    entities[filter].map((written) => ({ list: ENTITY_LISTS[filter], written })),
  );
  const page = pageOf(all, {
    list: `${accountId} ${filters.join(' ')}`,
    token: call.parameters.get('Marker'),
    size: Math.min(maxItems(call), state.options.pageSize ?? LARGEST_MAX_ITEMS),
    emptyFirst: state.options.emptyFirstPages ?? false,
  });
  if (page === null) throw new ServiceFailure('ValidationError', 400, 'Invalid Marker.');
  const lists = (['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const).map((list) => {
    const written = page.entries.filter((entry) => entry.list === list).map((entry) => entry.written);
    return written.length === 0 ? `<${list}/>` : `<${list}>${written.join('')}</${list}>`;
  });
  return [
    xmlElement('IsTruncated', page.nextToken !== null),
    ...lists,
    page.nextToken === null ? '' : xmlElement('Marker', page.nextToken),
  ].join('');
}

function accountAliases(accountId: string, state: EndpointState): string {
  const alias = state.directory.account(accountId)?.alias;
  return xmlElements({
    IsTruncated: false,
    AccountAliases: { member: alias === undefined ? [] : [alias] },
  });
}

/** The kinds asked for, each once and in IAM's order; all of them where none is named. */
function wantedFilters(call: QueryCall): readonly EntityFilter[] {
  const named = listParameter(call, 'Filter');
  const unknown = named.find((name) => !ENTITY_FILTERS.some((filter) => filter === name));
  if (unknown !== undefined)
    throw new ServiceFailure(
      'ValidationError',
      400,
      `1 validation error detected: Value '[${named.join(', ')}]' at 'filter' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${ENTITY_FILTERS.join(', ')}]]`,
    );
  return named.length === 0 ? ENTITY_FILTERS : ENTITY_FILTERS.filter((filter) => named.includes(filter));
}

function maxItems(call: QueryCall): number {
  const text = call.parameters.get('MaxItems');
  if (text === undefined) return DEFAULT_MAX_ITEMS;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > LARGEST_MAX_ITEMS)
    throw new ServiceFailure(
      'ValidationError',
      400,
      `1 validation error detected: Value '${text}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and ${LARGEST_MAX_ITEMS}`,
    );
  return number;
}
