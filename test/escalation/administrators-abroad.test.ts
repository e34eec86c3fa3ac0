import { describe, expect, it } from 'vitest';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { DocumentReader } from '../../src/access/document-reader.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';
import { catalog } from '../scenarios/policy-scenario.js';

const WORKSHOP = '111122223333';
const SHOP = '444455556666';
const arn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:${name}`;
const may = (...statements: readonly Readonly<Record<string, unknown>>[]) => [
  inline('own', document(...statements)),
];

/** The help desk sets the passwords of the workshop, where Omar may do everything. */
const workshop = details({
  users: [user('omar', { UserPolicyList: may(allow('*')) }), user('guest')],
  roles: [
    role('helpdesk', { RolePolicyList: may(allow('iam:UpdateLoginProfile')) }),
    role('tinkerer', {
      RolePolicyList: may(
        allow('iam:PutRolePolicy', arn(WORKSHOP, 'role/tinkerer')),
        allow('sts:AssumeRole', arn(SHOP, 'role/stock')),
      ),
    }),
    role('welcoming', { AssumeRolePolicyDocument: trusting({ AWS: arn(WORKSHOP, 'root') }) }),
  ],
});
const shop = JSON.parse(
  JSON.stringify(
    details({
      roles: [
        role('till', { AssumeRolePolicyDocument: trusting({ AWS: 'OMAR' }) }),
        role('stock', { AssumeRolePolicyDocument: trusting({ AWS: 'TINKERER' }) }),
        role('safe'),
      ],
    }),
  )
    .replaceAll(`:${WORKSHOP}:`, `:${SHOP}:`)
    .replace('OMAR', arn(WORKSHOP, 'user/omar'))
    .replace('TINKERER', arn(WORKSHOP, 'role/tinkerer')),
) as unknown;

/** Whom each becomes, sure or not, by the names of both. */
function becoming(...inputs: readonly unknown[]): Readonly<Record<string, readonly string[]>> {
  const accounts = inputs.map((input) => parseAuthorizationDetails(input));
  const { graph, search } = analyseEscalation(accounts, new DocumentReader(catalog), null);
  const { principals } = graph.population;
  const closure = search.layers.at(-1)?.closure ?? [];
  return Object.fromEntries(
    principals.map(({ name }, number) => [
      name,
      closure[number]?.indexes().map((target) => principals[target]?.name ?? '') ?? [],
    ]),
  );
}

describe('an administrator of one account', () => {
  const becomes = becoming(workshop, shop);

  it('goes on into the accounts whose roles let it in, and into no role that does not', () => {
    expect(becomes['omar']).toEqual(['till']);
  });

  it('does so by what it holds where it gives itself everything', () => {
    expect(becomes['tinkerer']).toContain('stock');
    expect(becomes['tinkerer']).not.toContain('till');
  });

  it('takes along whoever becomes it', () => {
    expect(becomes['helpdesk']).toEqual(['omar', 'guest', 'till']);
  });

  it('has no steps at home, where everyone is its own', () => {
    expect(becoming(workshop)['omar']).toEqual([]);
  });
});
