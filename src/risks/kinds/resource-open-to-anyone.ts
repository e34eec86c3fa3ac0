import { isEveryone, outsiders, resourceEvidence } from '../outsiders.js';
import type { ResourceRiskKind } from '../risk-kind.js';

/** Resources that anyone can use. */
export const resourceOpenToAnyone: ResourceRiskKind = {
  id: 'ResourceOpenToAnyone',
  title: 'Resource Open to Anyone',
  severity: 'high',
  order: 20,
  scope: 'resource-policy',
  summary: 'The policy of this resource lets anyone use it, from any AWS account or from none.',
  why: 'A Principal of * in the policy of a resource needs no permission on the other side: whoever knows the name can make the calls, and for buckets and public APIs not even an AWS account is needed. Names of buckets and queues stand in logs. An Allow with NotPrincipal means the same for everyone but those it names.',
  fix: 'Name the accounts or roles that use the resource. To keep it open within an organisation, add a condition on aws:PrincipalOrgID; to let in a service of AWS, name the service with aws:SourceArn or aws:SourceAccount. Serve a public web site through CloudFront with origin access control, and block public access to other buckets.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  examples: [
    {
      name: 'a bucket whose objects everyone can read',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::northwind-downloads/*',
          },
        ],
      },
      finds: ['*'],
    },
    {
      name: 'a topic that is open to the own account',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['sns:Subscribe', 'sns:Publish'],
            Resource: 'arn:aws:sns:eu-west-1:111122223333:orders',
            Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
          },
        ],
      },
      finds: [],
    },
  ],
  assess(policy) {
    return resourceEvidence(
      outsiders(policy).filter(
        (outsider) => isEveryone(outsider, policy) && outsider.conditionKeys.length === 0,
      ),
    );
  },
};
