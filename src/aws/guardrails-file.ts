import { createHash } from 'node:crypto';
import type { Organization, OrganizationalUnit, OrganizationPolicy } from './organization.js';

/** Policies on the root, on one organisational unit, or on the account itself. */
export interface GuardrailLevel {
  readonly level: 'root' | 'ou' | 'account';
  readonly name: string;
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
}

/** What binds one account, the root first. A list that is absent is of a type that the organisation does not use. */
export interface AccountGuardrails {
  readonly serviceControlPolicies?: readonly GuardrailLevel[];
  readonly resourceControlPolicies?: readonly GuardrailLevel[];
}

/** The JSON of `--organization-policies` for many accounts, and what else is known of the organisation. */
export interface GuardrailsFile {
  readonly managementAccount: string;
  readonly accounts: Readonly<Record<string, AccountGuardrails>>;
  readonly organization: Omit<Organization, 'serviceControlPolicies' | 'resourceControlPolicies'>;
}

/** Hands each account the guardrails on its path to the root. */
export function guardrailsFile(organization: Organization): GuardrailsFile {
  const { serviceControlPolicies, resourceControlPolicies, ...tree } = organization;
  const attachedServiceControl = byTarget(serviceControlPolicies);
  const attachedResourceControl = byTarget(resourceControlPolicies);
  const levels = levelsOf(organization);
  return {
    managementAccount: organization.managementAccount,
    accounts: Object.fromEntries(
      organization.accounts.map((account): [string, AccountGuardrails] => {
        const path: readonly Level[] = [
          ...levels(account.parentId),
          { id: account.id, level: 'account', name: account.name },
        ];
        return [
          account.id,
          {
            ...(attachedServiceControl === null
              ? {}
              : { serviceControlPolicies: withPolicies(path, attachedServiceControl) }),
            ...(attachedResourceControl === null
              ? {}
              : { resourceControlPolicies: withPolicies(path, attachedResourceControl) }),
          },
        ];
      }),
    ),
    organization: tree,
  };
}

/** What of a {@link GuardrailsFile} concerns one account: its guardrails, and the branch of the tree that it is on. */
export type OwnGuardrails = Pick<GuardrailsFile, 'managementAccount' | 'accounts'> & {
  readonly organization: OrganizationBranch;
};

/** From the id of an account to what of the file concerns it. */
export function guardrailsFor({
  managementAccount,
  accounts,
  organization: { id, roots, units, accounts: members },
}: GuardrailsFile): (accountId: string) => OwnGuardrails {
  const unitsById = new Map(units.map((unit) => [unit.id, unit]));
  const membersById = new Map(members.map((member) => [member.id, member]));
  return (accountId) => {
    const own = membersById.get(accountId);
    const above: OrganizationalUnit[] = [];
    let parentId = own?.parentId;
    for (let unit = unitsById.get(parentId ?? ''); unit !== undefined; unit = unitsById.get(parentId)) {
      above.unshift(unit);
      parentId = unit.parentId;
    }
    return {
      managementAccount,
      accounts: own === undefined ? {} : { [own.id]: accounts[own.id] ?? {} },
      organization: {
        id,
        roots: roots.filter((root) => root.id === parentId),
        units: above,
        accounts: own === undefined ? [] : [own],
      },
    };
  };
}

/** Digests of the policies that bind each account, in hexadecimal, by the account's id. */
export function guardrailsDigests({ accounts }: GuardrailsFile): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(accounts).map(([id, guardrails]) => [
      id,
      createHash('sha256').update(JSON.stringify(guardrails)).digest('hex'),
    ]),
  );
}

/** What of an organisation's tree lies between its root and one account. */
type OrganizationBranch = Pick<Organization, 'id' | 'roots' | 'units' | 'accounts'>;

interface Level extends Pick<GuardrailLevel, 'level' | 'name'> {
  readonly id: string;
}

/** From an id of a root or unit to the levels from the root down to it. */
function levelsOf({ roots, units }: Organization): (id: string) => readonly Level[] {
  const known = new Map<string, readonly Level[]>(
    roots.map(({ id, name }) => [id, [{ id, level: 'root', name }]]),
  );
  // Parents come first, so theirs is known.
  for (const { id, name, parentId } of units)
    known.set(id, [...(known.get(parentId) ?? []), { id, level: 'ou', name }]);
  return (id) => known.get(id) ?? [];
}

function withPolicies(
  path: readonly Level[],
  attached: ReadonlyMap<string, GuardrailLevel['policies']>,
): readonly GuardrailLevel[] {
  return path.map(({ id, level, name }) => ({ level, name, policies: attached.get(id) ?? [] }));
}

function byTarget(
  policies: readonly OrganizationPolicy[] | null,
): ReadonlyMap<string, GuardrailLevel['policies']> | null {
  if (policies === null) return null;
  const attached = new Map<string, { name: string; document: unknown }[]>();
  // In whatever order AWS lists them, the same policies are to be the same text.
  const inOrder = [...policies].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, document, targets } of inOrder) {
    for (const target of targets) {
      const list = attached.get(target) ?? [];
      list.push({ name, document });
      attached.set(target, list);
    }
  }
  return attached;
}
