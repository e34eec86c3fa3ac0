import { describeType } from '../policy/json-shape.js';
import type { AccountProblem, Group, InlinePolicy, Role, User } from './account.js';
import { iamPath, isAccountId, parseArn } from './arn.js';
import type { AuthorizationEntry } from './authorization-entry.js';
import type { DocumentStore } from './document-store.js';
import { MissingReferences } from './missing-references.js';
import { DEEPEST_NESTING, isNestedDeeperThan } from './nesting.js';
import type { PolicyReferences } from './policy-references.js';
import { readDocument } from './read-document.js';
import { nameKey, UniqueEntries } from './unique-entries.js';

type PrincipalFields = Omit<Group, 'type'>;

/** Reads users, groups and roles, and joins them with each other and with the policies of the file. */
export class PrincipalReader {
  private readonly store: DocumentStore;
  private readonly references: PolicyReferences;
  private readonly missingGroups = new MissingReferences(
    (name) => `group ${name}`,
    (principals) =>
      `its members include ${principals} but it is not in the file, so its policies are not known`,
  );

  constructor(store: DocumentStore, references: PolicyReferences) {
    this.store = store;
    this.references = references;
  }

  groups(entries: readonly AuthorizationEntry[]): readonly Group[] {
    return this.read(entries, 'Group', (_entry, fields) => ({ ...fields, type: 'group' }));
  }

  users(entries: readonly AuthorizationEntry[], groups: readonly Group[]): readonly User[] {
    const byName = new Map(groups.map((group) => [nameKey(group.accountId, group.name), group]));
    return this.read(entries, 'User', (entry, fields) => {
      const missing = [...(fields.missing ?? [])];
      const memberships = this.memberships(entry, fields.accountId, byName, missing);
      return { ...fields, type: 'user', groups: memberships, ...whereAny(missing) };
    });
  }

  roles(entries: readonly AuthorizationEntry[]): readonly Role[] {
    return this.read(entries, 'Role', (entry, fields) => {
      const lastUsed = entry.entry('RoleLastUsed', 'last use');
      return {
        ...fields,
        type: 'role',
        trustPolicy: readDocument(entry, 'AssumeRolePolicyDocument', this.store),
        lastUsed:
          lastUsed === null
            ? null
            : { date: lastUsed.optionalDate('LastUsedDate'), region: lastUsed.optionalText('Region') },
        instanceProfiles: instanceProfiles(entry),
      };
    });
  }

  /** What the entries refer to and the file lacks. */
  problems(): readonly AccountProblem[] {
    return [...this.references.problems(), ...this.missingGroups.problems()];
  }

  private read<P>(
    entries: readonly AuthorizationEntry[],
    word: 'User' | 'Group' | 'Role',
    complete: (entry: AuthorizationEntry, fields: PrincipalFields) => P,
  ): readonly P[] {
    const unique = new UniqueEntries({ id: `${word}Id`, name: `${word}Name` });
    const principals: P[] = [];
    for (const entry of entries) {
      const fields = this.fields(entry, word, unique);
      if (fields !== null) principals.push(complete(entry, fields));
    }
    return principals;
  }

  private fields(
    entry: AuthorizationEntry,
    word: 'User' | 'Group' | 'Role',
    unique: UniqueEntries,
  ): PrincipalFields | null {
    const consequence = `the ${word.toLowerCase()} is left out`;
    const name = entry.requiredText(`${word}Name`, consequence);
    entry.name = name;
    const arn = entry.requiredText('Arn', consequence);
    if (name === null || arn === null) return null;
    const parsed = parseArn(arn);
    if (parsed === null) {
      entry.report('Arn', `${JSON.stringify(arn.slice(0, 120))} is not an ARN, so ${consequence}`);
      return null;
    }
    const accountId = isAccountId(parsed.accountId) ? parsed.accountId : null;
    const id = unique.admit(entry, {
      name,
      id: entry.optionalText(`${word}Id`) ?? arn,
      arn,
      nameScope: accountId ?? '',
    });
    if (id === null) return null;
    const missing: string[] = [];
    return {
      id,
      name,
      arn,
      accountId,
      partition: parsed.partition,
      path: entry.optionalText('Path') ?? iamPath(parsed),
      createDate: entry.optionalDate('CreateDate'),
      inlinePolicies: this.inlinePolicies(entry, `${word}PolicyList`, missing),
      attachedPolicies: this.references.attached(entry, missing),
      permissionsBoundary: this.references.boundary(entry),
      tags: tags(entry),
      ...whereAny(missing),
    };
  }

  private inlinePolicies(
    principal: AuthorizationEntry,
    key: string,
    missing: string[],
  ): readonly InlinePolicy[] {
    const names = new Set<string>();
    const policies: InlinePolicy[] = [];
    for (const entry of principal.entries(key, 'inline policy')) {
      entry.name = entry.requiredText('PolicyName', 'it is assessed without its name');
      // AWS allows no such name, so it cannot be taken for a policy's own.
      const name = entry.name ?? '(no name)';
      if (entry.name !== null && names.has(name)) {
        entry.report(
          'PolicyName',
          `another inline policy of the same principal has this name; both are kept`,
        );
      }
      names.add(name);
      const document = readDocument(entry, 'PolicyDocument', this.store);
      if (document === null) missing.push(`inline policy ${name}`);
      else policies.push({ name, document });
    }
    return policies;
  }

  private memberships(
    user: AuthorizationEntry,
    accountId: string | null,
    groups: ReadonlyMap<string, Group>,
    missing: string[],
  ): readonly Group[] {
    const memberships = new Set<Group>();
    const seen = new Set<string>();
    user.list('GroupList').forEach((name, index) => {
      if (typeof name !== 'string') {
        user.report(`GroupList[${index}]`, `a group's name must be a text, not ${describeType(name)}`);
        return;
      }
      if (seen.has(name)) return;
      seen.add(name);
      const group = groups.get(nameKey(accountId, name));
      if (group === undefined) {
        this.missingGroups.note(name, () => user.where(`GroupList[${index}]`));
        missing.push(`group ${name}`);
      } else memberships.add(group);
    });
    return [...memberships];
  }
}

function whereAny(missing: readonly string[]): Pick<Group, 'missing'> {
  return missing.length === 0 ? {} : { missing };
}

/** The entries as they stand, but for those that no other code could walk. */
function instanceProfiles(role: AuthorizationEntry): readonly unknown[] {
  return role.entries('InstanceProfileList', 'instance profile').flatMap((entry) => {
    if (!isNestedDeeperThan(entry.fields, DEEPEST_NESTING)) return [entry.fields];
    entry.report(undefined, `it is nested more than ${DEEPEST_NESTING} levels deep, so it is left out`);
    return [];
  });
}

function tags(principal: AuthorizationEntry): User['tags'] {
  return principal.entries('Tags', 'tag').flatMap((entry) => {
    const key = entry.requiredText('Key', 'the tag is left out');
    entry.name = key;
    return key === null ? [] : [{ key, value: entry.optionalText('Value') ?? '' }];
  });
}
