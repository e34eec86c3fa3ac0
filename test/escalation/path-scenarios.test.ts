import { describe, expect, it } from 'vitest';
import type { EscalationPath } from '../../src/escalation/escalation-path.js';
import { ESCALATION_PATHS } from '../../src/escalation/escalation-paths.js';
import {
  actionsOnOthers,
  actionsOnTarget,
  edgesBy,
  isOwn,
  pathAccount,
  rewritesTarget,
  type Variation,
} from './path-account.js';

/** Rows that need more than the input shows, and so are only possible. */
const UNCERTAIN = new Set([
  'serviceOffered',
  'alsoUsed',
  'definedByOthers',
  'existingResource',
  'loginProfile',
  'identityCenterAdministration',
  'unauthenticatedIdentitiesAllowed',
  'bedrockModelEnabled',
]);

/** Rows without an edge of their own: assuming a role is one edge, and rows that need what another needs are that one. */
const rows = ESCALATION_PATHS.filter(
  ({ sameActionsAs, requiredActions }) =>
    sameActionsAs === null && requiredActions.join() !== 'sts:AssumeRole',
);

/** Taking off a boundary or a Deny ends in holding everything, whichever row describes it. */
const lifts = ({ needs }: EscalationPath) =>
  needs['denyPolicyAttached'] !== undefined || needs['boundaryNarrowerThanPolicies'] === true;

function expectedEdge(path: EscalationPath, verdict: string) {
  const uncertain = Object.keys(path.needs).some((need) => UNCERTAIN.has(need));
  const alone = isOwn(path);
  return {
    verdict: uncertain ? 'possible' : verdict,
    outcome: alone || rewritesTarget(path) ? 'administrator' : 'become',
    targets: [alone ? 'actor' : 'target'],
  };
}

/** What keeps an actor from walking a path, each in an account of its own. */
function obstacles(path: EscalationPath): readonly (readonly [string, Variation])[] {
  const { requiredActions, needs } = path;
  const passes = requiredActions.includes('iam:PassRole');
  const trusts =
    needs['roleTrusts'] !== undefined ||
    needs['roleTrustsSamlProvider'] === true ||
    requiredActions.includes('sts:AssumeRole');
  return [
    ...requiredActions.map((action): readonly [string, Variation] => [
      `${action} is missing`,
      { missing: action },
    ]),
    ...requiredActions.map((action): readonly [string, Variation] => [
      `${action} is denied`,
      { denied: action },
    ]),
    // A boundary that can be taken off is the point of some rows, and no obstacle.
    ...(lifts(path)
      ? []
      : requiredActions.map((action): readonly [string, Variation] => [
          `${action} is outside the boundary`,
          { outsideBoundary: action },
        ])),
    ...(trusts ? [['the role trusts somebody else', { wrongTrust: true }] as const] : []),
    ...(passes || actionsOnTarget(path).length > 0
      ? [['the target is out of scope', { elsewhere: true }] as const]
      : []),
    ...(actionsOnOthers(path).length > 0
      ? [['what it uses is in another account', { abroad: true }] as const]
      : []),
  ];
}

describe.each(rows.map((path) => [path.id, path] as const))('%s', (id, path) => {
  it('can be walked', () => {
    expect(edgesBy(pathAccount(path), id)).toEqual([expectedEdge(path, 'confirmed')]);
  });

  it('is conditional where it is allowed with MFA only', () => {
    expect(edgesBy(pathAccount(path, { condition: true }), id)).toEqual([expectedEdge(path, 'conditional')]);
  });

  it.each(obstacles(path))('cannot be walked where %s', (_, variation) => {
    expect(edgesBy(pathAccount(path, variation), id)).toEqual([]);
  });
});

it('has at least three obstacles for every row', () => {
  expect(rows.filter((path) => obstacles(path).length < 3).map(({ id }) => id)).toEqual([]);
});

describe('what the catalogue of paths does not ask for', () => {
  const withUrl = (action: string) => {
    const path = rows.find(({ id }) => id === 'sagemaker-001');
    if (path === undefined) throw new Error('the row is missing');
    const account = pathAccount({ ...path, requiredActions: [...path.requiredActions, action] });
    return edgesBy(account, path.id).map(({ verdict }) => verdict);
  };

  it('is done by whoever may, or needs somebody else', () => {
    expect(withUrl('sagemaker:CreatePresignedNotebookInstanceUrl')).toEqual(['confirmed']);
    expect(withUrl('sagemaker:ListNotebookInstances')).toEqual(['possible']);
  });
});
