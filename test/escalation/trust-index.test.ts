import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:${name}`;
const ASSUME = { Action: 'sts:AssumeRole' };

/** The users that may assume a role which trusts the whole account, but for a Deny with NotPrincipal. */
function spared(...names: readonly string[]): readonly string[] {
  const trust = document(
    { Effect: 'Allow', Principal: { AWS: arn('root') }, ...ASSUME },
    { Effect: 'Deny', NotPrincipal: { AWS: names.map(arn) }, ...ASSUME },
  );
  const hop = { UserPolicyList: [inline('hop', document(allow('sts:AssumeRole')))] };
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', hop), user('bob', hop)],
      roles: [role('guarded', { AssumeRolePolicyDocument: trust })],
    }),
  );
  const { graph } = analyseEscalation([account], new DocumentReader(catalog), null);
  return graph.nodes.flatMap(({ edges }, number) =>
    edges.length > 0 ? [graph.population.principals[number]?.name ?? ''] : [],
  );
}

describe('a Deny with NotPrincipal in a trust policy', () => {
  it('spares whom it names', () => {
    expect(spared('user/ann', 'root')).toEqual(['ann']);
  });

  it('spares nobody by naming the account', () => {
    expect(spared('root')).toEqual([]);
  });
});
