import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanParts } from '../../src/assessment/scan-parts.js';
import type { Assessment } from '../../src/assessment/assessment.js';
import { loadCatalog } from '../../src/catalog/catalog-file.js';
import { parseSource } from '../../src/cli/scan-input/parse-source.js';
import { scanSource } from '../../src/cli/scan-input/scanned-files.js';
import { largePlan } from './large-plan.js';

const catalog = loadCatalog(undefined);
const NOWHERE = { accountId: null, region: null };

async function assessed(text: string, path: string): Promise<Assessment> {
  const { parts } = await scanSource(await parseSource(text, path), NOWHERE);
  return scanParts(parts, { catalog, name: 'hostile', now: new Date(catalog.date) });
}

/** The sentence that a file is refused with. */
async function refusal(text: string, path: string): Promise<string> {
  return assessed(text, path).then(
    () => 'it was read',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

function nested(depth: number, inner: string): string {
  return `${'{"Fn::Join":["",['.repeat(depth)}${inner}${']]}'.repeat(depth)}`;
}

describe('files that are meant to do harm', () => {
  test('functions nested deeper than any template', async () => {
    const template = (depth: number) =>
      `{"Resources":{"P":{"Type":"AWS::IAM::ManagedPolicy","Properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":${nested(depth, '"*"')}}]}}}}}`;
    expect((await assessed(template(20), 'a.json')).findings[0]?.kind).toBe('ResourceExposure');
    const deep = await assessed(template(2000), 'a.json');
    expect(deep.notAssessed).toEqual([]);
    expect(deep.notes[1]).toContain('what is nested too deeply (line 1)');
  });

  test('YAML that aliases blow up', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${level === 0 ? '"*"' : `*a${level - 1}, *a${level - 1}`}]`,
    );
    const bomb = `${levels.join('\n')}\nAWSTemplateFormatVersion: '2010-09-09'\n`;
    expect(await refusal(bomb, 'bomb.yaml')).toBe(
      'bomb.yaml: the YAML repeats too much through aliases; write the values out.',
    );
    expect(await refusal('AWSTemplateFormatVersion: &a [*a]\n', 'circle.yaml')).toBe(
      'circle.yaml: an alias stands within what it repeats.',
    );
  });

  test('a template whose values aliases repeat more often than can be read', async () => {
    // Each level is one object in memory, and twice as many as the level below once it is resolved.
    const levels = Array.from(
      { length: 18 },
      (_, level) => `  l${level}: &l${level} [${level === 0 ? 'a' : `*l${level - 1}, *l${level - 1}`}]`,
    );
    const users = Array.from(
      { length: 20 },
      (_, number) => `  U${number}: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: *l17 } }`,
    );
    const text = `Metadata:\n${levels.join('\n')}\nResources:\n${users.join('\n')}\n`;
    expect(await refusal(text, 'wide.yaml')).toBe(
      'wide.yaml: the YAML repeats too much through aliases; write the values out.',
    );
  });

  test('texts of a template that are made of each other and grow beyond the memory', async () => {
    const grant = (resource: unknown) => ({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: resource }] },
    });
    const doubled = Array.from({ length: 40 }, (_, index) => [
      `U${index}`,
      {
        Type: 'AWS::IAM::User',
        Properties: {
          UserName: index === 0 ? 'name' : { 'Fn::Sub': `\${U${index - 1}}\${U${index - 1}}` },
        },
      },
    ]);
    const long = { 'Fn::FindInMap': ['M', 'a', 'b'] };
    const joined = (count: number) => ({ 'Fn::Join': ['', Array.from({ length: count }, () => long)] });
    const policy = (properties: object) => ({
      Mappings: { M: { a: { b: 'x'.repeat(100_000) } } },
      Resources: { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: properties } },
    });
    const sentence = 'a.json: this template holds more than can be read; take what repeats out of it.';
    for (const template of [
      { Resources: Object.fromEntries(doubled) },
      policy(grant(joined(200))),
      policy(grant(Array.from({ length: 100 }, () => joined(20)))),
      policy(grant({ 'Fn::Sub': ['${L}', { L: Array.from({ length: 6000 }, () => long) }] })),
      policy(grant({ 'Fn::ToJsonString': { L: Array.from({ length: 6000 }, () => long) } })),
    ])
      expect(await refusal(JSON.stringify(template), 'a.json')).toBe(sentence);
  });

  test('YAML that is nested too deeply', async () => {
    expect(await refusal(`Resources: ${'['.repeat(5000)}${']'.repeat(5000)}\n`, 'deep.yaml')).toBe(
      'deep.yaml: the YAML is nested too deeply; correct the file.',
    );
  });

  test('conditions that need each other, a thousand in a row', async () => {
    const conditions = Object.fromEntries(
      Array.from({ length: 1000 }, (_, number) => [
        `C${number}`,
        { 'Fn::And': [{ Condition: `C${(number + 1) % 1000}` }, { Condition: `C${(number + 2) % 1000}` }] },
      ]),
    );
    const { policies } = await assessed(
      JSON.stringify({
        Conditions: conditions,
        Resources: {
          P: {
            Type: 'AWS::IAM::ManagedPolicy',
            Condition: 'C0',
            Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } },
          },
        },
      }),
      'a.json',
    );
    expect(policies).toHaveLength(1);
  });

  test('Terraform modules that call themselves in circles', async () => {
    const call = {
      expressions: { arn: { references: ['module.a.arn', 'var.arn', 'local.arn'] } },
      module: {},
    };
    const plan = {
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'aws_iam_role_policy_attachment.x',
              mode: 'managed',
              type: 'aws_iam_role_policy_attachment',
              name: 'x',
              values: { role: 'r' },
            },
          ],
        },
      },
      resource_changes: [
        {
          address: 'aws_iam_role_policy_attachment.x',
          change: { actions: ['create'], after_unknown: { policy_arn: true } },
        },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              mode: 'managed',
              type: 'aws_iam_role_policy_attachment',
              name: 'x',
              expressions: { policy_arn: { references: ['module.a.arn', 'module.b.arn'] } },
            },
          ],
          module_calls: {
            a: { ...call, module: { outputs: { arn: { expression: { references: ['var.arn'] } } } } },
            b: { ...call, module: { outputs: { arn: { expression: { references: ['var.arn'] } } } } },
          },
        },
      },
    };
    expect((await assessed(JSON.stringify(plan), 'plan.json')).notAssessed).toEqual([
      {
        what: 'attachment aws_iam_role_policy_attachment.x',
        where: 'plan.json:1 aws_iam_role_policy_attachment.x',
        reason:
          'which policy it attaches is known only after apply (var.arn, local.arn), so it is passed over',
      },
    ]);
  });

  test.each(['format_version', 'AWSTemplateFormatVersion'])(
    'arbitrary JSON that passes for a file of ours, by %s',
    async (key) => {
      const keys = [
        'Resources',
        'planned_values',
        'root_module',
        'resources',
        'values',
        'Properties',
        'Type',
        'type',
        'Policies',
        'PolicyDocument',
        'Statement',
        'Fn::If',
        'Ref',
        'configuration',
        'references',
        'policy',
        'child_modules',
        'Conditions',
        'Parameters',
        '__proto__',
      ];
      const words = [
        'AWS::IAM::Role',
        'AWS::IAM::ManagedPolicy',
        'AWS::Serverless::Function',
        'aws_iam_role',
        'aws_iam_policy',
        'aws_iam_policy_attachment',
        'Allow',
        '*',
        '',
        '{"Statement":[]}',
      ];
      const { value } = fc.letrec((tie) => ({
        value: fc.oneof(
          { maxDepth: 7 },
          fc.constantFrom<unknown>(...words, 0, null, true),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
        ),
      }));
      await fc.assert(
        fc.asyncProperty(fc.dictionary(fc.constantFrom(...keys), value), async (json) => {
          const text = JSON.stringify({ ...json, [key]: '1.2', terraform_version: '1' });
          expect(await refusal(text, 'any.json')).toBe('it was read');
        }),
        { numRuns: 300 },
      );
    },
  );
});

describe('large files', () => {
  test('a plan of five megabytes on one line', async () => {
    const text = JSON.stringify(largePlan(1250));
    expect(text.length).toBeGreaterThan(5_000_000);
    const { findings, policies, principals, notAssessed } = await assessed(text, 'plan.json');
    expect(notAssessed).toEqual([]);
    expect(principals).toHaveLength(1250);
    expect(policies).toHaveLength(2500);
    expect(principals.every(({ policies: held }) => held.length === 2)).toBe(true);
    const exposing = findings.filter(({ kind }) => kind === 'ResourceExposure');
    const places = exposing.map(({ subject }) =>
      subject.type === 'policy' ? policies[subject.policy]?.source : undefined,
    );
    expect(exposing).toHaveLength(13);
    expect(places.map((place) => place?.address)).toEqual(
      Array.from({ length: 13 }, (_, number) => `aws_iam_policy.service_${number * 100}`),
    );
    for (const place of places) {
      expect(place?.line).toBe(1);
      expect(text.slice((place?.column ?? 0) - 1).startsWith(`{"address":"${place?.address}"`)).toBe(true);
      const [statement] = place?.statements ?? [];
      expect(
        text
          .slice((statement?.column ?? 0) - 1)
          .startsWith('{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"iam:PassRole\\"'),
      ).toBe(true);
    }
  });

  test('a template of a hundred thousand resources', async () => {
    const resources = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, number) => [
        `R${number}`,
        number === 99_999
          ? { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'R5' }] } }
          : {
              Type: 'AWS::SQS::Queue',
              Properties: { QueueName: { 'Fn::Sub': `q-\${AWS::Region}-${number}` } },
            },
      ]),
    );
    const { principals } = await assessed(JSON.stringify({ Resources: resources }), 'stack.json');
    expect(principals.map(({ name }) => name)).toEqual(['R99999', '${R5}']);
  });
});
