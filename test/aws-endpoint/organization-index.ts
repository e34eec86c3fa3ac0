import type { EndpointAccount, Partition } from './endpoint-options.js';
import type {
  EndpointOrganization,
  OrganizationNode,
  OrganizationPolicy,
  OrganizationPolicyType,
} from './endpoint-organization.js';

/** What AWS answers of one thing in an organisation. */
export type Described = Readonly<Record<string, unknown>>;

/** The root, a unit or an account, and where it lies. */
interface Placed {
  readonly kind: 'ROOT' | 'ORGANIZATIONAL_UNIT' | 'ACCOUNT';
  readonly parent: { readonly Id: string; readonly Type: 'ROOT' | 'ORGANIZATIONAL_UNIT' } | null;
  readonly described: Described;
  readonly node: OrganizationNode | null;
}

const JOINED = Date.UTC(2023, 4, 6, 7, 8, 9) / 1000;
const POLICY_TYPES: readonly OrganizationPolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** Finds what lies in an organisation, and describes it as AWS does. */
export class OrganizationIndex {
  private readonly organization: EndpointOrganization;
  private readonly partition: Partition;
  private readonly managementAccount: string;
  private readonly accountsById: ReadonlyMap<string, EndpointAccount>;
  private readonly placed = new Map<string, Placed>();

  constructor(
    organization: EndpointOrganization,
    accounts: readonly EndpointAccount[],
    partition: Partition,
  ) {
    this.organization = organization;
    this.partition = partition;
    this.managementAccount = accounts[0]?.id ?? '';
    this.accountsById = new Map(accounts.map((account) => [account.id, account]));
    this.place(organization.root, null);
  }

  describe(): Described {
    const { featureSet = 'ALL' } = this.organization;
    return {
      Id: this.organization.id,
      Arn: this.arn('organization', ''),
      FeatureSet: featureSet,
      MasterAccountArn: this.arn('account', `/${this.managementAccount}`),
      MasterAccountId: this.managementAccount,
      MasterAccountEmail: emailOf(this.managementAccount),
      // AWS asks not to rely on this list; it knows of the first type alone.
      AvailablePolicyTypes:
        featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
    };
  }

  isMember(accountId: string): boolean {
    return this.find(accountId)?.kind === 'ACCOUNT';
  }

  find(id: string): Placed | null {
    return this.placed.get(id) ?? null;
  }

  ofKind(kind: Placed['kind']): readonly Described[] {
    return [...this.placed.values()]
      .filter((placed) => placed.kind === kind)
      .map(({ described }) => described);
  }

  describedAll(ids: readonly string[]): readonly Described[] {
    return ids.flatMap((id) => {
      const placed = this.find(id);
      return placed === null ? [] : [placed.described];
    });
  }

  policies(type: OrganizationPolicyType): readonly Described[] {
    return this.organization.policies
      .filter((policy) => policy.type === type && (policy.awsManaged === true || this.isEnabled(type)))
      .map((policy) => this.policySummary(policy));
  }

  policiesFor(targetId: string, type: OrganizationPolicyType): readonly Described[] {
    if (!this.isEnabled(type)) return [];
    return this.organization.policies
      .filter((policy) => policy.type === type && policy.targets.includes(targetId))
      .map((policy) => this.policySummary(policy));
  }

  policy(id: string): Described | null {
    const policy = this.organization.policies.find((candidate) => candidate.id === id);
    return policy === undefined
      ? null
      : { PolicySummary: this.policySummary(policy), Content: JSON.stringify(policy.document) };
  }

  targetsOf(policyId: string): readonly Described[] | null {
    const policy = this.organization.policies.find((candidate) => candidate.id === policyId);
    if (policy === undefined) return null;
    return policy.targets.flatMap((id) => {
      const placed = this.isEnabled(policy.type) ? this.find(id) : null;
      return placed === null
        ? []
        : [{ TargetId: id, Arn: placed.described['Arn'], Name: placed.described['Name'], Type: placed.kind }];
    });
  }

  isEnabled(type: OrganizationPolicyType): boolean {
    const { featureSet = 'ALL', enabledPolicyTypes = POLICY_TYPES } = this.organization;
    return featureSet === 'ALL' && enabledPolicyTypes.includes(type);
  }

  private place(node: OrganizationNode, parent: Placed['parent']): void {
    const kind = parent === null ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    const described = {
      Id: node.id,
      Arn: this.arn(kind === 'ROOT' ? 'root' : 'ou', `/${node.id}`),
      Name: node.name,
      ...(kind === 'ROOT' ? { PolicyTypes: this.enabledTypes() } : {}),
    };
    this.placed.set(node.id, { kind, parent, described, node });
    const here = { Id: node.id, Type: kind } as const;
    for (const id of node.accounts)
      this.placed.set(id, { kind: 'ACCOUNT', parent: here, described: this.account(id), node: null });
    for (const unit of node.units) this.place(unit, here);
  }

  private account(id: string): Described {
    const account = this.accountsById.get(id);
    const state = account?.status ?? 'ACTIVE';
    const { accountFields = 'both' } = this.organization;
    // The older field knows no account that is not yet or no longer there.
    const status = state === 'PENDING_ACTIVATION' ? 'ACTIVE' : state === 'CLOSED' ? 'SUSPENDED' : state;
    return {
      Id: id,
      Arn: this.arn('account', `/${id}`),
      Email: emailOf(id),
      Name: account?.name ?? `account-${id}`,
      ...(accountFields === 'State' ? {} : { Status: status }),
      ...(accountFields === 'Status' ? {} : { State: state }),
      JoinedMethod: id === this.managementAccount ? 'INVITED' : 'CREATED',
      JoinedTimestamp: JOINED,
    };
  }

  private policySummary({
    id,
    name,
    type,
    description = '',
    awsManaged = false,
  }: OrganizationPolicy): Described {
    const place = `policy/${awsManaged ? '' : `${this.organization.id}/`}${type.toLowerCase()}/${id}`;
    return {
      Id: id,
      Arn: `arn:${this.partition}:organizations::${awsManaged ? 'aws' : this.managementAccount}:${place}`,
      Name: name,
      Description: description,
      Type: type,
      AwsManaged: awsManaged,
    };
  }

  private enabledTypes(): readonly Described[] {
    return POLICY_TYPES.filter((type) => this.isEnabled(type)).map((type) => ({
      Type: type,
      Status: 'ENABLED',
    }));
  }

  private arn(kind: string, rest: string): string {
    return `arn:${this.partition}:organizations::${this.managementAccount}:${kind}/${this.organization.id}${rest}`;
  }
}

function emailOf(accountId: string): string {
  return `aws+${accountId}@example.com`;
}
