import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import {
  allow,
  boundedBy,
  deny,
  details,
  document,
  inline,
  managed,
  policyArn,
  user,
  version,
} from '../account/authorization-details.js';

type Fields = Readonly<Record<string, unknown>>;

const catalog = loadCatalog();
const everything = document(allow('*'));

/**
 * How a user that everything is allowed within a boundary takes the boundary off, and on which of its statements that
 * rests; the version before the one in force is given.
 */
function takenOff(within: Fields, before: Fields, ...own: readonly Fields[]) {
  const account = parseAuthorizationDetails(
    details({
      users: [
        user('dev', {
          UserPolicyList: [inline('own', document(allow('*'), ...own))],
          ...boundedBy('fence'),
        }),
      ],
      policies: [
        managed('fence', null, {
          DefaultVersionId: 'v2',
          PolicyVersionList: [version('v2', true, document(within)), version('v1', false, before)],
        }),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  return pathsReport(graph, search).administrators.map(({ verdict, by }) => [
    verdict,
    ...(by?.lifts ?? []),
    ...(by?.statements ?? []).map(({ statement }) => statement),
  ]);
}

const fence = `permissions boundary ${policyArn('fence')}`;

describe('a boundary that its holder may change', () => {
  it.each([
    ['by a new version of its policy', 'iam:CreatePolicyVersion', document(allow('s3:*'))],
    ['by an older version that allows everything', 'iam:SetDefaultPolicyVersion', everything],
  ])('is taken off %s, with the statements for that', (_, action, before) => {
    expect(takenOff(allow(['s3:*', action]), before, allow(action, policyArn('fence')))).toEqual([
      ['confirmed', `${fence}, by ${action}`, 0, 1],
    ]);
  });

  it('stays on where no older version allows everything', () => {
    const choosing = allow(['s3:*', 'iam:SetDefaultPolicyVersion']);
    expect(takenOff(choosing, document(allow('ec2:*')))).toEqual([]);
    expect(takenOff(choosing, document(allow('*'), deny('iam:*')))).toEqual([]);
  });

  it('stays on where another policy alone may be changed', () => {
    const other = allow(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'], policyArn('other'));
    expect(takenOff(other, everything)).toEqual([]);
  });
});
