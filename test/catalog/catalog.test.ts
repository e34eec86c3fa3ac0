import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogDetails } from '../../src/catalog/catalog-details-file.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { levelByName } from '../../src/assessment/access-level.js';
import { globMatches } from '../../src/catalog/glob.js';
import { IndexSet } from '../../src/catalog/index-set.js';
import { typesOf, type ResourceRequirement } from '../../src/catalog/resource-type.js';
import { parseCatalog } from '../../src/catalog/parse-catalog.js';
import targets from '../../src/catalog/data/target-resource-types.json' with { type: 'json' };

const catalog = loadCatalog();
const names = (pattern: string) =>
  catalog
    .expand(pattern)
    .indexes()
    .map((action) => catalog.actionName(action));

describe('the compiled catalogue', () => {
  it('holds the pinned data', () => {
    expect(catalog.date).toBe('2026-09-26');
    expect(catalog.services.length).toBe(456);
    expect(catalog.actionCount).toBe(22091);
    expect(catalog.all.size).toBe(22091);
  });

  it('finds actions in any case and gives canonical names', () => {
    expect(catalog.actionName(catalog.actionIndex('S3:GETOBJECT') ?? -1)).toBe('s3:GetObject');
    expect(catalog.actionIndex('s3:NoSuchAction')).toBeUndefined();
    expect(catalog.actionIndex('GetObject')).toBeUndefined();
  });

  it('has every action under its own index', () => {
    for (const action of catalog.all.indexes())
      expect(catalog.actionIndex(catalog.actionName(action))).toBe(action);
  });

  it('expands patterns wherever the wildcard stands', () => {
    expect(names('sqs:?endMessage')).toEqual(['sqs:SendMessage']);
    expect(names('SQS:sendmessage')).toEqual(['sqs:SendMessage']);
    expect(names('s?s:SendMessage')).toEqual(['sms:SendMessage', 'sqs:SendMessage']);
    expect(names('*:AssumeRoleWith*')).toEqual(['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity']);
    expect(names('nosuchservice:*')).toEqual([]);
    expect(catalog.expand('*:*').equals(catalog.all)).toBe(true);
    expect(catalog.expand('s3*').includes(catalog.expand('s3:*'))).toBe(true);
    expect(catalog.expand('s3:*').includes(catalog.expand('s3:Get*'))).toBe(true);
  });

  it('expands any pattern to what it matches, of which one star is as good as many', () => {
    const actions = catalog.all.indexes().map((action) => catalog.actionName(action));
    const lowerCase = actions.map((action) => action.toLowerCase());
    const part = fc.constantFrom('*', '**', '?', ':', 's3', 'e', 'get', 'Object', 'iam', '-', 'list');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
        const pattern = parts.join('');
        const matching = actions.filter((_, index) =>
          globMatches(pattern.toLowerCase(), lowerCase[index] ?? ''),
        );
        expect(names(pattern)).toEqual(matching);
      }),
    );
    // Compared with each action, the stars alone would be two thousand million steps.
    expect(names(`${'*'.repeat(100_000)}ReceiveMessage`)).toEqual(['sqs:ReceiveMessage']);
  });

  it('reads access levels with their corrections', () => {
    const level = (name: string) => catalog.accessLevel(catalog.actionIndex(name) ?? -1);
    expect(level('s3:GetObject')).toBe('Read');
    expect(level('s3:PutBucketPolicy')).toBe('Permissions management');
    expect(level('iam:PassRole')).toBe('Permissions management');
    expect(level('waf:CreateWebACL')).toBe('Write');
    expect(level('ec2:CreateTags')).toBe('Tagging');
  });

  it('knows the actions whose names say that they tag', () => {
    const tags = (action: number) => levelByName(catalog.actionName(action)) === 'Tagging';
    expect(catalog.namedTagging.indexes()).toEqual(catalog.all.indexes().filter(tags));
    expect(catalog.namedTagging.size).toBe(638);
  });

  it('names the actions of a service with and without its prefix', () => {
    const service = catalog.service('sqs');
    expect(service?.canonicalNames.slice(0, 2)).toEqual(['sqs:AddPermission', 'sqs:CancelMessageMoveTask']);
    expect(service?.actionNames.slice(0, 2)).toEqual(['AddPermission', 'CancelMessageMoveTask']);
  });

  it('reads a single resource type as it reads all of them', () => {
    const single = parseCatalog(readFileSync('dist/catalog/index.json', 'utf8'));
    const indexes = [0, 1200, catalog.resourceTypeCount - 1, catalog.resourceTypeCount];
    expect(indexes.map((index) => single.resourceType(index))).toEqual(
      indexes.map((index) => catalog.resourceTypes[index]),
    );
  });

  it('knows which resource types an action needs', () => {
    const types = (name: string) => {
      const { required, optional } = catalog.requirement(catalog.actionIndex(name) ?? -1);
      const label = (type: number) => catalog.resourceTypes[type]?.name;
      return { required: required.map(label), optional: optional.map(label) };
    };
    expect(types('iam:PassRole')).toEqual({ required: ['role'], optional: [] });
    expect(types('s3:ListAllMyBuckets')).toEqual({ required: [], optional: [] });
    expect(types('ec2:RunInstances').required).toEqual([
      'image',
      'instance',
      'network-interface',
      'security-group',
      'subnet',
    ]);
    expect(types('bedrock-agentcore:InvokeCodeInterpreter')).toEqual({
      required: [],
      optional: ['code-interpreter', 'code-interpreter-custom'],
    });
  });

  it('knows of which resource types an action needs one', () => {
    const oneOf = (name: string) =>
      catalog
        .requirement(catalog.actionIndex(name) ?? -1)
        .oneOf.map((type) => catalog.resourceType(type)?.name);
    expect(oneOf('iam:PassRole')).toEqual([]);
    expect(oneOf('s3:ListAllMyBuckets')).toEqual([]);
    expect(oneOf('bedrock-agentcore:InvokeCodeInterpreter')).toEqual([
      'code-interpreter',
      'code-interpreter-custom',
    ]);
    for (const [action, types] of Object.entries(targets.targets))
      expect([action, oneOf(action)]).toEqual([action, types]);
  });

  it('finds the actions that work on resource types as looking at every action does', () => {
    const some = fc.array(fc.integer({ min: 0, max: catalog.resourceTypeCount + 40 }), { maxLength: 9 });
    const tests: readonly ((requirement: ResourceRequirement) => boolean)[] = [
      () => true,
      ({ required }) => required.length > 0,
      ({ optional }) => optional.length > 1,
    ];
    fc.assert(
      fc.property(some, fc.constantFrom(...tests), (members, fulfils) => {
        const types = IndexSet.of(members);
        const expected = catalog.all.indexes().filter((action) => {
          const requirement = catalog.requirement(action);
          const worksOn = typesOf(requirement).some((type) => types.has(type));
          return worksOn && fulfils(requirement);
        });
        expect(catalog.workingOn(types, fulfils).indexes()).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a catalogue whose tables differ in length', () => {
    // The packaged catalogue is an object.
    const whole = JSON.parse(readFileSync('dist/catalog/index.json', 'utf8')) as Record<string, unknown>;
    const damaged = 'the compiled catalogue is damaged: its tables differ in length';
    const tooLong = Array.from({ length: 692 }, () => 0);
    expect(() => parseCatalog(JSON.stringify({ ...whole, levels: 'L' }))).toThrow(damaged);
    expect(() => parseCatalog(JSON.stringify({ ...whole, restrictable: tooLong }))).toThrow(damaged);
    expect(() => parseCatalog(JSON.stringify({ ...whole, levelSets: [tooLong] }))).toThrow(damaged);
    expect(
      parseCatalog(JSON.stringify({ ...whole, levelSets: [tooLong.slice(1)] })).withLevel('List'),
    ).toEqual(IndexSet.empty);
    expect(() => parseCatalog(JSON.stringify({ ...whole, levelSets: 'none' }))).toThrow(
      'this is not a compiled catalogue of version 4',
    );
    expect(() => parseCatalog(JSON.stringify({ ...whole, namedTagging: null }))).toThrow(
      'this is not a compiled catalogue of version 4',
    );
  });

  it('refuses what is no catalogue', () => {
    expect(() => parseCatalog('{')).toThrow(
      'this is not a compiled catalogue: it is not JSON; make one with `npm run build:catalog`',
    );
    expect(() => parseCatalog('{"format":"else"}')).toThrow(
      'this is not a compiled catalogue of version 4; make one with `npm run build:catalog`',
    );
  });

  it('describes actions from the second file', () => {
    const details = loadCatalogDetails(catalog).action('IAM:passrole');
    expect(details?.name).toBe('iam:PassRole');
    expect(details?.description).toBe('Grants permission to pass a role to a service');
    expect(details?.conditionKeys).toEqual(['iam:AssociatedResourceArn', 'iam:PassedToService']);
    expect(
      details?.resourceTypes.map(({ name, template, required }) => ({ name, template, required })),
    ).toEqual([
      { name: 'role', template: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', required: true },
    ]);
  });
});
