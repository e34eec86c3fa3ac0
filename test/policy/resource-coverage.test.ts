import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import type { IndexSet } from '../../src/catalog/index-set.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge, type ResourceCoverage } from '../../src/policy/resource-coverage.js';

const catalog = loadCatalog();
const ACCOUNT = { accountId: '111122223333', partition: 'aws' };

describe('the account in a pattern', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/*', true, true],
    ['arn:aws:iam::????????????:role/*', true, true],
    ['arn:aws:iam::1111????????:role/*', true, true],
    ['arn:aws:iam::444455556666:role/*', true, false],
    ['arn:aws:iam::4444????????:role/*', true, false],
    ['arn:aws:iam::???????????:role/*', false, false],
  ])('%s covers roles of an unknown account: %s, of the own: %s', (pattern, ofUnknown, ofOwn) => {
    const coversRoles = (accountId: string | null) =>
      names(coverage(new CoverageJudge(catalog, { ...ACCOUNT, accountId }), pattern).covered).includes(
        'iam/role',
      );
    expect([coversRoles(null), coversRoles(ACCOUNT.accountId)]).toEqual([ofUnknown, ofOwn]);
  });
});

describe('the resource types a pattern touches', () => {
  it.each([
    ['arn:aws:logs:*:*:log-stream:today', ['logs/log-stream']],
    ['arn:aws:logs:*:*:log-group:orders:log-stream:today', ['logs/log-group', 'logs/log-stream']],
    ['arn:aws:dynamodb:*:*:index/by-date', []],
    ['arn:aws:dynamodb:*:*:global-table/orders', ['dynamodb/global-table']],
    ['arn:aws:pi:*:*:metrics/rds/*', ['pi/metric-resource']],
    [
      'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:event-source-mapping:${Id}',
      ['lambda/eventSourceMapping'],
    ],
    ['arn:aws:pi:${aws:PrincipalTag/a:b}:111122223333:metrics/rds/one', ['pi/metric-resource']],
    ['arn:aws:lambda:*:*:event-source-mapping:orders', ['lambda/eventSourceMapping']],
  ])('%s', (pattern, types) => {
    const { touched } = coverage(new CoverageJudge(catalog, ACCOUNT), pattern);
    expect(names(touched).filter((name) => name !== 'backup/recoveryPoint')).toEqual(types);
  });

  it('are the same however many patterns of the service came before', () => {
    const services = ['dynamodb', 'ec2', 'iam', 'lambda', 'logs', 's3', 'secretsmanager', 'sns', 'ssm'];
    const used = new CoverageJudge(catalog, ACCOUNT);
    for (const service of services)
      for (let count = 0; count < 20; count++)
        coverage(used, `arn:aws:${service}:us-east-1:111122223333:name-${count}`);
    const templates = catalog.resourceTypes.filter(({ template }) =>
      services.includes(template.split(':')[2] ?? ''),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.infiniteStream(
          fc.constantFrom(
            '*',
            'a*',
            '?',
            'us-east-1',
            '111122223333',
            'orders',
            'role/x',
            '${AWS::Region}',
            '',
          ),
        ),
        fc.array(fc.nat({ max: 80 }), { maxLength: 2 }),
        ({ template }, values, starsAt) => {
          const filled = template.replace(/\$\{[^}]*\}/g, () => String(values.next().value));
          const pattern = starsAt.reduce(
            (text, at) => (at < text.length ? `${text.slice(0, at)}*${text.slice(at + 1)}` : text),
            filled,
          );
          const first = coverage(new CoverageJudge(catalog, ACCOUNT), pattern);
          const later = coverage(used, pattern);
          expect([names(later.touched), names(later.covered)]).toEqual([
            names(first.touched),
            names(first.covered),
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function coverage(judge: CoverageJudge, pattern: string): ResourceCoverage {
  const { statements } = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: pattern }],
  });
  const [statement] = statements;
  if (statement === undefined) throw new Error('the document has no statement');
  return judge.judge(statement, true);
}

function names(types: IndexSet): readonly string[] {
  return types
    .indexes()
    .map((type) => `${catalog.resourceTypes[type]?.service}/${catalog.resourceTypes[type]?.name}`);
}
