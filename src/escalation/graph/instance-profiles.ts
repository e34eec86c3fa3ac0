import { parseArn } from '../../account/arn.js';
import { IndexSet } from '../../catalog/index-set.js';
import { ArnIndex } from './arn-index.js';
import { append } from './grouped.js';

/**
 * What makes an instance profile for a role that is in none; passing the role is asked for anyway.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export const MAKING_INSTANCE_PROFILE = ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'];

/**
 * What puts a role into an instance profile that is there, in the place of the one role that it can hold.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const REFILLING_INSTANCE_PROFILE = [
  'iam:RemoveRoleFromInstanceProfile',
  'iam:AddRoleToInstanceProfile',
];

/** The instance profiles that roles of the input stand in, numbered; the input tells of no others. */
export class InstanceProfiles {
  readonly arns: ArnIndex;
  /** The profiles of each account. */
  readonly byAccount: ReadonlyMap<string, IndexSet>;

  /** @param entries - what the roles' entries of the input say of the profiles */
  constructor(entries: readonly unknown[]) {
    const arns = [...new Set(entries.flatMap(arnOf))];
    this.arns = new ArnIndex(arns);
    const ofAccounts = new Map<string, number[]>();
    arns.forEach((arn, number) => {
      append(ofAccounts, parseArn(arn)?.accountId ?? '', number);
    });
    this.byAccount = new Map([...ofAccounts].map(([account, list]) => [account, IndexSet.of(list)]));
  }
}

function arnOf(entry: unknown): readonly string[] {
  const arn = typeof entry === 'object' && entry !== null && 'Arn' in entry ? entry.Arn : null;
  return typeof arn === 'string' ? [arn] : [];
}
