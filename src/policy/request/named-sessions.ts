import type { PolicyDocument } from '../policy-document.js';
import type { Caller } from './caller.js';
import type { Evaluation } from './evaluation.js';

/** The sessions of a role that the policy of a resource names, as ARNs. */
function sessionsNamed(start: string, { statements }: PolicyDocument): readonly string[] {
  const written = statements.flatMap(
    ({ principals, notPrincipals }) => (principals ?? notPrincipals)?.aws ?? [],
  );
  const own = written.filter((arn) => arn.startsWith(start) && /^[^*?]+$/.test(arn.slice(start.length)));
  return [...new Set(own)];
}

/**
 * The answer for a role where the policy of a resource names sessions of it: it hangs on the name of the session,
 * which whoever assumes the role chooses.
 *
 * @param decide - the answer for one caller
 */
export function withNamedSessions(
  { kind, partition, accountId, name }: Caller,
  policy: PolicyDocument | null,
  plain: Evaluation,
  decide: (session: string) => Evaluation,
): { readonly evaluation: Evaluation; readonly condition: string | null } {
  if (kind !== 'role' || policy === null) return { evaluation: plain, condition: null };
  const start = `arn:${partition}:sts::${accountId ?? ''}:assumed-role/${name}/`;
  for (const session of sessionsNamed(start, policy)) {
    const named = decide(session);
    // Denied is denied, whether by a statement or for want of one.
    if (named.decision === plain.decision || (isDenied(named) && isDenied(plain))) continue;
    const gains = named.decision === 'allowed' || isDenied(plain);
    return {
      evaluation: { ...(gains ? named : plain), decision: 'conditional' },
      condition: `${gains ? 'if' : 'unless'} its session is named ${session.slice(start.length)}`,
    };
  }
  return { evaluation: plain, condition: null };
}

function isDenied({ decision }: Evaluation): boolean {
  return decision === 'explicitlyDenied' || decision === 'implicitlyDenied';
}
