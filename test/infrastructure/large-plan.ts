/** A document as `jsonencode` writes it. */
function encoded(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/**
 * A plan as `terraform show -json` prints it, of so many services: each has a bucket, a function, a role with an inline
 * policy, and a managed policy that is attached by an ARN which is known only after apply.
 */
export function largePlan(services: number): object {
  const resources: object[] = [];
  const changes: object[] = [];
  const configured: object[] = [];
  const add = (
    type: string,
    name: string,
    values: object,
    references: Readonly<Record<string, readonly string[]>>,
  ) => {
    const address = `${type}.${name}`;
    const unknown = Object.fromEntries(Object.keys(references).map((attribute) => [attribute, true]));
    resources.push({ address, mode: 'managed', type, name, values });
    changes.push({
      address,
      mode: 'managed',
      type,
      name,
      change: { actions: ['create'], before: null, after: values, after_unknown: { id: true, ...unknown } },
    });
    configured.push({
      address,
      mode: 'managed',
      type,
      name,
      expressions: Object.fromEntries(
        Object.entries(references).map(([attribute, list]) => [attribute, { references: list }]),
      ),
    });
  };
  for (let number = 0; number < services; number++) {
    const name = `service_${number}`;
    const bucket = `arn:aws:s3:::bucket-${number}`;
    add('aws_s3_bucket', name, { bucket: `bucket-${number}`, tags: { team: `team-${number % 20}` } }, {});
    add(
      'aws_iam_role',
      name,
      {
        name: `role-${number}`,
        path: '/',
        assume_role_policy: encoded({
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
      {},
    );
    add(
      'aws_lambda_function',
      name,
      { function_name: `function-${number}`, environment: [{ variables: { BUCKET: bucket } }] },
      {},
    );
    add(
      'aws_iam_role_policy',
      name,
      {
        name: `inline-${number}`,
        role: `role-${number}`,
        policy: encoded(
          {
            Sid: 'Objects',
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:PutObject'],
            Resource: `${bucket}/*`,
          },
          { Sid: 'List', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
        ),
      },
      {},
    );
    add(
      'aws_iam_policy',
      name,
      {
        name: `policy-${number}`,
        path: '/',
        policy: encoded({
          Effect: 'Allow',
          Action: number % 100 === 0 ? 'iam:PassRole' : 'sqs:SendMessage',
          Resource: '*',
        }),
      },
      {},
    );
    add(
      'aws_iam_role_policy_attachment',
      name,
      { role: `role-${number}` },
      {
        policy_arn: [`aws_iam_policy.${name}.arn`, `aws_iam_policy.${name}`],
      },
    );
  }
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    planned_values: { root_module: { resources } },
    resource_changes: changes,
    configuration: { root_module: { resources: configured } },
  };
}
