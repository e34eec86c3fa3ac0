import { describe, expect, test } from 'vitest';
import { documentOfData } from '../../src/infrastructure/terraform/data-document.js';
import { Unknown } from '../../src/infrastructure/unknown-values.js';
import type { PlanResource } from '../../src/infrastructure/terraform/plan-resource.js';

function dataSource(statement: Readonly<Record<string, unknown>>, unknown: unknown = {}): PlanResource {
  const values = { statement: [{ effect: 'Allow', actions: ['s3:GetObject'], ...statement }] };
  return {
    address: 'data.aws_iam_policy_document.app',
    isData: true,
    type: 'aws_iam_policy_document',
    name: 'app',
    index: null,
    module: '',
    values,
    unknown: { json: true, statement: [unknown] },
    holder: { values },
    valuesKey: 'values',
  };
}

function documentOf(statement: Readonly<Record<string, unknown>>): unknown {
  return documentOfData(dataSource(statement), () => []);
}

function documentWith(statement: Readonly<Record<string, unknown>>): unknown {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], ...statement }],
  };
}

describe('the document of a data source that is known only after apply', () => {
  test('condition blocks of one test and key are one list of values', () => {
    const condition = [
      { test: 'StringLike', variable: 's3:prefix', values: ['home/'] },
      { test: 'StringLike', variable: 's3:prefix', values: ['shared/*', 'public/*'] },
      { test: 'StringLike', variable: 'aws:PrincipalArn', values: ['*'] },
    ];
    expect(documentOf({ resources: ['*'], condition })).toEqual(
      documentWith({
        Resource: ['*'],
        Condition: {
          StringLike: { 's3:prefix': ['home/', 'shared/*', 'public/*'], 'aws:PrincipalArn': ['*'] },
        },
      }),
    );
  });

  test.each(['test', 'variable'])('a condition whose %s is not known is not known', (part) => {
    const source = dataSource(
      {
        condition: [
          { test: 'StringLike', variable: 's3:prefix', values: ['home/'] },
          { test: 'StringLike', variable: 's3:prefix', values: ['sts.amazonaws.com'], [part]: null },
        ],
      },
      { condition: [{}, { [part]: true }] },
    );
    expect(documentOfData(source, () => [])).toEqual(
      documentWith({ Condition: { StringEquals: Unknown.of(`the ${part} of a condition`) } }),
    );
    const url = Unknown.of('aws_iam_openid_connect_provider.cluster.url');
    expect(
      documentOfData(source, (path) => (path.join('.') === `statement.0.condition.1.${part}` ? [url] : [])),
    ).toEqual(documentWith({ Condition: { StringEquals: url } }));
  });

  test('policy variables are written with an ampersand', () => {
    expect(
      documentOf({
        resources: ['arn:aws:s3:::home/&{aws:username}/&{aws:userid}'],
        principals: [{ type: 'AWS', identifiers: ['arn:aws:iam::111122223333:user/&{aws:username}'] }],
        condition: [{ test: 'StringLike', variable: 's3:prefix', values: ['&{aws:username}/*'] }],
      }),
    ).toEqual(
      documentWith({
        Resource: ['arn:aws:s3:::home/${aws:username}/${aws:userid}'],
        Principal: { AWS: ['arn:aws:iam::111122223333:user/${aws:username}'] },
        Condition: { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
      }),
    );
  });

  test('statements of other documents come in their order, and those of one Sid take the place of each other', () => {
    const text = (Statement?: unknown) => JSON.stringify({ Version: '2012-10-17', Statement });
    const statement = (Sid: string, Action: string) => ({ Sid, Effect: 'Allow', Action, Resource: '*' });
    const source = dataSource({ sid: 'Own', resources: ['*'] });
    const values = {
      ...source.values,
      source_policy_documents: [text(statement('First', 'sqs:*')), '', text()],
      override_policy_documents: [text([statement('First', 'sns:*'), statement('', 'ec2:*')])],
    };
    expect(documentOfData({ ...source, values }, () => [])).toEqual({
      Version: '2012-10-17',
      Statement: [
        statement('First', 'sns:*'),
        { Sid: 'Own', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] },
        statement('', 'ec2:*'),
      ],
    });
  });
});
