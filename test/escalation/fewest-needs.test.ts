import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, role, trusting, user } from '../account/authorization-details.js';

const catalog = loadCatalog();

/** The step by which somebody who may use some actions becomes a role that functions run with, and what it needs besides. */
function step(...actions: readonly string[]) {
  const account = parseAuthorizationDetails(
    details({
      users: [user('dev', { UserPolicyList: [inline('own', document(allow(actions)))] })],
      roles: [
        role('worker', {
          RolePolicyList: [inline('everything', document(allow('*')))],
          AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }),
        }),
      ],
    }),
  );
  const { search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return search.chainFrom(0)?.hops.map(({ edge }) => [edge.path, edge.verdict, edge.needs.length]);
}

describe('of steps that are as sure', () => {
  it('the one that needs least is told', () => {
    expect(step('lambda:UpdateFunctionCode')).toEqual([['lambda-003', 'possible', 3]]);
    expect(step('lambda:UpdateFunctionCode', 'lambda:InvokeFunction')).toEqual([
      ['lambda-004', 'possible', 2],
    ]);
  });
});
