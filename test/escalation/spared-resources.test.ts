import { describe, expect, it } from 'vitest';
import { DocumentReader } from '../../src/access/document-reader.js';
import { parseAuthorizationDetails } from '../../src/account/parse-authorization-details.js';
import { pathsReport } from '../../src/assessment/paths-report.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { analyseEscalation } from '../../src/escalation/graph/analyse-escalation.js';
import { allow, details, document, inline, role, user } from '../account/authorization-details.js';

const catalog = loadCatalog();
const arn = (name: string) => `arn:aws:iam::111122223333:${name}`;
const all = { RolePolicyList: [inline('all', document(allow('*')))] };

type Fields = Readonly<Record<string, unknown>>;

/** A statement about whatever its NotResource does not name. */
const sparing = (Effect: string, Action: string, ...NotResource: readonly string[]): Fields => ({
  Effect,
  Action,
  NotResource,
});

/** The administrator roles that a caller with such policies can assume, with the verdict. */
function assumed(kind: 'user' | 'role', ...statements: readonly Fields[]): readonly string[] {
  const own = inline('own', document(...statements));
  const account = parseAuthorizationDetails(
    details({
      users: kind === 'user' ? [user('ann', { UserPolicyList: [own] })] : [],
      roles: [
        ...(kind === 'role' ? [role('ann', { RolePolicyList: [own] })] : []),
        role('boss', all),
        role('chief', all),
      ],
    }),
  );
  const { graph, search } = analyseEscalation([account], new DocumentReader(catalog), null);
  const { principals } = graph.population;
  return ['boss', 'chief'].flatMap((name) => {
    const { paths } = pathsReport(graph, search, {
      from: IndexSet.of([principals.findIndex((principal) => principal.name === 'ann')]),
      to: principals.findIndex((principal) => principal.name === name),
    });
    return paths.map(({ verdict }) => `${name} ${verdict}`);
  });
}

describe('NotResource with the roles to assume', () => {
  it('allows all but what it names', () => {
    expect(assumed('user', sparing('Allow', 'sts:AssumeRole', arn('role/boss')))).toEqual([
      'chief confirmed',
    ]);
    expect(assumed('user', sparing('Allow', 'sts:AssumeRole', arn('role/*')))).toEqual([]);
    expect(assumed('user', sparing('Allow', 'sts:AssumeRole', 'arn:aws:s3:::data'))).toEqual([
      'boss confirmed',
      'chief confirmed',
    ]);
  });

  it('denies all but what it names', () => {
    const sts = allow('sts:AssumeRole');
    expect(assumed('user', sts, sparing('Deny', 'sts:AssumeRole', arn('role/boss')))).toEqual([
      'boss confirmed',
    ]);
    expect(assumed('user', sts, sparing('Deny', '*', arn('role/b*'), arn('role/c*')))).toEqual([
      'boss confirmed',
      'chief confirmed',
    ]);
    expect(assumed('user', sts, sparing('Deny', 'sts:AssumeRole', 'arn:aws:s3:::data'))).toEqual([]);
  });

  it('depends on what a variable stands for that is not known', () => {
    const unknown = arn('role/${aws:PrincipalTag/team}');
    expect(assumed('role', sparing('Allow', 'sts:AssumeRole', unknown))).toEqual([
      'boss conditional',
      'chief conditional',
    ]);
    expect(assumed('role', allow('sts:AssumeRole'), sparing('Deny', '*', unknown))).toEqual([
      'boss confirmed',
      'chief confirmed',
    ]);
  });
});
