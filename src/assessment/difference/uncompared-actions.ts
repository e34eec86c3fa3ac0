import type { Catalog } from '../../catalog/catalog.js';
import { hasWildcard } from '../../catalog/glob.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ComparedSubject } from './compared-subject.js';

/**
 * Actions that the catalogue does not know and that a subject's statements name on one side only, in ascending order:
 * nobody can tell whether access was gained or lost by them.
 */
export function uncomparedActions(
  before: readonly ComparedSubject[],
  after: readonly ComparedSubject[],
  catalog: Catalog,
): readonly string[] {
  const [old, current] = [namesByKey(before, catalog), namesByKey(after, catalog)];
  const changed = new Set<string>();
  for (const key of new Set([...old.keys(), ...current.keys()])) {
    const [left, right] = [old.get(key) ?? NONE, current.get(key) ?? NONE];
    for (const [text, name] of left) if (!right.has(text)) changed.add(name);
    for (const [text, name] of right) if (!left.has(text)) changed.add(name);
  }
  return [...changed].sort();
}

/** Names as they are written, by effect and name in lower case. */
type UnknownNames = ReadonlyMap<string, string>;
const NONE: UnknownNames = new Map();

function namesByKey(
  subjects: readonly ComparedSubject[],
  catalog: Catalog,
): ReadonlyMap<string, UnknownNames> {
  return new Map(
    subjects.flatMap(({ key, access }): readonly (readonly [string, UnknownNames])[] => {
      if (access === null) return [];
      const { allows, denies } = access.reading;
      const names = [...allows, ...denies].flatMap((reading) => unknownNames(reading, catalog));
      return names.length === 0 ? [] : [[key, new Map(names)]];
    }),
  );
}

function unknownNames(
  { statement: { effect, actions, notActions } }: StatementReading,
  catalog: Catalog,
): readonly (readonly [string, string])[] {
  return (notActions ?? actions).flatMap((name): readonly (readonly [string, string])[] =>
    hasWildcard(name) || !catalog.expand(name).isEmpty ? [] : [[`${effect} ${name.toLowerCase()}`, name]],
  );
}
