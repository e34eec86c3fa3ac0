import { GeneratedNames } from '../../scripts/bench/generated-names.js';
import { Random } from '../../scripts/bench/random.js';
import inventedPolicies from './data/invented-organization-policies.json' with { type: 'json' };
import inventedUnits from './data/invented-units.json' with { type: 'json' };
import type { AssumableRole, DetailEntry, EndpointAccount, Partition } from './endpoint-options.js';
import type {
  EndpointOrganization,
  OrganizationNode,
  OrganizationPolicy,
  OrganizationPolicyType,
} from './endpoint-organization.js';
import { AccountInventor } from './invented-account.js';
import { uniqueId } from './unique-id.js';

/** What an organisation to invent is to be like. */
export interface OrganizationToInvent {
  /** The same seed and numbers give the same organisation. */
  readonly seed: number;
  /** The management account is one of them. Default: 6. */
  readonly accounts?: number;
  /** Of each account, beside the role that scans. Default: 20. */
  readonly principals?: number;
  /** So many accounts differ in more than their ids. Default: 8. */
  readonly variants?: number;
  /** Of every hundred accounts so many are suspended; one at least, where there are ten or more. Default: 3. */
  readonly suspendedPercent?: number;
  readonly partition?: Partition;
  /** The role in every account, the management account too, that this account may assume. Default: `Scan`. */
  readonly role?: AssumableRole;
}

/** Accounts and organisation for an endpoint. */
export interface InventedOrganization {
  readonly accounts: readonly EndpointAccount[];
  readonly organization: EndpointOrganization;
}

interface UnitToInvent {
  readonly name: string;
  /** How many accounts lie directly in it, in proportion to the others. */
  readonly share: number;
  readonly units: readonly UnitToInvent[];
}

const SUSPENDED_UNIT = 'Suspended';
const OUTSIDERS = 1;
const TRUSTED_ACCOUNTS = 4;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const CREATED = '2023-05-06T07:08:09+00:00';

/** Invents an organisation with nested units, guardrails, some suspended accounts and trust between accounts. */
export function inventOrganization(wanted: OrganizationToInvent): InventedOrganization {
  const { seed, accounts: count = 6, partition = 'aws' } = wanted;
  const random = new Random(seed);
  const names = new GeneratedNames(random);
  const ids = accountIds(count, random);
  const suspended = suspendedAccounts(ids, wanted.suspendedPercent ?? 3, random);
  const organizationId = `o-${random.text(LETTERS, 10)}`;
  const root = invented(ids, suspended, random);
  const inventor = new AccountInventor(wanted.principals ?? 20, seed);
  const role = { name: 'Scan', ...wanted.role };
  const accounts = ids.map((id, number): EndpointAccount => {
    const others = ids.filter((other) => other !== id);
    const trustedAccounts = random.sample(others, TRUSTED_ACCOUNTS - OUTSIDERS);
    const variant = number % (wanted.variants ?? 8);
    const scanRole = scanRoleEntry(role, id, ids[0] ?? '', partition);
    const name = number === 0 ? 'management' : names.unique(`${names.team()}-${names.stage()}`);
    return {
      id,
      name,
      alias: `example-${name}`,
      status: suspended.has(id) ? 'SUSPENDED' : 'ACTIVE',
      roles: [role],
      details: () => inventor.details({ id, number, variant, partition, trustedAccounts, roles: [scanRole] }),
    };
  });
  const policies = organizationPolicies(root, organizationId, random);
  return { accounts, organization: { id: organizationId, root, policies } };
}

/** Twelve digits each, some with a zero in front. */
function accountIds(count: number, random: Random): readonly string[] {
  const ids = new Set<string>();
  while (ids.size < count)
    ids.add(`${ids.size % 7 === 3 ? '0' : ''}${random.text('123456789', 12)}`.slice(0, 12));
  return [...ids];
}

function suspendedAccounts(ids: readonly string[], percent: number, random: Random): ReadonlySet<string> {
  const least = ids.length >= 10 && percent > 0 ? 1 : 0;
  const count = Math.max(least, Math.round((ids.length * percent) / 100));
  return new Set(random.sample(ids.slice(1), count));
}

/** The root with the management account, and every other account in one of the units below. */
function invented(ids: readonly string[], suspended: ReadonlySet<string>, random: Random): OrganizationNode {
  const [management = '', ...members] = ids;
  const weights = unitShares(inventedUnits);
  const placed = new Map<string, string[]>();
  for (const id of members) {
    const unit = suspended.has(id) ? SUSPENDED_UNIT : random.weighted(weights);
    placed.set(unit, [...(placed.get(unit) ?? []), id]);
  }
  const rootLetters = random.text(LETTERS, 4);
  const node = ({ name, units }: UnitToInvent): OrganizationNode => ({
    id: `ou-${rootLetters}-${random.text(LETTERS, 8)}`,
    name,
    accounts: placed.get(name) ?? [],
    units: units.map(node),
  });
  return { id: `r-${rootLetters}`, name: 'Root', accounts: [management], units: inventedUnits.map(node) };
}

function unitShares(units: readonly UnitToInvent[]): readonly (readonly [share: number, name: string])[] {
  return units.flatMap((unit) => [[unit.share, unit.name] as const, ...unitShares(unit.units)]);
}

function organizationPolicies(
  root: OrganizationNode,
  organizationId: string,
  random: Random,
): readonly OrganizationPolicy[] {
  const nodes = nodesOf(root);
  const everything = nodes.flatMap(({ id, accounts }) => [id, ...accounts]);
  return inventedPolicies.map((policy) => {
    const { name, type, description, attachedTo, document, awsManaged = false } = policy;
    return {
      id: awsManaged ? `p-${name}` : `p-${random.text(LETTERS, 8)}`,
      name,
      // The data file names no other types.
      type: type as OrganizationPolicyType,
      description,
      awsManaged,
      document: JSON.parse(JSON.stringify(document).replaceAll('ORGANIZATION', organizationId)) as unknown,
      targets:
        typeof attachedTo === 'string'
          ? everything
          : nodes.filter((node) => attachedTo.includes(node.name)).map(({ id }) => id),
    };
  });
}

function nodesOf(node: OrganizationNode): readonly OrganizationNode[] {
  return [node, ...node.units.flatMap(nodesOf)];
}

function scanRoleEntry(
  { name, path = '/', externalId }: AssumableRole,
  accountId: string,
  managementAccount: string,
  partition: Partition,
): DetailEntry {
  const arn = `arn:${partition}:iam::${accountId}:role${path}${name}`;
  return {
    Path: path,
    RoleName: name,
    RoleId: uniqueId('AROA', arn),
    Arn: arn,
    CreateDate: CREATED,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::${managementAccount}:root` },
          Action: 'sts:AssumeRole',
          ...(externalId === undefined
            ? {}
            : { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
        },
      ],
    },
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: 'read',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'iam:GetAccountAuthorizationDetails', Resource: '*' }],
        },
      },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {},
  };
}
