import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { chokePoints } from '../../src/escalation/graph/choke-points.js';
import {
  ACCOUNT_ID,
  allow,
  details,
  document,
  inline,
  role,
  trusting,
  user,
} from '../account/authorization-details.js';

const catalog = loadCatalog();
const arn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:${name}`;
const mayAssume = (sid: string, name: string) =>
  document({ Sid: sid, ...allow('sts:AssumeRole', arn(`role/${name}`)) });
const account = arn('root');

function found(roles: readonly unknown[], users: readonly unknown[]) {
  const parsed = parseAuthorizationDetails(details({ roles, users }));
  const { graph, search } = analyseEscalation([parsed], new DocumentReader(catalog), null);
  const { statements, ...rest } = chokePoints(graph, search);
  return {
    ...rest,
    statements: statements.map(({ statement }) => statement.sid ?? `trust ${statement.index}`).sort(),
  };
}

const top = role('top', {
  RolePolicyList: [inline('everything', document(allow('*')))],
  AssumeRolePolicyDocument: trusting({ AWS: account }),
});
const middle = role('middle', {
  RolePolicyList: [inline('up', mayAssume('Up', 'top'))],
  AssumeRolePolicyDocument: trusting({ AWS: account }),
});
const climber = (name: string) =>
  user(name, { UserPolicyList: [inline('climb', mayAssume(`Climb${name}`, 'middle'))] });

describe('choke points', () => {
  it('are the one statement that all ways go by', () => {
    expect(found([top, middle], [climber('Ann'), climber('Bob'), climber('Cas')])).toEqual({
      statements: ['Up'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('take every one of several statements that do the same', () => {
    const twice = user('Ann', {
      UserPolicyList: [inline('a', mayAssume('A', 'elsewhere')), inline('b', mayAssume('B', 'elsewhere'))],
    });
    const elsewhere = role('elsewhere', {
      RolePolicyList: [inline('everything', document(allow('*')))],
      AssumeRolePolicyDocument: document(
        { Sid: 'T1', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' },
        { Sid: 'T2', Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:*' },
      ),
    });
    expect(found([elsewhere], [twice])).toEqual({
      statements: ['A', 'B'],
      atLeast: 1,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('are none where nobody can become administrator', () => {
    expect(found([top], [user('Ann')])).toEqual({
      statements: [],
      atLeast: 0,
      isSmallest: true,
      isComplete: true,
    });
  });

  it('leave out what others make needless', () => {
    // Two ways to the top, one of them through the middle: a statement for each.
    const direct = user('Dee', { UserPolicyList: [inline('jump', mayAssume('Jump', 'top'))] });
    expect(found([top, middle], [climber('Ann'), climber('Bob'), direct]).statements).toHaveLength(1);
  });
});
