import { RISK_KINDS } from '../risks/kinds.generated.js';
import { textsOption } from './option-values.js';
import { UsageError } from './usage-error.js';

/**
 * The kinds of findings that an option names, in any case; undefined where it is not given.
 *
 * @throws {UsageError} if there is no such kind
 */
export function kindsOption(
  options: Readonly<Record<string, unknown>>,
  name: string,
): ReadonlySet<string> | undefined {
  const words = textsOption(options, name).flatMap((text) => text.split(','));
  if (words.length === 0) return undefined;
  const ids = words.map((word) => {
    const kind = RISK_KINDS.find(({ id }) => id.toLowerCase() === word.trim().toLowerCase());
    if (kind !== undefined) return kind.id;
    throw new UsageError(
      `--${name}: there is no kind ${JSON.stringify(word.slice(0, 80))}; the kinds are ${RISK_KINDS.map(({ id }) => id).join(', ')}.`,
    );
  });
  return new Set(ids);
}
