import type { EscalationPath } from '../src/escalation/escalation-path.js';
import { targetKind } from '../src/escalation/graph/capabilities.js';

/** Policies that show an escalation path: one that has it, and one that does not any more. */
export interface PathExamples {
  readonly open: object;
  readonly closed: object;
  /** What was done to close it, in one sentence. */
  readonly closedBy: string;
}

const ACCOUNT = '111122223333';

/** Makes the examples of a path from its row, as the pages show them and a test runs them. */
export function pathExamples({ requiredActions, passedTo }: EscalationPath): PathExamples {
  const open = document(grant(requiredActions, '*'));
  const narrowed = requiredActions.find((action) => kindOf(action) !== null);
  if (narrowed !== undefined) {
    const kind = kindOf(narrowed) ?? '';
    const others = requiredActions.filter((action) => action !== narrowed);
    const condition = narrowed === 'iam:PassRole' && passedTo !== null ? passedToService(passedTo) : {};
    return {
      open,
      closed: document(
        ...(others.length === 0 ? [] : [grant(others, '*')]),
        grant([narrowed], `arn:aws:iam::${ACCOUNT}:${kind}/${kind.toUpperCase()}_NAME`, condition),
      ),
      closedBy: `\`${narrowed}\` is allowed on the one ${kind} meant only: what is left is graded as scoped and does not count.`,
    };
  }
  const [removed = '', ...kept] = requiredActions;
  return {
    open,
    closed: document(grant(kept.length === 0 ? ['sts:GetCallerIdentity'] : kept, '*')),
    closedBy: `\`${removed}\` is gone${kept.length === 0 ? '' : '; the others alone do not lead anywhere'}.`,
  };
}

/** What an action is used on, where that can be named by an ARN of IAM. */
function kindOf(action: string): string | null {
  const kind = action === 'iam:PassRole' ? 'role' : targetKind(action);
  return kind === 'assumed role' ? 'role' : kind;
}

function document(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

function grant(actions: readonly string[], resource: string, more: object = {}): object {
  return {
    Effect: 'Allow',
    Action: actions.length === 1 ? actions[0] : actions,
    Resource: resource,
    ...more,
  };
}

function passedToService(service: string): object {
  return { Condition: { StringEquals: { 'iam:PassedToService': service } } };
}
