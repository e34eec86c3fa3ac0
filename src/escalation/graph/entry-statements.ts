import type { AssumingAction } from '../../policy/statement-action.js';
import type { HopStatement } from './hop-statement.js';
import type { Outsider } from './outsider-collector.js';
import type { Population } from './population.js';
import { trustedOutsiders } from './trusted-outsiders.js';

const FEDERATED_ACTIONS: readonly AssumingAction[] = [
  'sts:assumerolewithwebidentity',
  'sts:assumerolewithsaml',
];
const OTHER_ACTIONS: readonly AssumingAction[] = ['sts:assumerole'];

/** The statements of a role's trust policy that let someone outside in. */
export function entryStatements(
  { principals, trust, directory }: Population,
  { kind, name }: Outsider,
  role: number,
): readonly HopStatement[] {
  const target = principals[role];
  if (target?.type !== 'role') return [];
  const letting = (kind === 'federated' ? FEDERATED_ACTIONS : OTHER_ACTIONS)
    .flatMap((action) => trust.statementsOn(target, action))
    .filter((each) => trustedOutsiders([each], directory).some((outsider) => outsider.name === name))
    .map(({ statement }) => statement);
  return [...new Set(letting)].map((statement) => ({ statement, source: null, holder: role }));
}
