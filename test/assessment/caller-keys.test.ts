import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseOrganizationPolicies } from '../../src/account/organization-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, deny, details, document, inline, role, user } from '../account/authorization-details.js';
import table from './caller-keys.json' with { type: 'json' };

const catalog = loadCatalog();
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:jobs';

type Fields = Readonly<Record<string, unknown>>;

/** What a user and a role may do, on any queue and on one. */
function answers(own: readonly Fields[], imposed: readonly Fields[]) {
  const policy = [inline('own', document(...own))];
  const account = parseAuthorizationDetails(
    details({
      users: [user('ann', { UserPolicyList: policy })],
      roles: [role('app', { RolePolicyList: policy })],
    }),
  );
  const organization = parseOrganizationPolicies({
    serviceControlPolicies: [
      { level: 'root', policies: [{ name: 'guard', document: document(...imposed) }] },
    ],
  });
  const graph = analyseEscalation([account], new DocumentReader(catalog), organization);
  return [null, QUEUE].map((resource) =>
    whoCanReport(
      graph,
      {
        action: 'sqs:SendMessage',
        resource,
        context: new Map(),
        organization,
        resourcePolicies: new Map(),
      },
      { principals: [0, 1], viaEscalation: false },
    ).results.map(({ decision }) => decision),
  );
}

describe('keys that requests of a kind of caller never or always hold', () => {
  it.each(table.cases)('decide $condition', ({ condition, allow: allowed, deny: left }) => {
    const when = { Condition: condition };
    const given = { ...allow('sqs:SendMessage'), ...when };
    expect(answers([given], [allow('*')])).toEqual([allowed, allowed]);
    expect(answers([allow('*')], [given])).toEqual([allowed, allowed]);
    const taken = deny('sqs:*', '*', when);
    expect(answers([allow('*'), taken], [allow('*')])).toEqual([left, left]);
    expect(answers([allow('*')], [allow('*'), taken])).toEqual([left, left]);
  });

  it('are missing together for whoever signs with an access key', () => {
    const either = (Condition: Fields) => answers([{ ...allow('*'), Condition }], [allow('*')]);
    const missing = { 'aws:TokenIssueTime': 'true' };
    expect(either({ Null: { ...missing, 'aws:MultiFactorAuthAge': 'false' } })).toEqual([
      ['conditional', 'implicitlyDenied'],
      ['conditional', 'implicitlyDenied'],
    ]);
  });
});
