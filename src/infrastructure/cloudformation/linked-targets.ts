import { isJsonObject } from '../../policy/json-shape.js';
import { accountOfResources, type Target } from '../jurisdiction.js';
import type { GivenTemplate } from './given-template.js';

/** Templates that are for one account and region. */
interface LinkedGroup {
  readonly members: GivenTemplate[];
  accountId: string | null;
  region: string | null;
  /** Looked for when nothing else tells; undefined until then. */
  inDocuments?: string | null;
}

/** Which templates are for one account and region, because they hang together. */
export class LinkedTargets {
  private readonly groups = new Map<GivenTemplate, LinkedGroup>();

  /** Notes, before {@link targetOf} is asked, that two are deployed to one place; false, and nothing noted, where it is known that they are not. */
  link(one: GivenTemplate, other: GivenTemplate): boolean {
    const [first, second] = [this.groupOf(one), this.groupOf(other)];
    if (first === second) return true;
    if (!areCompatible(first, second)) return false;
    const [kept, joined] = first.members.length < second.members.length ? [second, first] : [first, second];
    kept.accountId ??= joined.accountId;
    kept.region ??= joined.region;
    for (const member of joined.members) {
      kept.members.push(member);
      this.groups.set(member, kept);
    }
    return true;
  }

  /** Whether two can be deployed to one place, by what is known of them. */
  areCompatible(one: GivenTemplate, other: GivenTemplate): boolean {
    return areCompatible(this.groupOf(one), this.groupOf(other));
  }

  /** Those that are linked to one, itself among them; the same list for all of them. */
  membersOf(given: GivenTemplate): readonly GivenTemplate[] {
    return this.groupOf(given).members;
  }

  /**
   * Where a template is deployed.
   *
   * @param deployedTo - what holds of templates that do not tell
   */
  targetOf(given: GivenTemplate, deployedTo: Target): Target {
    const group = this.groupOf(given);
    const known = group.accountId ?? deployedTo.accountId;
    if (known === null && group.inDocuments === undefined)
      group.inDocuments = accountInDocuments(group.members);
    return {
      accountId: known ?? group.inDocuments ?? null,
      region: group.region ?? deployedTo.region,
    };
  }

  private groupOf(given: GivenTemplate): LinkedGroup {
    const known = this.groups.get(given);
    if (known !== undefined) return known;
    const { accountId = null, region = null } = given.target ?? {};
    const group: LinkedGroup = { members: [given], accountId, region };
    this.groups.set(given, group);
    return group;
  }
}

function areCompatible(one: LinkedGroup, other: LinkedGroup): boolean {
  return isOne(one.accountId, other.accountId) && isOne(one.region, other.region);
}

function isOne(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

/** The one account whose resources their documents name. */
function accountInDocuments(members: readonly GivenTemplate[]): string | null {
  const accounts = new Set(
    members
      .map(({ file: { value } }) => accountOfResources(isJsonObject(value) ? value['Resources'] : undefined))
      .filter((account) => account !== null),
  );
  const [only = null] = accounts;
  return accounts.size === 1 ? only : null;
}
