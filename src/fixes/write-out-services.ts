import { globMatches } from '../catalog/glob.js';
import { IndexSet } from '../catalog/index-set.js';
import type { JsonObject } from '../policy/json-shape.js';
import type { Change } from './change.js';
import { statementsIn, stringsOf, withElement, withStatements } from './edited-statement.js';
import type { Circumstances, JudgedDocument, Risk } from './judged-document.js';
import { listed, statementName } from './statement-name.js';
import { beginningsOfService, type Spelling } from './written-actions.js';

const WHOLE_SERVICE = /^([^:]+):\*+$/;

/** Writes out the actions of services that are granted by a wildcard; null where everything is granted at once. */
export function writeOutServices(
  { json, access }: JudgedDocument,
  risk: Risk,
  spelling: Spelling,
  { catalog }: Circumstances,
): Change | null {
  if (access === null || risk.members instanceof IndexSet) return null;
  const { members } = risk;
  const written = statementsIn(json);
  const replacements = new Map<number, readonly JsonObject[]>();
  const steps: string[] = [];
  for (const { statement: parsed } of access.reading.allows) {
    const statement = written[parsed.index];
    if (statement === undefined) return null;
    const done: string[] = [];
    const patterns = stringsOf(statement['Action']).flatMap((pattern) => {
      const [, prefix] = WHOLE_SERVICE.exec(pattern) ?? [];
      if (prefix === undefined || prefix === '*') return [pattern];
      const services = catalog.services.filter((service) =>
        globMatches(prefix.toLowerCase(), service.prefix.toLowerCase()),
      );
      if (!services.some((service) => members.has(service.prefix))) return [pattern];
      done.push(pattern);
      return services.flatMap((service) =>
        spelling === 'names' ? service.canonicalNames : beginningsOfService(service, catalog),
      );
    });
    if (done.length === 0) continue;
    replacements.set(parsed.index, [withElement(statement, 'Action', [...new Set(patterns)])]);
    steps.push(
      `${statementName(parsed)}: ${listed(done)} ${done.length === 1 ? 'is' : 'are'} written out as the actions there are now${spelling === 'names' ? '' : ', by what they begin with'}; take out what is not used.`,
    );
  }
  const changed = replacements.size === 0 ? null : withStatements(json, replacements);
  if (changed === null) return null;
  return {
    json: changed,
    steps,
    placeholders: [],
    touched: { actions: IndexSet.empty, principals: new Set() },
  };
}
