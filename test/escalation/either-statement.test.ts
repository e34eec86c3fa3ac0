import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
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

type Statement = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const OFFICE = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };
const MFA_TEXT = 'Bool aws:MultiFactorAuthPresent true';
const OFFICE_TEXT = 'IpAddress aws:SourceIp 192.0.2.0/24';

const assuming = (condition: object = {}) => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: '*',
  Condition: condition,
});
const trusting = (condition: object = {}, account = ACCOUNT_ID) => ({
  Effect: 'Allow',
  Principal: { AWS: account },
  Action: 'sts:AssumeRole',
  Condition: condition,
});

interface Statements {
  readonly own: readonly Statement[];
  readonly trust: readonly Statement[];
  readonly boundary?: readonly Statement[];
}

/** A user that may assume a role which is administrator, if conditions are met. */
function analysed({ own, trust, boundary }: Statements) {
  const arn = `arn:aws:iam::${ACCOUNT_ID}:policy/limit`;
  const bounded = {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn },
  };
  const account = parseAuthorizationDetails({
    ...details({
      users: [
        user('ann', {
          UserPolicyList: [inline('own', document(...own))],
          ...(boundary === undefined ? {} : bounded),
        }),
      ],
      roles: [
        role('top', {
          RolePolicyList: [inline('everything', document(allow('*')))],
          AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
        }),
      ],
    }),
    Policies:
      boundary === undefined
        ? []
        : [
            {
              PolicyName: 'limit',
              PolicyId: 'ANPALIMIT',
              Arn: arn,
              Path: '/',
              DefaultVersionId: 'v1',
              PolicyVersionList: [
                { VersionId: 'v1', IsDefaultVersion: true, Document: document(...boundary) },
              ],
            },
          ],
  });
  return analyseEscalation([account], new DocumentReader(catalog), null);
}

function conditions(statements: Statements): readonly string[] {
  const { graph, search } = analysed(statements);
  const [path] = pathsReport(graph, search).paths;
  return [path?.verdict ?? 'none', ...(path?.hops[0]?.conditions ?? [])];
}

describe('of several statements that allow a step, any one', () => {
  it.each<[string, Statements, readonly string[]]>([
    [
      'of the caller',
      { own: [assuming(MFA), assuming(OFFICE)], trust: [trusting()] },
      [`${MFA_TEXT}, or ${OFFICE_TEXT}`],
    ],
    [
      'of the caller, beside what the role asks for',
      { own: [assuming(MFA), assuming(OFFICE)], trust: [trusting({ ...MFA })] },
      [`${MFA_TEXT}, or ${OFFICE_TEXT}`, MFA_TEXT],
    ],
    [
      'of the trust policy',
      { own: [assuming()], trust: [trusting(MFA), trusting(OFFICE)] },
      [`${MFA_TEXT}, or ${OFFICE_TEXT}`],
    ],
    [
      'of the trust policy, of which one asks for nothing',
      { own: [assuming(OFFICE)], trust: [trusting(MFA), trusting()] },
      [OFFICE_TEXT],
    ],
    [
      'of the trust policy, for somebody outside',
      { own: [], trust: [trusting(MFA, '888877776666'), trusting(OFFICE, '888877776666')] },
      [`${MFA_TEXT}, or ${OFFICE_TEXT}`],
    ],
    [
      'of the permissions boundary',
      { own: [assuming()], trust: [trusting()], boundary: [assuming(MFA), assuming(OFFICE)] },
      [`${MFA_TEXT}, or ${OFFICE_TEXT}`],
    ],
    [
      'of the caller, where one asks for more',
      { own: [assuming({ ...MFA, ...OFFICE }), assuming(OFFICE)], trust: [trusting()] },
      [OFFICE_TEXT],
    ],
  ])('%s', (_, statements, expected) => {
    expect(conditions(statements)).toEqual(['conditional', ...expected]);
  });

  it('is what who-can asks for, though another is taken away where it asks for nothing', () => {
    const analysis = analysed({
      own: [
        assuming(MFA),
        assuming(OFFICE),
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT_ID}:role/other` },
        { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT_ID}:role/other` },
      ],
      trust: [trusting()],
    });
    const { results } = whoCanReport(
      analysis,
      {
        action: 'sts:AssumeRole',
        resource: null,
        context: new Map(),
        organization: null,
        resourcePolicies: new Map(),
      },
      { viaEscalation: false },
    );
    const ann = results.find(({ principal }) => principal.endsWith(':user/ann'));
    expect([ann?.decision, ann?.conditions]).toEqual(['conditional', [`if ${MFA_TEXT}, or ${OFFICE_TEXT}`]]);
  });
});
