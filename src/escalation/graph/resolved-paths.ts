import type { Catalog } from '../../catalog/catalog.js';
import type { EscalationPath } from '../escalation-path.js';
import { escalationPathsOf } from '../escalation-paths.js';
import { targetKind } from './capabilities.js';
import { pathNeeds, type PathNeeds } from './path-needs.js';

/** An escalation path with its actions looked up and sorted by what they are used on. */
export interface ResolvedPath {
  readonly path: EscalationPath;
  /** Actions without a grant of which the path is closed; a trust policy may stand in for sts:AssumeRole. */
  readonly needed: readonly number[];
  /** Actions used on principals or policies: each narrows whom the path leads to. */
  readonly targeting: readonly string[];
  /** The other actions, but for passing the role. */
  readonly helping: readonly number[];
  readonly passesRole: boolean;
  readonly needs: PathNeeds;
  /** What must be used besides, by whoever walks the path or by somebody else; null if nothing must. */
  readonly alsoUsed: AlsoUsed | null;
  /** Services that the role must trust; any one of them suffices. */
  readonly trusts: readonly string[];
}

/** An action without which a path comes to nothing, though the catalogue of paths does not ask for it. */
export interface AlsoUsed {
  readonly action: string;
  /** What the path still needs where whoever walks it uses the action, too. */
  readonly needs: PathNeeds;
}

/** The paths that make edges: all whose actions exist, but for those that say how roles are assumed. */
export interface ResolvedPaths {
  /** Those by which a principal writes its own permissions. */
  readonly own: readonly ResolvedPath[];
  readonly outward: readonly ResolvedPath[];
}

const resolved = new WeakMap<Catalog, ResolvedPaths>();

/** Looks the catalogue of paths up in the catalogue of actions. */
export function resolvedPaths(catalog: Catalog): ResolvedPaths {
  let paths = resolved.get(catalog);
  if (paths === undefined) {
    const all = [...escalationPathsOf(catalog).values()]
      .filter(isEdgeOfItsOwn)
      .flatMap((path) => resolve(path, catalog) ?? []);
    paths = {
      own: all.filter(({ path }) => isAboutItself(path)),
      outward: all.filter(({ path }) => !isAboutItself(path)),
    };
    resolved.set(catalog, paths);
  }
  return paths;
}

/** Whether a path changes the permissions of whoever walks it. */
export function isAboutItself({ target, needs }: EscalationPath): boolean {
  return target === 'self' || target === 'policy' || needs['principalInGroup'] === true;
}

/** Assuming a role is one edge, whichever rows describe it; so is a row that needs what another needs. */
function isEdgeOfItsOwn({ sameActionsAs, requiredActions }: EscalationPath): boolean {
  return sameActionsAs === null && requiredActions.join() !== 'sts:AssumeRole';
}

function resolve(path: EscalationPath, catalog: Catalog): ResolvedPath | null {
  const required = path.requiredActions.flatMap((name) => catalog.actionIndex(name) ?? []);
  if (required.length !== path.requiredActions.length) return null;
  const passesRole = path.requiredActions.includes('iam:PassRole');
  const others = path.requiredActions.filter((name) => name !== 'iam:PassRole');
  const { roleTrusts: trusts, alsoUsed } = path.needs;
  return {
    path,
    needed: required.filter((action) => action !== catalog.actionIndex('sts:AssumeRole')),
    targeting: others.filter((name) => targetKind(name) !== null),
    helping: others.flatMap((name) => (targetKind(name) === null ? (catalog.actionIndex(name) ?? []) : [])),
    passesRole,
    needs: pathNeeds(path),
    alsoUsed: typeof alsoUsed === 'string' ? { action: alsoUsed, needs: pathNeeds(path, 'alsoUsed') } : null,
    trusts: (Array.isArray(trusts) ? trusts : trusts === undefined ? [] : [trusts]).map(String),
  };
}
