import type { PolicySource } from '../../access/policy-source.js';
import type { Statement } from '../../policy/policy-document.js';

/** A statement that makes a hop work, or that keeps it under a condition. */
export interface HopStatement {
  readonly statement: Statement;
  /** The identity policy it stands in; null for the trust policy of the role the hop leads to. */
  readonly source: PolicySource | null;
  /** Number of the principal whose policy it is. */
  readonly holder: number;
}

/** Whether a statement stands in a version of a policy that is not in force: no policy as it is has that statement. */
export function isOfStoredVersion({ source }: HopStatement): boolean {
  const managed = source?.managed ?? null;
  return managed !== null && source?.stored !== managed.document;
}
