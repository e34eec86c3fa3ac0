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
  { from, principals, role, accounts, verdict, administrator }: Crossing,
  { accounts: all }: Pick<OrganizationFindings, 'accounts'>,
): string {
  const [only] = from.length === 1 ? from : [];
  const who = `${countOf(principals.count, 'principal')} of ${placeOf(from, all)}`;
  const isReturn = only !== undefined && accounts.length === 1 && accounts[0] === only;
  const where = isReturn ? 'their own account, coming back from another,' : placeOf(accounts, all);
  return administrator === undefined
    ? `${who} ${HOW_SURE[verdict]} act in ${where} as the role ${role}`
    : `${who} ${HOW_SURE[administrator.verdict]} become administrator in ${where} by the role ${role}`;
}

/** What else there is to say of a crossing, each a phrase. */
export function crossingNotes({
  standing,
  via = [],
  conditions = [],
  administrator,
  verdict,
  principals,
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
      ? [`${they} ${HOW_SURE[verdict]} assume the role`]
      : []),
    ...(via.length === 0 ? [] : [`by way of ${via.join(', ')}`]),
    ...(conditions.length === 0 ? [] : [`if ${conditions.join(' and ')}`]),
  ];
}

function placeOf(indexes: readonly number[], all: readonly AccountFindings[]): string {
  const [first] = indexes;
  if (indexes.length === 1 && first !== undefined) return all[first]?.name ?? 'an account';
  return countOf(indexes.length, 'account');
}
