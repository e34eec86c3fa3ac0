import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import type { MotoAccount } from './moto-server.js';

/** Takes from the member what its planted policy gives. */
export const GUARDRAIL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iam:PutUserPolicy', Resource: '*' }],
};

/** The ids that moto chose. */
export interface FilledOrganization {
  readonly organizationId: string;
  readonly rootId: string;
  readonly unitId: string;
  readonly memberId: string;
}

/** An organisation with one member, in a unit that a service control policy binds. */
export async function fillOrganization({ organizations }: MotoAccount): Promise<FilledOrganization> {
  const { Organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const rootId = given(Roots?.[0]?.Id);
  await organizations.send(
    new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }),
  );
  const { OrganizationalUnit } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'workloads' }),
  );
  const unitId = given(OrganizationalUnit?.Id);
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: 'member', Email: 'member@example.com' }),
  );
  const memberId = given(CreateAccountStatus?.AccountId);
  await organizations.send(
    new MoveAccountCommand({ AccountId: memberId, SourceParentId: rootId, DestinationParentId: unitId }),
  );
  const { Policy } = await organizations.send(
    new CreatePolicyCommand({
      Name: 'no-user-policies',
      Description: 'Nobody writes policies of users',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: JSON.stringify(GUARDRAIL),
    }),
  );
  await organizations.send(
    new AttachPolicyCommand({ PolicyId: given(Policy?.PolicySummary?.Id), TargetId: unitId }),
  );
  return { organizationId: given(Organization?.Id), rootId, unitId, memberId };
}

function given(id: string | undefined): string {
  if (id === undefined) throw new Error('moto gave no id');
  return id;
}
