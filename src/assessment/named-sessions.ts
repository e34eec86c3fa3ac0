import type { Role, User } from '../account/account.js';
import type { PolicyDocument } from '../policy/policy-document.js';
import type { Evaluation } from '../policy/request/evaluation.js';

/** The sessions of a role that the policy of a resource names, as ARNs. */
function sessionsNamed({ accountId, name }: Role, { statements }: PolicyDocument): readonly string[] {
  const written = statements.flatMap(
    ({ principals, notPrincipals }) => (principals ?? notPrincipals)?.aws ?? [],
  );
  const own = new RegExp(`^arn:[^:]+:sts::${accountId ?? ''}:assumed-role/${literal(name)}/[^*?]+$`);
  return [...new Set(written.filter((principal) => own.test(principal)))];
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/**
 * The answer for a role where the policy of a resource names sessions of it: it hangs on the name of the session,
 * which whoever assumes the role chooses.
 *
 * @param decide - the answer for one caller
 */
export function withNamedSessions(
  actor: User | Role,
  policy: PolicyDocument | null,
  plain: Evaluation,
  decide: (session: string) => Evaluation,
): { readonly evaluation: Evaluation; readonly condition: string | null } {
  if (actor.type !== 'role' || policy === null) return { evaluation: plain, condition: null };
  for (const session of sessionsNamed(actor, policy)) {
    const named = decide(session);
    // Denied is denied, whether by a statement or for want of one.
    if (named.decision === plain.decision || (isDenied(named) && isDenied(plain))) continue;
    const name = session.slice(session.indexOf(`/${actor.name}/`) + actor.name.length + 2);
    const gains = named.decision === 'allowed' || isDenied(plain);
    return {
      evaluation: { ...(gains ? named : plain), decision: 'conditional' },
      condition: `${gains ? 'if' : 'unless'} its session is named ${name}`,
    };
  }
  return { evaluation: plain, condition: null };
}

function isDenied({ decision }: Evaluation): boolean {
  return decision === 'explicitlyDenied' || decision === 'implicitlyDenied';
}
