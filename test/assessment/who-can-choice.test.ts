import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const OBJECT = 'arn:aws:s3:::reports/2026.csv';

/** The answers on any resource and on one, for a user whose statements have these conditions. */
function answers(
  conditions: { readonly Allow?: object; readonly Deny?: object },
  context: ReadonlyMap<string, readonly string[]> = new Map(),
) {
  const statements = Object.entries(conditions).map(([Effect, Condition]) => ({
    Effect,
    Action: 's3:GetObject',
    Resource: '*',
    Condition,
  }));
  const always = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const policy = document(...(conditions.Allow === undefined ? [always] : []), ...statements);
  const account = parseAuthorizationDetails(
    details({ users: [user('ann', { UserPolicyList: [inline('own', policy)] })] }),
  );
  const graph = analyseEscalation([account], new DocumentReader(catalog), null);
  return [null, OBJECT].map((resource) => {
    const question = {
      action: 's3:GetObject',
      resource,
      context,
      organization: null,
      resourcePolicies: new Map(),
    };
    const { results } = whoCanReport(graph, question, { viaEscalation: false });
    return results.map(({ decision, conditions: residual }) => [decision, ...residual]);
  });
}

describe('who can use an action on one resource, as on any', () => {
  it.each([
    ['sends what an Allow asks for', { Allow: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['keeps clear of a Deny', { Deny: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['says which program it is', { Allow: { StringLike: { 'aws:UserAgent': 'cli/*' } } }],
    ['calls by itself', { Deny: { Bool: { 'aws:ViaAWSService': 'true' } } }],
  ])('%s', (_what, conditions) => {
    expect(answers(conditions)).toEqual([[['allowed']], [['allowed']]]);
  });

  it.each([
    [
      { Allow: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      'if Bool aws:MultiFactorAuthPresent true',
    ],
    [{ Allow: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }, 'if IpAddress aws:SourceIp 192.0.2.0/24'],
  ])('meets no condition that limits: %j', (conditions, words) => {
    expect(answers(conditions)).toEqual([[['conditional', words]], [['conditional', words]]]);
  });

  it('has no choice of what the question gives', () => {
    const context = new Map([['aws:securetransport', ['false']]]);
    const [, onOne] = answers({ Allow: { Bool: { 'aws:SecureTransport': 'true' } } }, context);
    expect(onOne).toEqual([['implicitlyDenied']]);
    const [, denied] = answers({ Deny: { Bool: { 'aws:SecureTransport': 'false' } } }, context);
    expect(denied).toEqual([['explicitlyDenied']]);
  });
});
