import type { AuthorizationEntry } from './authorization-entry.js';

/** What names a principal or policy among those of its type. */
export interface EntryNames {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  /** The account in which the name must be unique; null where names need not be. */
  readonly nameScope: string | null;
}

/** Finds entries of one type that bear the same ARN, id or name. */
export class UniqueEntries {
  private readonly arns = new Set<string>();
  private readonly arnsById = new Map<string, string>();
  private readonly arnsByName = new Map<string, string>();
  private readonly keys: { readonly id: string; readonly name: string };

  /** @param keys - where the input keeps the id and the name */
  constructor(keys: { readonly id: string; readonly name: string }) {
    this.keys = keys;
  }

  /** The id under which to keep an entry; null if its ARN was seen before and it is to be left out. */
  admit(entry: AuthorizationEntry, { name, id, arn, nameScope }: EntryNames): string | null {
    if (this.arns.has(arn)) {
      entry.report('Arn', `the file holds ${arn} more than once; the first is kept and this one is left out`);
      return null;
    }
    this.arns.add(arn);
    if (nameScope !== null) {
      const key = nameKey(nameScope, name);
      const other = this.arnsByName.get(key);
      if (other === undefined) this.arnsByName.set(key, arn);
      else entry.report(this.keys.name, `${other} in the same account has this name too; both are kept`);
    }
    const other = this.arnsById.get(id);
    if (other === undefined) {
      this.arnsById.set(id, arn);
      return id;
    }
    entry.report(
      this.keys.id,
      `${other} has this id too; both are kept, this one under its ARN instead of the id`,
    );
    return arn;
  }
}

/** Identifies a name within an account; IAM does not tell names apart by case. */
export function nameKey(accountId: string | null, name: string): string {
  return `${accountId ?? ''} ${name.toLowerCase()}`;
}
