import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { namedResource, type Place } from '../../src/fixes/named-resource.js';
import { capitals, placeholderName } from '../../src/fixes/placeholder-name.js';
import { parsePolicyDocument } from '../../src/policy/parse-policy-document.js';
import { CoverageJudge } from '../../src/policy/resource-coverage.js';

const catalog = loadCatalog();
const UNKNOWN: Place = { partition: 'aws', accountId: null, region: null };
const KNOWN: Place = { partition: 'aws', accountId: '111122223333', region: 'eu-west-1' };
const typeNamed = (service: string, name: string) => {
  const found = catalog.resourceTypes.find((type) => type.service === service && type.name === name);
  if (found === undefined) throw new Error(`there is no type ${service}:${name}`);
  return found;
};
const nameOf = (service: string, name: string, pattern = '*', place = UNKNOWN) =>
  namedResource(typeNamed(service, name), pattern, place, catalog).arn;

describe('the ARN of one resource', () => {
  it.each([
    ['s3', 'bucket', 'arn:aws:s3:::BUCKET_NAME'],
    ['s3', 'object', 'arn:aws:s3:::BUCKET_NAME/*'],
    ['iam', 'role', 'arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME'],
    ['dynamodb', 'table', 'arn:aws:dynamodb:REGION:ACCOUNT_ID:table/TABLE_NAME'],
    ['glue', 'table', 'arn:aws:glue:REGION:ACCOUNT_ID:table/GLUE_DATABASE_NAME/*'],
    ['glue', 'rootcatalog', 'arn:aws:glue:REGION:ACCOUNT_ID:catalog'],
    ['dms', 'Certificate', 'arn:aws:dms:REGION:ACCOUNT_ID:cert:DMS_CERTIFICATE'],
    ['ecs', 'cluster', 'arn:aws:ecs:REGION:ACCOUNT_ID:cluster/CLUSTER_NAME'],
    ['eks', 'cluster', 'arn:aws:eks:REGION:ACCOUNT_ID:cluster/EKS_CLUSTER_NAME'],
  ])('%s %s', (service, name, arn) => {
    expect(nameOf(service, name)).toBe(arn);
  });

  it('takes partition, region and account from the pattern, then from the place', () => {
    expect(nameOf('sqs', 'queue', 'arn:aws-cn:sqs:cn-north-1:*:*', KNOWN)).toBe(
      'arn:aws-cn:sqs:cn-north-1:111122223333:QUEUE_NAME',
    );
    expect(nameOf('sqs', 'queue', '*', KNOWN)).toBe('arn:aws:sqs:eu-west-1:111122223333:QUEUE_NAME');
  });

  it('names less than all of every type there is, and nothing but that type could', () => {
    const judge = new CoverageJudge(catalog, { accountId: '111122223333', partition: 'aws' });
    const wrong = catalog.resourceTypes.filter((type, index) => {
      const { arn, placeholders } = namedResource(type, '*', KNOWN, catalog);
      const [statement] = parsePolicyDocument({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: '*', Resource: arn },
      }).statements;
      if (statement === undefined) return true;
      const { covered, touched } = judge.judge(statement, true);
      const isExplained = placeholders.every(({ name }) => arn.includes(name));
      return covered.has(index) || !touched.has(index) || arn.includes('${') || !isExplained;
    });
    expect(wrong.map(({ service, name, template }) => `${service}:${name} ${template}`)).toEqual([]);
  });
});

describe('placeholders', () => {
  it.each([
    ['BucketName', 'BUCKET_NAME'],
    ['DBInstanceName', 'DB_INSTANCE_NAME'],
    ['elastic-load-balancing', 'ELASTIC_LOAD_BALANCING'],
    ['code signing config', 'CODE_SIGNING_CONFIG'],
  ])('%s is %s', (name, expected) => {
    expect(capitals(name)).toBe(expected);
  });

  it('never stand for variables of two services', () => {
    const services = new Map<string, Set<string>>();
    for (const type of catalog.resourceTypes) {
      for (const [, variable = ''] of type.template.matchAll(/\$\{([^}]*)\}/g)) {
        if (['Partition', 'Region', 'Account'].includes(variable)) continue;
        const name = placeholderName(type, variable, catalog);
        services.set(name, (services.get(name) ?? new Set()).add(type.service));
      }
    }
    expect([...services].filter(([, { size }]) => size > 1).map(([name]) => name)).toEqual([]);
    expect([...services.keys()].filter((name) => ['REGION', 'ACCOUNT_ID'].includes(name))).toEqual([]);
  });
});
