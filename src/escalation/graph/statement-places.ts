import type { EffectiveAccess } from '../../access/effective-access.js';
import type { Statement } from '../../policy/policy-document.js';
import type { StatementReading } from '../../policy/statement-reading.js';
import type { ActionStatement } from './action-statements.js';
import type { Capabilities } from './capabilities.js';
import { memoised } from './grouped.js';
import type { HopStatement } from './hop-statement.js';

/** The same for the same statement of the same principal. */
const places = new WeakMap<EffectiveAccess, Map<Statement, readonly HopStatement[]>>();

/** Where a statement stands: policies with the same document, of the principal itself or its groups, share statements. */
export function placesOf(
  { statement }: StatementReading,
  { access, self }: Capabilities,
): readonly HopStatement[] {
  const ofAccess = memoised(places, access, () => new Map<Statement, readonly HopStatement[]>());
  return memoised(ofAccess, statement, () => {
    const sources = access.sources.filter(({ document }) => document.statements.includes(statement));
    return sources.map((source) => ({ statement, source, holder: self }));
  });
}

/** Either list itself where the other is empty. */
export function joined(
  one: readonly HopStatement[],
  other: readonly HopStatement[],
): readonly HopStatement[] {
  if (other.length === 0) return one;
  return one.length === 0 ? other : [...one, ...other];
}

/** The places of the statements that are about a target: one list for all targets that the same statements are about. */
export class PlacesByTarget {
  private readonly statements: readonly ActionStatement[];
  private readonly capabilities: Capabilities;
  private readonly none: SharedList = { places: [], longer: new Map() };

  constructor(statements: readonly ActionStatement[], capabilities: Capabilities) {
    this.statements = statements;
    this.capabilities = capabilities;
  }

  on(target: number): readonly HopStatement[] {
    let list = this.none;
    for (const statement of this.statements) {
      const entry = statement(target);
      if (entry === null) continue;
      const { places, longer } = list;
      list = memoised(longer, entry.statement, () => ({
        places: [...places, ...placesOf(entry, this.capabilities)],
        longer: new Map(),
      }));
    }
    return list.places;
  }
}

/** A list of places, and those that go on from it by another statement. */
interface SharedList {
  readonly places: readonly HopStatement[];
  readonly longer: Map<Statement, SharedList>;
}
