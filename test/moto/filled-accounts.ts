import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { allowing } from '../cli/workspace.js';
import type { MotoAccount } from './moto-server.js';

/** The trust policy of a role of Lambda. */
export const TRUST_OF_LAMBDA = trustIn({ Service: 'lambda.amazonaws.com' });
/** Lets its holder rewrite a policy that it holds. */
export const ESCALATION = allowing('iam:CreatePolicyVersion');
/** Reads every object of every bucket. */
export const EXFILTRATION = allowing('s3:GetObject');
export const HARMLESS = allowing('s3:ListAllMyBuckets');

/**
 * A user in a group and one without anything, a role of a service, inline policies of each kind of principal, and
 * managed policies, of which one has two versions and one belongs to nobody.
 */
export async function fillManagement({ id, iam }: MotoAccount): Promise<void> {
  const policyArn = (name: string) => `arn:aws:iam::${id}:policy/${name}`;
  const inline = (name: string, document: object) => ({
    PolicyName: name,
    PolicyDocument: JSON.stringify(document),
  });
  await iam.send(new CreatePolicyCommand(inline('planted-escalation', HARMLESS)));
  await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn: policyArn('planted-escalation'),
      PolicyDocument: JSON.stringify(ESCALATION),
      SetAsDefault: true,
    }),
  );
  await iam.send(new CreatePolicyCommand(inline('listing', HARMLESS)));
  await iam.send(new CreatePolicyCommand(inline('nobodys', EXFILTRATION)));

  await iam.send(new CreateGroupCommand({ GroupName: 'developers' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'developers', ...inline('buckets', HARMLESS) }));
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'developers', PolicyArn: policyArn('listing') }));

  await iam.send(
    new CreateUserCommand({
      UserName: 'ada',
      Path: '/team/',
      Tags: [{ Key: 'note', Value: 'a < b & "c" – 100 % +1' }],
    }),
  );
  await iam.send(new AddUserToGroupCommand({ UserName: 'ada', GroupName: 'developers' }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'ada', ...inline('notes', HARMLESS) }));
  await iam.send(
    new AttachUserPolicyCommand({ UserName: 'ada', PolicyArn: policyArn('planted-escalation') }),
  );
  await iam.send(new CreateUserCommand({ UserName: 'bob' }));

  await iam.send(
    new CreateRoleCommand({
      RoleName: 'reader',
      Path: '/service/',
      AssumeRolePolicyDocument: JSON.stringify(TRUST_OF_LAMBDA),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'reader', ...inline('planted-exfiltration', EXFILTRATION) }),
  );
}

/** The role that scans, and a user whose inline policy lets her become administrator. */
export async function fillMember({ iam }: MotoAccount, managementId: string): Promise<void> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'Scan',
      AssumeRolePolicyDocument: JSON.stringify(trustIn({ AWS: `arn:aws:iam::${managementId}:root` })),
    }),
  );
  await iam.send(new CreateUserCommand({ UserName: 'eve' }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'eve',
      PolicyName: 'planted-inline-escalation',
      PolicyDocument: JSON.stringify(allowing('iam:PutUserPolicy')),
    }),
  );
}

function trustIn(principal: Readonly<Record<string, string>>) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  };
}
