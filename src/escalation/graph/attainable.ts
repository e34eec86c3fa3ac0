import { layersOf, type EffectiveAccess, type EffectiveAccessReader } from '../../access/effective-access.js';
import { reaches } from '../../policy/reach.js';
import { isServiceLinkedPath } from '../../policy/service-linked.js';
import { ceilingOf, type Fullness } from './ceiling.js';
import { EVERYTHING } from './everything.js';
import { lifted, LIFTING_ACTIONS } from './lifting.js';
import { MAKING, newPrincipalEdges } from './new-principals.js';
import type { Population } from './population.js';

/** What makes a user, gives it everything and signs in as it. */
const NEW_USER = ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey'];

/**
 * How far a principal comes to everything once its policies allow everything: what its boundary and its Deny statements
 * keep from it then, it may be able to take off, or to leave behind as somebody that it makes.
 */
export function attainableBy(
  access: EffectiveAccess,
  self: number,
  population: Population,
  reader: EffectiveAccessReader,
): Fullness {
  const ceiling = ceilingOf(access);
  if (ceiling === 'open' || !mayTakeOff(access)) return ceiling;
  if (nothingKeepsFromNewUser(access)) return 'open';
  const given = reader.accessOf(access.actor, { policies: (held) => [...held, EVERYTHING] });
  const freed = lifted(given, self, population, reader).at(-1);
  const ways = newPrincipalEdges(given, self, population).map(({ verdict }) => verdict);
  const isSure = freed?.steps.every(({ verdict }) => verdict === 'confirmed') === true;
  const after = freed === undefined ? 'closed' : ceilingOf(freed.access);
  if ((after === 'open' && isSure) || ways.includes('confirmed')) return 'open';
  return after !== 'closed' || ways.length > 0 ? 'conditional' : ceiling;
}

/** Whether neither boundary nor guardrails nor a Deny say anything of making a user: the answer for most, and quickly found. */
function nothingKeepsFromNewUser(access: EffectiveAccess): boolean {
  const { actor, boundary, denies, catalog } = access;
  if (boundary === 'unknown' || (actor.type === 'role' && isServiceLinkedPath(actor.path))) return false;
  const actions = catalog.setOf(NEW_USER);
  return (
    layersOf(access).every(({ reach }) => reach.unrestricted.includes(actions)) &&
    !denies.some((deny) => deny.actions.intersects(actions))
  );
}

/** Whether its boundary leaves it, and no Deny of its own takes from it, anything that might help. */
function mayTakeOff({ boundary, granted, catalog }: EffectiveAccess): boolean {
  return [...LIFTING_ACTIONS, ...MAKING].some((name) => {
    const action = catalog.actionIndex(name) ?? -1;
    return !granted.denied.has(action) && (typeof boundary === 'string' || reaches(boundary.reach, action));
  });
}
