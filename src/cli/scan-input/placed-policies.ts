import type { NamedPolicy } from '../../assessment/scan-policy.js';
import { allOrNone, statementsOf } from '../../infrastructure/document-text.js';
import type { SourceFile } from '../../infrastructure/source-file.js';
import { policiesIn } from '../policy-input.js';

/**
 * The policies of a file with their places.
 *
 * @throws {InputError} if it holds none
 */
export function placedPolicies({ path, value, places }: SourceFile): readonly NamedPolicy[] {
  return policiesIn(value, path).map((policy): NamedPolicy => {
    const { document } = policy;
    const isObject = typeof document === 'object' && document !== null;
    const position = (isObject ? places.of(document) : null) ?? { line: 1, column: 1 };
    const statements = allOrNone(statementsOf(document).map((statement) => places.of(statement)));
    return {
      ...policy,
      source: { file: path, ...position, ...(statements === undefined ? {} : { statements }) },
    };
  });
}
