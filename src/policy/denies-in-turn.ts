import type { Statement } from './policy-document.js';
import { keysNamed, keysNaming, type PrincipalName } from './principal-name.js';

/** Something that wraps a Deny. */
interface Denying {
  readonly statement: Pick<Statement, 'principals' | 'notPrincipals'>;
}

/** An entry with the places of the Denies that it may still meet, from one of these on. */
interface Open<Entry> {
  readonly entry: Entry;
  readonly places: readonly number[];
  readonly from: number;
}

/**
 * Denies that are applied one after the other to whom the Allows let in. They are found by whom they name: of
 * thousands most name somebody else.
 */
export class DeniesInTurn<Deny extends Denying> {
  private readonly denies: readonly Deny[];
  /** Places of those that may be about everyone, and of those that say of whom they are not. */
  private readonly aboutAnyone: readonly number[];
  private readonly byKey = new Map<string, number[]>();

  constructor(denies: readonly Deny[]) {
    const aboutAnyone: number[] = [];
    denies.forEach(({ statement: { principals } }, place) => {
      const keys = principals === null ? null : keysNamed(principals);
      if (keys === null) aboutAnyone.push(place);
      for (const key of keys ?? []) {
        const places = this.byKey.get(key);
        if (places === undefined) this.byKey.set(key, [place]);
        else places.push(place);
      }
    });
    this.denies = denies;
    this.aboutAnyone = aboutAnyone;
  }

  /**
   * What all of them leave of an entry.
   *
   * @param principalOf - whom an entry is about; a Deny may leave others in its place
   * @param after - what one Deny leaves, in order
   */
  leave<Entry>(
    entry: Entry,
    principalOf: (entry: Entry) => PrincipalName,
    after: (entry: Entry, deny: Deny) => readonly Entry[],
  ): readonly Entry[] {
    const left: Entry[] = [];
    // The next one last: what a Deny leaves comes in the place of what it is applied to.
    const open: Open<Entry>[] = [{ entry, places: this.placesFor(principalOf(entry)), from: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const place = next.places[next.from];
      const deny = place === undefined ? undefined : this.denies[place];
      if (place === undefined || deny === undefined) {
        left.push(next.entry);
        continue;
      }
      const before = principalOf(next.entry);
      for (const each of [...after(next.entry, deny)].reverse()) {
        const principal = principalOf(each);
        if (principal.kind === before.kind && principal.name === before.name)
          open.push({ entry: each, places: next.places, from: next.from + 1 });
        else
          open.push({
            entry: each,
            places: this.placesFor(principal).filter((other) => other > place),
            from: 0,
          });
      }
    }
    return left;
  }

  /** The places of those that may be about a principal, in order. */
  private placesFor(principal: PrincipalName): readonly number[] {
    const named = keysNaming(principal).flatMap((key) => this.byKey.get(key) ?? []);
    if (named.length === 0) return this.aboutAnyone;
    return [...new Set([...this.aboutAnyone, ...named])].sort((a, b) => a - b);
  }
}
