import type { EscalationPath } from '../escalation-path.js';
import table from './needs.json' with { type: 'json' };

/** What a path needs beyond permissions, as far as the input cannot answer it. */
export interface PathNeeds {
  readonly texts: readonly string[];
  /** Whether any of them is more than a formality, so that the path is only possible. */
  readonly unsure: boolean;
}

const UNSURE: ReadonlyMap<string, string> = new Map(Object.entries(table.unsure));
const NEARLY_ALWAYS: ReadonlyMap<string, string> = new Map(Object.entries(table.nearlyAlways));
const DECIDED = new Set(table.decided);

/**
 * The needs of a path in words. A predicate that nobody has written words for counts as a need too.
 *
 * @param met - a predicate that is no need of whoever walks the path
 */
export function pathNeeds({ needs }: EscalationPath, met: string | null = null): PathNeeds {
  const texts: string[] = [];
  let unsure = false;
  for (const [predicate, value] of Object.entries(needs)) {
    if (DECIDED.has(predicate) || predicate === met) continue;
    const formality = NEARLY_ALWAYS.get(predicate);
    unsure ||= formality === undefined;
    const text = formality ?? UNSURE.get(predicate) ?? UNSURE.get(`${predicate}=${String(value)}`);
    const separator = needs['existingResourceMatch'] === 'any' ? ' or ' : ' and an existing ';
    const shown = Array.isArray(value) ? value.join(separator) : String(value);
    texts.push(text?.replace('{value}', shown.replaceAll('-', ' ')) ?? `${predicate}: ${shown}`);
  }
  return { texts, unsure };
}
