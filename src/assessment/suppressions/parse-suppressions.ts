import { globMatches } from '../../catalog/glob.js';
import { InputError } from '../../policy/input-error.js';
import { listAt, objectAt, stringAt } from '../../policy/input-fields.js';
import { onlyKnownAt } from '../../policy/only-known.js';
import { BUILT_IN_KINDS } from '../../risks/kinds-in-force.js';
import { SUPPRESSION_PATTERNS, type Suppression } from './suppression.js';

/**
 * Reads suppressions.
 *
 * @throws {InputError} with the place of what cannot be read: a missing reason, no pattern at all, a day that is none
 */
export function parseSuppressions(value: unknown, where: string): readonly Suppression[] {
  return listAt(value, where).map((entry, index) => suppressionAt(entry, `${where}[${index}]`));
}

function suppressionAt(value: unknown, where: string): Suppression {
  const fields = objectAt(value, where);
  onlyKnownAt(fields, where, [...SUPPRESSION_PATTERNS, 'reason', 'expires']);
  const patterns = SUPPRESSION_PATTERNS.flatMap((name) =>
    fields[name] == null ? [] : [[name, patternAt(fields[name], `${where}.${name}`)] as const],
  );
  if (patterns.length === 0) {
    throw new InputError(
      `a suppression needs at least one of ${SUPPRESSION_PATTERNS.join(', ')}, or it would mean every finding`,
      where,
    );
  }
  if (fields['reason'] == null)
    throw new InputError('a suppression needs a reason: say why the finding may stay', where);
  const reason = stringAt(fields['reason'], `${where}.reason`);
  if (reason.trim() === '')
    throw new InputError('the reason is empty: say why the finding may stay', `${where}.reason`);
  refuseUnknownKind(fields['kind'], `${where}.kind`);
  const expires = fields['expires'] == null ? null : dayAt(fields['expires'], `${where}.expires`);
  return { ...Object.fromEntries(patterns), reason, ...(expires === null ? {} : { expires }) };
}

/** A kind that is misspelt would suppress nothing, in every scan. */
function refuseUnknownKind(kind: unknown, where: string): void {
  const ids = BUILT_IN_KINDS.all.map(({ id }) => id);
  const pattern = typeof kind === 'string' ? kind : '*';
  if (ids.some((id) => globMatches(pattern.toLowerCase(), id.toLowerCase()))) return;
  throw new InputError(`there is no kind ${JSON.stringify(pattern)}; the kinds are ${ids.join(', ')}`, where);
}

function patternAt(value: unknown, where: string): string {
  const pattern = stringAt(value, where);
  if (pattern === '') throw new InputError('the pattern is empty, and would match nothing', where);
  return pattern;
}

function dayAt(value: unknown, where: string): string {
  const day = stringAt(value, where);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  if (isDay !== true) throw new InputError('a suppression expires on a day written as YYYY-MM-DD', where);
  return day;
}
