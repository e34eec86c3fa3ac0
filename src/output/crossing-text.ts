import type { Crossing } from '../assessment/crossings/crossing.js';
import type { AccountFindings, OrganizationFindings } from '../assessment/organization-findings.js';
import { countOf } from './html-wording.js';

type Verdict = Crossing['verdict'];

/** How a step is told that is not certain. */
const HOW_SURE: Readonly<Record<Verdict, string>> = {
  confirmed: 'can',
  conditional: 'can, under conditions,',
  possible: 'can, if what it takes is there,',
};

/** What a crossing comes to, in one sentence without its full stop. */
export function crossingSentence(
  crossing: Crossing,
  { accounts }: Pick<OrganizationFindings, 'accounts'>,
): string {
  const { way, from, principals, roles, verdict, administrator } = crossing;
  const who = `${countOf(principals.count, 'principal')} of ${placeOf(from, 0, accounts)}`;
  const into = placeOf(crossing.accounts, crossing.moreAccounts ?? 0, accounts);
  const where = way === 'back' ? 'their own account, coming back from another,' : into;
  const steps = way === 'in several steps' ? ' in several steps' : '';
  return administrator === undefined
    ? `${who} ${HOW_SURE[verdict]} act in ${where} as ${rolesInWords(roles)}${steps}`
    : `${who} ${HOW_SURE[administrator.verdict]} become administrator in ${where} by ${rolesInWords(roles)}${steps}`;
}

/** What else there is to say of a crossing, each a phrase. */
export function crossingNotes({
  standing,
  via = [],
  conditions = [],
  administrator,
  verdict,
  principals,
  roles,
}: Crossing): readonly string[] {
  const they = principals.count === 1 ? 'it' : 'they';
  const own = {
    administrator: `${they} ${principals.count === 1 ? 'is' : 'are'} administrator at home`,
    'can become administrator': `${they} can become administrator at home`,
    neither: `at home ${they} ${principals.count === 1 ? 'is' : 'are'} no administrator and cannot become one`,
  }[standing];
  return [
    own,
    ...(administrator !== undefined && administrator.verdict !== verdict
      ? [`${they} ${HOW_SURE[verdict]} assume ${roles.count === 1 ? 'the role' : 'the roles'}`]
      : []),
    ...(via.length === 0 ? [] : [`for example by way of ${via.join(', ')}`]),
    ...(conditions.length === 0 ? [] : [`for example if ${conditions.join(' and ')}`]),
  ];
}

function placeOf(indexes: readonly number[], more: number, all: readonly AccountFindings[]): string {
  const [first] = indexes;
  if (indexes.length + more === 1 && first !== undefined) return all[first]?.name ?? 'an account';
  return countOf(indexes.length + more, 'account');
}

function rolesInWords({ count, first }: Crossing['roles']): string {
  const [one = '', ...others] = first;
  if (count === 1) return `the role ${one}`;
  const last = others.pop() ?? '';
  if (count > first.length) return `${countOf(count, 'role')} such as ${one}`;
  return `the roles ${[one, ...others].join(', ')} and ${last}`;
}
