import { isJsonObject, type JsonObject } from '../policy/json-shape.js';
import type { Group, InlinePolicy, ManagedPolicy, Role, User } from './account.js';
import { parseArn } from './arn.js';
import type { DocumentStore } from './document-store.js';
import type { EntryReader } from './entry-reader.js';
import { readDocument } from './read-managed-policies.js';

type PrincipalFields = Omit<Group, 'type'>;

const WORDS = { user: 'User', group: 'Group', role: 'Role' } as const;

/** Reads users, groups and roles, and joins them with the policies of the file. */
export class PrincipalReader {
  private readonly reader: EntryReader;
  private readonly store: DocumentStore;
  private readonly policies: ReadonlyMap<string, ManagedPolicy>;
  private readonly missing = new Map<string, { readonly where: string; count: number }>();

  constructor(reader: EntryReader, store: DocumentStore, policies: ReadonlyMap<string, ManagedPolicy>) {
    this.reader = reader;
    this.store = store;
    this.policies = policies;
  }

  groups(entries: readonly (readonly [JsonObject, string])[]): readonly Group[] {
    return this.distinct(entries, (entry, where) => {
      const fields = this.fields(entry, where, 'group');
      return fields === null ? null : { ...fields, type: 'group' };
    });
  }

  users(entries: readonly (readonly [JsonObject, string])[], groups: readonly Group[]): readonly User[] {
    const byAccountAndName = new Map(groups.map((group) => [`${group.accountId} ${group.name}`, group]));
    return this.distinct(entries, (entry, where) => {
      const fields = this.fields(entry, where, 'user');
      if (fields === null) return null;
      const names = this.texts(entry['GroupList'], `user ${fields.name}`, `${where}.GroupList`);
      const memberships = names.flatMap(([name, place]) => {
        const group = byAccountAndName.get(`${fields.accountId} ${name}`);
        if (group === undefined) this.reader.report(`user ${fields.name}`, place, `the group ${name} is not in the file`);
        return group ?? [];
      });
      return { ...fields, type: 'user', groups: [...new Set(memberships)] };
    });
  }

  roles(entries: readonly (readonly [JsonObject, string])[]): readonly Role[] {
    return this.distinct(entries, (entry, where) => {
      const fields = this.fields(entry, where, 'role');
      if (fields === null) return null;
      const what = `role ${fields.name}`;
      const lastUsed = entry['RoleLastUsed'];
      const profiles = entry['InstanceProfileList'];
      return {
        ...fields,
        type: 'role',
        trustPolicy: readDocument(entry, 'AssumeRolePolicyDocument', what, where, this.reader, this.store),
        lastUsed: isJsonObject(lastUsed)
          ? {
              date: this.reader.optionalText(lastUsed, 'LastUsedDate', what, `${where}.RoleLastUsed`),
              region: this.reader.optionalText(lastUsed, 'Region', what, `${where}.RoleLastUsed`),
            }
          : null,
        instanceProfiles: Array.isArray(profiles) ? profiles : [],
      };
    });
  }

  /** Reports each attached policy that the file lacks, once. */
  reportMissingPolicies(): void {
    for (const [arn, { where, count }] of this.missing) {
      const holders = count === 1 ? 'one principal' : `${count} principals`;
      this.reader.report(`policy ${arn}`, where, `it is attached to ${holders} but not in the file, so it is not assessed`);
    }
  }

  private distinct<P extends { readonly arn: string; readonly name: string; readonly type: string }>(
    entries: readonly (readonly [JsonObject, string])[],
    read: (entry: JsonObject, where: string) => P | null,
  ): readonly P[] {
    const principals = new Map<string, P>();
    for (const [entry, where] of entries) {
      const principal = read(entry, where);
      if (principal === null) continue;
      if (principals.has(principal.arn)) {
        this.reader.report(`${principal.type} ${principal.name}`, where, `the file holds ${principal.arn} more than once; the first is used`);
      } else {
        principals.set(principal.arn, principal);
      }
    }
    return [...principals.values()];
  }

  private fields(entry: JsonObject, where: string, type: keyof typeof WORDS): PrincipalFields | null {
    const word = WORDS[type];
    const name = this.reader.requiredText(entry, `${word}Name`, `a ${type}`, where);
    const what = `${type} ${name ?? 'without a name'}`;
    const arn = this.reader.requiredText(entry, 'Arn', what, where);
    if (name === null || arn === null) return null;
    const parsed = parseArn(arn);
    if (parsed === null) {
      this.reader.report(what, `${where}.Arn`, `${JSON.stringify(arn.slice(0, 120))} is not an ARN, so the ${type} is left out`);
      return null;
    }
    return {
      id: this.reader.optionalText(entry, `${word}Id`, what, where) ?? arn,
      name,
      arn,
      accountId: /^\d{12}$/.test(parsed.accountId) ? parsed.accountId : null,
      partition: parsed.partition,
      path: this.reader.optionalText(entry, 'Path', what, where) ?? '/',
      createDate: this.reader.optionalText(entry, 'CreateDate', what, where),
      inlinePolicies: this.inlinePolicies(entry, `${word}PolicyList`, what, where),
      attachedPolicies: this.attachedPolicies(entry, what, where),
      permissionsBoundary: this.boundary(entry, what, where),
      tags: this.tags(entry, what, where),
    };
  }

  private inlinePolicies(entry: JsonObject, key: string, what: string, where: string): readonly InlinePolicy[] {
    return this.reader.objects(entry, key, what, where).flatMap(([policy, place]) => {
      const name = this.reader.requiredText(policy, 'PolicyName', `an inline policy of ${what}`, place);
      if (name === null) return [];
      const document = readDocument(policy, 'PolicyDocument', `inline policy ${name} of ${what}`, place, this.reader, this.store);
      return document === null ? [] : [{ name, document }];
    });
  }

  private attachedPolicies(entry: JsonObject, what: string, where: string): readonly ManagedPolicy[] {
    const attached = new Set<ManagedPolicy>();
    for (const [policy, place] of this.reader.objects(entry, 'AttachedManagedPolicies', what, where)) {
      const arn = this.reader.requiredText(policy, 'PolicyArn', `a policy attached to ${what}`, place);
      if (arn === null) continue;
      const known = this.policies.get(arn);
      if (known === undefined) this.noteMissing(arn, place);
      else attached.add(known);
    }
    return [...attached];
  }

  private noteMissing(arn: string, where: string): void {
    const seen = this.missing.get(arn);
    if (seen === undefined) this.missing.set(arn, { where, count: 1 });
    else seen.count++;
  }

  private boundary(entry: JsonObject, what: string, where: string): User['permissionsBoundary'] {
    const boundary = entry['PermissionsBoundary'];
    if (!isJsonObject(boundary)) return null;
    const arn = this.reader.requiredText(boundary, 'PermissionsBoundaryArn', `the permissions boundary of ${what}`, `${where}.PermissionsBoundary`);
    return arn === null ? null : { arn, policy: this.policies.get(arn) ?? null };
  }

  private tags(entry: JsonObject, what: string, where: string): User['tags'] {
    return this.reader.objects(entry, 'Tags', what, where).flatMap(([tag, place]) => {
      const key = this.reader.requiredText(tag, 'Key', `a tag of ${what}`, place);
      return key === null ? [] : [{ key, value: this.reader.optionalText(tag, 'Value', `a tag of ${what}`, place) ?? '' }];
    });
  }

  private texts(value: unknown, what: string, where: string): readonly (readonly [string, string])[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return list.flatMap((entry, index) => {
      if (typeof entry === 'string') return [[entry, `${where}[${index}]`] as const];
      this.reader.report(what, `${where}[${index}]`, 'an entry must be a text');
      return [];
    });
  }
}
