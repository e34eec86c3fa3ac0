import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { parseResourcePolicies } from '../../src/account/resource-policies.js';
import { whoCanReport } from '../../src/assessment/who-can-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const OWN = 'arn:aws:lambda:eu-west-1:111122223333:function:web';
const ELSEWHERE = 'arn:aws:lambda:eu-west-1:444455556666:function:web';
const ALL_ELSEWHERE = 'arn:aws:lambda:*:444455556666:function:*';

interface Asked {
  readonly action?: string;
  readonly granted: string | readonly string[];
  readonly resource?: string;
  /** Policies of resources, by ARN. */
  readonly policies?: Readonly<Record<string, unknown>>;
}

/** The answer for a user who is given an action on some resources. */
function answer({ action = 'lambda:InvokeFunction', granted, resource, policies = {} }: Asked) {
  const account = parseAuthorizationDetails(
    details({ users: [user('ann', { UserPolicyList: [inline('own', document(allow(action, granted)))] })] }),
  );
  const { results } = whoCanReport(
    analyseEscalation([account], new DocumentReader(catalog), null),
    {
      action,
      resource: resource ?? null,
      context: new Map(),
      organization: null,
      resourcePolicies: parseResourcePolicies(policies),
    },
    { viaEscalation: false },
  );
  return results.map(({ decision, resources, notes }) => ({ decision, resources, notes }));
}

const OPEN = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: '*' }],
};
const NOT_KNOWN = 'the policy of the resource, which another account owns, is not known';

describe('resources of other accounts', () => {
  it('are used only as their policies let, which are not known', () => {
    expect(answer({ granted: ALL_ELSEWHERE })).toEqual([
      {
        decision: 'conditional',
        resources: [ALL_ELSEWHERE],
        notes: ['the policies of the resources, which are in other accounts, must allow it too'],
      },
    ]);
    expect(answer({ granted: ALL_ELSEWHERE, resource: ELSEWHERE })).toEqual([
      { decision: 'conditional', resources: [], notes: [NOT_KNOWN] },
    ]);
  });

  it('are no condition where some are in the own account', () => {
    expect(answer({ granted: [ALL_ELSEWHERE, OWN] })).toEqual([
      { decision: 'allowed', resources: [ALL_ELSEWHERE, OWN], notes: [] },
    ]);
  });

  it('are used where their policies are given and allow it', () => {
    const policies = { [ELSEWHERE]: OPEN };
    expect(answer({ granted: ALL_ELSEWHERE, policies })).toEqual([
      { decision: 'allowed', resources: [ELSEWHERE], notes: [] },
    ]);
    expect(answer({ granted: ALL_ELSEWHERE, resource: ELSEWHERE, policies })).toEqual([
      { decision: 'allowed', resources: [], notes: [] },
    ]);
  });

  it('are used as the policy lets of what they lie in, the nearest where several are given', () => {
    const action = 's3:GetObject';
    const statement = (Effect: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect, Principal: '*', Action: action, Resource: '*' }],
    });
    const policies = {
      'arn:aws:s3:::lake': statement('Allow'),
      'arn:aws:s3:::lake/raw': statement('Deny'),
      'arn:aws:s3:::lake/raw/open': statement('Allow'),
    };
    const decision = (resource: string) =>
      answer({ action, granted: '*', resource: `arn:aws:s3:::${resource}`, policies })[0]?.decision;
    expect(decision('lake/rawest')).toBe('allowed');
    expect(decision('lake/raw/2026/file')).toBe('explicitlyDenied');
    expect(decision('lake/raw/open/file')).toBe('allowed');
  });

  it('are not used by whoever its own policies do not allow it', () => {
    expect(answer({ granted: OWN, resource: ELSEWHERE })).toEqual([
      { decision: 'implicitlyDenied', resources: [], notes: ['an identity policy does not allow it'] },
    ]);
  });

  it('are never those of IAM, which have no policies', () => {
    const granted = 'arn:aws:iam::444455556666:user/*';
    const action = 'iam:CreateAccessKey';
    expect(answer({ action, granted })).toEqual([
      {
        decision: 'implicitlyDenied',
        resources: [],
        notes: ['it is allowed on resources of other accounts only, where IAM lets nobody use it'],
      },
    ]);
    expect(answer({ action, granted, resource: 'arn:aws:iam::444455556666:user/bob' })).toEqual([
      {
        decision: 'implicitlyDenied',
        resources: [],
        notes: ['IAM, which lets nobody act on what another account owns, does not allow it'],
      },
    ]);
  });
});
