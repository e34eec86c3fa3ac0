import awsManagedPolicies from './data/aws-managed-policies.json' with { type: 'json' };
import type { GeneratedDocument } from './generated-documents.js';
import { ACCOUNT_ID, type GeneratedNames } from './generated-names.js';
import type { Random } from './random.js';
import type { ServiceVocabulary, Vocabulary } from './service-vocabulary.js';

/** A managed policy of the generated account. The count of its attachments is filled in as principals are made. */
export interface GeneratedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly versions: readonly GeneratedDocument[];
  readonly createDate: string;
  attachments: number;
  boundaries: number;
}

const AWS_MANAGED_VERSIONS = 12;

/** The thirty AWS-managed policies, written from their names: much like AWS's own in kind and size. */
export function awsManaged(random: Random, names: GeneratedNames, vocabulary: Vocabulary): GeneratedPolicy[] {
  return awsManagedPolicies.map(({ name, shape, services }) => {
    const chosen = services.flatMap((prefix) =>
      prefix === '*' ? vocabulary.all : [vocabulary.byPrefix.get(prefix) ?? []].flat(),
    );
    const [, folder = '', last = name] = /^(.*\/)?([^/]+)$/.exec(name) ?? [];
    return {
      name: last,
      arn: `arn:aws:iam::aws:policy/${name}`,
      id: names.id('ANPA'),
      path: `/${folder}`,
      versions: [{ Version: '2012-10-17', Statement: awsManagedStatements(shape, chosen, random) }],
      createDate: names.date(),
      attachments: 0,
      boundaries: 0,
    };
  });
}

function awsManagedStatements(
  shape: string,
  services: readonly ServiceVocabulary[],
  random: Random,
): GeneratedDocument['Statement'] {
  const allow = (actions: readonly string[]) => ({ Effect: 'Allow', Action: actions, Resource: '*' });
  switch (shape) {
    case 'everything':
      return [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    case 'not-action':
      return [
        { Effect: 'Allow', NotAction: services.map(({ prefix }) => `${prefix}:*`), Resource: '*' },
        allow([
          'iam:CreateServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeOrganization',
          'account:ListRegions',
        ]),
      ];
    case 'full':
      return [allow(services.map(({ prefix }) => `${prefix}:*`))];
    case 'read-only':
      return [
        allow(
          services.flatMap(({ prefix, verbs }) =>
            ['Get', 'List', 'Describe', 'BatchGet']
              .filter((verb) => verbs.includes(verb))
              .map((verb) => `${prefix}:${verb}*`),
          ),
        ),
      ];
    case 'list-only':
      return [allow(services.flatMap(({ listActions }) => listActions))];
    case 'write-logs':
      return [allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])];
    default:
      return [
        allow(services.flatMap(({ actions }) => random.sample(actions, 14))),
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: '*',
          Condition: {
            StringEquals: { 'iam:PassedToService': services.map(({ prefix }) => `${prefix}.amazonaws.com`) },
          },
        },
      ];
  }
}

/** A customer-managed policy of one to five versions, each a small change of the one before. */
export function customerManaged(
  random: Random,
  names: GeneratedNames,
  newest: GeneratedDocument,
): GeneratedPolicy {
  const versions = [newest];
  const count = random.weighted([
    [55, 1],
    [20, 2],
    [12, 3],
    [6, 4],
    [7, 5],
  ] as const);
  for (let version = 1; version < count; version++) {
    const later = versions[version - 1] ?? newest;
    const dropped = random.integer(0, later.Statement.length - 1);
    const fewer = later.Statement.filter((_, index) => index !== dropped);
    versions.push({
      Version: '2012-10-17',
      Statement:
        fewer.length === 0
          ? [{ ...later.Statement[0], Resource: `arn:aws:s3:::${names.workload()}-${version}` }]
          : fewer,
    });
  }
  const path = names.path();
  const name = names.unique(`${names.workload()}-policy`);
  return {
    name,
    arn: `arn:aws:iam::${ACCOUNT_ID}:policy${path}${name}`,
    id: names.id('ANPA'),
    path,
    versions,
    createDate: names.date(),
    attachments: 0,
    boundaries: 0,
  };
}

/** The entry of Policies in authorization details. */
export function policyEntry(policy: GeneratedPolicy, random: Random): Readonly<Record<string, unknown>> {
  const isAwsManaged = policy.arn.startsWith('arn:aws:iam::aws:');
  const newest = isAwsManaged ? random.integer(1, AWS_MANAGED_VERSIONS) : policy.versions.length;
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: `v${newest}`,
    AttachmentCount: policy.attachments,
    PermissionsBoundaryUsageCount: policy.boundaries,
    IsAttachable: true,
    CreateDate: policy.createDate,
    UpdateDate: policy.createDate,
    PolicyVersionList: policy.versions.map((document, age) => ({
      Document: document,
      VersionId: `v${newest - age}`,
      IsDefaultVersion: age === 0,
      CreateDate: policy.createDate,
    })),
  };
}
