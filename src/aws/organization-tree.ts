import {
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  type OrganizationsClient,
  type PolicyType,
  type Root,
} from '@aws-sdk/client-organizations';
import pMap from 'p-map';
import { allPages, expected } from './all-pages.js';
import type {
  Organization,
  OrganizationAccount,
  OrganizationalUnit,
  OrganizationCounts,
  OrganizationPolicy,
} from './organization.js';
import { CALLS_AT_ONCE, isGone, readPolicies } from './organization-policies.js';

/**
 * Reads the tree of an organisation with its accounts, and the policies that bind them. The management account may do
 * so, and accounts that it delegates to.
 */
export async function readOrganization(
  client: OrganizationsClient,
  onProgress: (counts: OrganizationCounts) => void = () => undefined,
): Promise<Organization> {
  const { Organization: described } = await client.send(new DescribeOrganizationCommand({}));
  const roots = await allPages(
    (next) => client.send(new ListRootsCommand(next)),
    ({ Roots }) => Roots,
  );
  const tree = new TreeReader(client, onProgress);
  for (const { Id } of roots) await tree.read(expected(Id, "a root's id"));
  const policiesOf = (type: PolicyType): Promise<readonly OrganizationPolicy[] | null> =>
    usesType(roots, type) ? readPolicies(client, type, () => tree.countPolicy()) : Promise.resolve(null);
  const serviceControlPolicies = await policiesOf('SERVICE_CONTROL_POLICY');
  const resourceControlPolicies = await policiesOf('RESOURCE_CONTROL_POLICY');
  return {
    id: expected(described?.Id, "the organisation's id"),
    managementAccount: expected(described?.MasterAccountId, 'the management account'),
    partition: expected(/^arn:([^:]+):/.exec(described?.Arn ?? '')?.[1], "the organisation's ARN"),
    roots: roots.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name })),
    units: tree.units,
    accounts: tree.accounts,
    serviceControlPolicies,
    resourceControlPolicies,
  };
}

function usesType(roots: readonly Root[], type: PolicyType): boolean {
  return roots.some(({ PolicyTypes = [] }) =>
    PolicyTypes.some((each) => each.Type === type && each.Status !== 'PENDING_ENABLE'),
  );
}

/** What lies directly in a root or a unit. */
interface Below {
  readonly accounts: readonly OrganizationAccount[];
  readonly units: readonly OrganizationalUnit[];
}

/** Walks down from the root, the units of one level at a time. */
class TreeReader {
  private readonly unitsById = new Map<string, OrganizationalUnit>();
  private readonly accountsById = new Map<string, OrganizationAccount>();
  private policies = 0;
  private readonly client: OrganizationsClient;
  private readonly onProgress: (counts: OrganizationCounts) => void;

  constructor(client: OrganizationsClient, onProgress: (counts: OrganizationCounts) => void) {
    this.client = client;
    this.onProgress = onProgress;
  }

  async read(rootId: string): Promise<void> {
    let level: readonly { readonly id: string; readonly path: string }[] = [{ id: rootId, path: '' }];
    while (level.length > 0) {
      const below = await pMap(level, ({ id, path }) => this.below(id, path), {
        concurrency: CALLS_AT_ONCE,
      });
      for (const { accounts, units } of below) {
        for (const account of accounts) this.place(account);
        for (const unit of units) this.unitsById.set(unit.id, unit);
      }
      this.report();
      level = below.flatMap(({ units }) => units);
    }
  }

  get units(): readonly OrganizationalUnit[] {
    return [...this.unitsById.values()];
  }

  get accounts(): readonly OrganizationAccount[] {
    return [...this.accountsById.values()];
  }

  countPolicy(): void {
    this.policies += 1;
    this.report();
  }

  private report(): void {
    this.onProgress({
      units: this.unitsById.size,
      accounts: this.accountsById.size,
      policies: this.policies,
    });
  }

  /** An account that is moved meanwhile is met where it was and where it is, the later the truer. */
  private place(account: OrganizationAccount): void {
    this.accountsById.delete(account.id);
    this.accountsById.set(account.id, account);
  }

  private async below(parentId: string, path: string): Promise<Below> {
    try {
      return {
        accounts: await this.accountsIn(parentId, path),
        units: await this.unitsIn(parentId, path),
      };
    } catch (error) {
      // Only a unit can go, and only when nothing is in it.
      if (!isGone(error, 'ParentNotFoundException') || !this.unitsById.delete(parentId)) throw error;
      return { accounts: [], units: [] };
    }
  }

  private async accountsIn(parentId: string, ouPath: string): Promise<readonly OrganizationAccount[]> {
    const accounts = await allPages(
      (next) => this.client.send(new ListAccountsForParentCommand({ ParentId: parentId, ...next })),
      ({ Accounts }) => Accounts,
    );
    return accounts.map(({ Id, Name, Email, State, Status }) => {
      const id = expected(Id, "an account's id");
      const status: string = State ?? Status ?? 'ACTIVE';
      return { id, name: Name ?? id, email: Email ?? null, status, parentId, ouPath };
    });
  }

  private async unitsIn(parentId: string, path: string): Promise<readonly OrganizationalUnit[]> {
    const units = await allPages(
      (next) =>
        this.client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, ...next })),
      ({ OrganizationalUnits }) => OrganizationalUnits,
    );
    return units.map(({ Id, Name }) => {
      const id = expected(Id, "an organisational unit's id");
      const name = Name ?? id;
      return { id, name, parentId, path: path === '' ? name : `${path}/${name}` };
    });
  }
}
